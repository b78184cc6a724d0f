import Script
import Support
import Tensor

/// The module `torch`: tensors, gradients and optimisers under torch's names.
///
/// Three element types exist: float32, int64 and bool; the names of torch's other types stand for the nearest of them.
public enum TorchModule {
  /// Makes `import torch` (and `torch.nn`, `torch.nn.functional`, `torch.optim`, `torch.cuda`) work.
  public static func register(in interpreter: Interpreter) {
    interpreter.register(module: "torch") { interpreter in
      let module = ModuleObject("torch")
      let names = module.namespace
      _ = TensorObject.type
      names.type(TensorObject.type)
      names.type(SizeObject.type)
      names.type(DeviceObject.type)
      names.type(DTypeObject.type)
      names["__version__"] = Value("2.0.0+rlnb")
      types(names)
      TorchCreation.register(in: names)
      combinations(names)
      gradients(names)
      settings(names)
      for name in TensorMethods.shared { function(name, of: names) }
      for name in ["nn", "optim", "cuda", "autograd", "utils"] {
        names[name] = Value(try interpreter.importModule("torch." + name))
      }
      return module
    }
    interpreter.register(module: "torch.cuda") { names in
      names.function("is_available") { _ in .bool(false) }
      names.function("device_count") { _ in .int(0) }
      names.function("empty_cache") { _ in .none }
      names.function("manual_seed", "seed") { _ in .none }
      names.function("manual_seed_all", "seed") { _ in .none }
    }
    interpreter.register(module: "torch.autograd") { names in
      names.function("set_detect_anomaly", "mode, check_nan=True") { _ in .none }
    }
    DataLoaderObject.register(in: interpreter)
    TorchFunctional.register(in: interpreter)
    TorchOptimizers.register(in: interpreter)
  }

  /// `torch.name(x, …)` for a method of tensors.
  private static func function(_ name: String, of names: Namespace) {
    names.function(name, "input, *args, **kwargs") { call in
      guard let tensor = try Tensor.operand(call[0]) else {
        throw ScriptError(
          .typeError, "\(name)(): argument 'input' (position 1) must be Tensor, not \(call[0].typeName)")
      }
      let method = try Value(tensor).getAttribute(name)
      return try method.call(Arguments(call.rest(1), keywords: call.keywords(2)))
    }
  }

  private static func types(_ names: Namespace) {
    for name in ["float32", "float", "float64", "double", "float16", "half", "bfloat16"] {
      names[name] = Value(DTypeObject.float32)
    }
    for name in ["int64", "long", "int32", "int", "int16", "short", "int8", "uint8"] {
      names[name] = Value(DTypeObject.int64)
    }
    names["bool"] = Value(DTypeObject.bool)
    names["inf"] = .float(.infinity)
    names["nan"] = .float(.nan)
    names["pi"] = .float(.pi)
    names["e"] = .float(2.718281828459045)
    for (name, dtype) in [("FloatTensor", DType.float32), ("LongTensor", .int64), ("BoolTensor", .bool)] {
      names.function(name, "data=()") { call in Value(try Tensor.from(call[0], dtype: dtype)) }
    }
  }

  private static func tensors(_ value: Value, _ what: String) throws -> [Tensor] {
    try value.asList(what).map { item in
      guard let tensor = item.tensor else {
        throw ScriptError(.typeError, "expected Tensor as element of \(what), but got \(item.typeName)")
      }
      return tensor
    }
  }

  private static func combinations(_ names: Namespace) {
    for name in ["cat", "concat", "concatenate"] {
      names.function(name, "tensors, dim=0") { call in
        Value(try Tensor.cat(tensors(call[0], "tensors"), axis: call.int(1)))
      }
    }
    names.function("stack", "tensors, dim=0") { call in
      Value(try Tensor.stack(tensors(call[0], "tensors"), axis: call.int(1)))
    }
    names.function("hstack", "tensors") { call in
      let parts = try tensors(call[0], "tensors")
      return Value(try Tensor.cat(parts, axis: parts.first?.rank ?? 1 > 1 ? 1 : 0))
    }
    names.function("where", "condition, input=None, other=None") { call in
      if call.isNone(1) { throw ScriptError(.notImplementedError, "where() with one argument: use nonzero()") }
      return Value(try Tensor.where(call.tensor(0), call.tensor(1), call.tensor(2)))
    }
    names.function("reshape", "input, shape") { call in
      Value(try call.tensor(0).reshaped(to: call.list(1).map { try TorchArguments.length($0) }))
    }
    names.function("permute", "input, dims") { call in
      Value(try call.tensor(0).permuted(call.list(1).map { try $0.asInt("an axis") }))
    }
    names.function("is_tensor", "obj") { call in .bool(call[0].tensor != nil) }
    names.function("numel", "input") { call in .int(try call.tensor(0).count) }
    names.function("outer", "input, other") { call in
      Value(try Tensor.multiply(call.tensor(0).unsqueezed(1), call.tensor(1).unsqueezed(0)))
    }
    for (name, lower) in [("tril", true), ("triu", false)] {
      names.function(name, "input, diagonal=0") { call in
        let x = try call.tensor(0)
        guard x.rank >= 2 else { throw ScriptError(.runtimeError, "\(name): input tensor must have at least 2 dimensions") }
        let (rows, columns, diagonal) = (x.shape[x.rank - 2], x.shape[x.rank - 1], try call.int(1))
        let keep = (0..<rows * columns).map { place in
          let distance = place % columns - place / columns
          return lower ? distance <= diagonal : distance >= diagonal
        }
        let zero = Tensor(zeros: [], dtype: x.dtype)
        return Value(try Tensor.where(Tensor(bools: keep, shape: [rows, columns]), x, zero))
      }
    }
  }

  private static func gradients(_ names: Namespace) {
    for (name, mode) in [("no_grad", false), ("inference_mode", false), ("enable_grad", true)] {
      names[name] = Value(
        NativeFunction(name, "func=None") { call in
          let context = GradientContext(mode)
          return call[0].isCallable ? try context.call(Arguments([call[0]])) : Value(context)
        })
    }
    names.function("set_grad_enabled", "mode") { call in
      let context = GradientContext(try call.bool(0))
      context.before = GradientMode.isEnabled
      GradientMode.isEnabled = try call.bool(0)
      return Value(context)
    }
    names.function("is_grad_enabled") { _ in .bool(GradientMode.isEnabled) }
  }

  private static func settings(_ names: Namespace) {
    names.function("manual_seed", "seed") { call in
      RandomState.seed(try call.int(0))
      return .none
    }
    names.function("set_num_threads", "int") { call in
      guard try call.int(0) > 0 else { throw ScriptError(.runtimeError, "set_num_threads expects a positive integer") }
      Threads.setCount(try call.int(0))
      return .none
    }
    names.function("get_num_threads") { _ in .int(Threads.count) }
    names.function("set_float32_matmul_precision", "precision") { call in
      let precision = try call.string(0)
      guard ["highest", "high", "medium"].contains(precision) else {
        throw ScriptError(
          .runtimeError, "Invalid precision '\(precision)': 'highest', 'high' or 'medium' is expected")
      }
      try Precision.use(precision == "medium" && Precision.hasBFloat16 ? .bfloat16 : .float32)
      return .none
    }
    names.function("get_float32_matmul_precision") { _ in
      Value(Precision.current == .bfloat16 ? "medium" : "highest")
    }
    names.function("get_default_dtype") { _ in Value(DTypeObject.float32) }
    names.function("set_printoptions", "**kwargs") { _ in .none }
  }
}

/// `with torch.no_grad():` and `@torch.no_grad()`.
final class GradientContext: Object {
  private let mode: Bool
  var before = true
  static let type = TypeObject("no_grad", module: "torch.autograd.grad_mode", isInheritable: false)

  init(_ mode: Bool) {
    self.mode = mode
    super.init(type: Self.type)
  }

  override func enter() throws -> Value {
    before = GradientMode.isEnabled
    GradientMode.isEnabled = mode
    return Value(self)
  }

  override func exit(_ error: ExceptionObject?) throws -> Bool {
    GradientMode.isEnabled = before
    return false
  }

  override var isCallable: Bool { true }

  /// As a decorator: a function that runs with the mode set.
  override func call(_ arguments: Arguments) throws -> Value {
    guard let function = arguments.positional.first, function.isCallable else {
      throw ScriptError(.typeError, "no_grad() decorates a function")
    }
    let name = (try? function.getAttribute("__name__").string) ?? "function"
    let mode = mode
    return Value(
      NativeFunction(name, "*args, **kwargs") { call in
        let before = GradientMode.isEnabled
        GradientMode.isEnabled = mode
        defer { GradientMode.isEnabled = before }
        return try function.call(Arguments(call.rest(0), keywords: call.keywords(1)))
      })
  }
}
