import Script
import Support
import Tensor

/// The module `torch`: tensors, gradients and optimisers under torch's names.
///
/// Three element types exist: float32, int64 and bool; the names of torch's other types stand for the nearest of them.
public enum TorchModule {
  /// Makes `import torch` (and `torch.nn`, `torch.nn.functional`, `torch.optim`, `torch.cuda`) work.
  public static func register(in interpreter: Interpreter) {
    TensorPickling.install()
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
      TorchArchives.register(in: names)
      TorchModes.gradients(names)
      TorchModes.precision(names)
      settings(names)
      for name in TensorMethods.shared { function(name, of: names) }
      for name in ["nn", "optim", "cuda", "autograd", "utils"] {
        names[name] = Value(try interpreter.importModule("torch." + name))
      }
      names.function("is_anomaly_enabled") { _ in .bool(AnomalyDetector.current != nil) }
      TorchLibrary.extend(module, with: TorchLibrary.functions) { name in
        TorchLibrary.submodules.contains(name) ? Value(try interpreter.importModule("torch." + name)) : nil
      }
      return module
    }
    TorchLibrary.register(in: interpreter)
    interpreter.register(module: "torch.cuda") { names in
      names.function("is_available") { _ in .bool(false) }
      names.function("device_count") { _ in .int(0) }
      names.function("empty_cache") { _ in .none }
      names.function("manual_seed", "seed") { _ in .none }
      names.function("manual_seed_all", "seed") { _ in .none }
    }
    interpreter.register(module: "torch.autograd") { names in
      TorchModes.anomalies(names)
      TorchModes.gradientsOf(names)
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
      names.function(name, "tensors, dim|axis=0") { call in
        Value(try Tensor.cat(tensors(call[0], "tensors"), axis: call.int(1)))
      }
    }
    names.function("stack", "tensors, dim|axis=0") { call in
      Value(try Tensor.stack(tensors(call[0], "tensors"), axis: call.int(1)).renamed("stack"))
    }
    names.function("hstack", "tensors") { call in
      let parts = try tensors(call[0], "tensors")
      return Value(try Tensor.cat(parts, axis: parts.first?.rank ?? 1 > 1 ? 1 : 0))
    }
    names.function("where", "condition, input=None, other=None") { call in
      if call.isNone(1) { return try TensorSearch.columns(TensorSearch.nonzero(call.tensor(0))) }
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
    // For the parts that are written in the language.
    names.function("_renamed", "input, name") { call in
      try call.tensor(0).renamed(call.string(1))
      return call[0]
    }
    names.function("_attributes", "object") { call in
      let fields = call[0].object?.fields(create: false)?.items ?? []
      return Value(list: fields.map { Value(tuple: [$0.key, $0.value]) })
    }
    names.function("_return_pair", "name, values, indices") { call in
      ReturnPair.make(try call.string(0), try call.tensor(1), try call.tensor(2))
    }
    names.function("_cross_entropy", "input, target, ignore_index") { call in
      let (logits, target, ignored) = (try call.tensor(0), try call.tensor(1), try call.int(2))
      let ids = target.ints.map { $0 == ignored ? Int32(-100) : Int32(clamping: $0) }
      return Value(try .crossEntropy(logits: logits.rank == 1 ? logits.unsqueezed(0) : logits, targets: ids))
    }
    names.function("atan2", "input, other") { call in Value(try Tensor.atan2(call.tensor(0), call.tensor(1))) }
    names.function("outer", "input, other") { call in
      Value(try Tensor.multiply(call.tensor(0).unsqueezed(1), call.tensor(1).unsqueezed(0)))
    }
  }

  private static func settings(_ names: Namespace) {
    names.function("manual_seed", "seed") { call in
      let seed = try call.int(0)
      RandomState.seed(seed)
      return Value(GeneratorObject(RandomState.generator, seed: seed))
    }
    names.function("set_num_threads", "int") { call in
      guard try call.int(0) > 0 else { throw ScriptError(.runtimeError, "set_num_threads expects a positive integer") }
      Threads.setCount(try call.int(0))
      return .none
    }
    names.function("get_num_threads") { _ in .int(Threads.count) }
    names.function("get_default_dtype") { _ in Value(DTypeObject.float32) }
    for (name, wanted) in [("finfo", DType.float32), ("iinfo", .int64)] {
      names.function(name, "type=None") { call in
        let type = try call.dtype(0) ?? wanted
        guard type == wanted else {
          throw ScriptError(
            .typeError, "torch.\(name)() requires a\(name == "finfo" ? " floating point" : "n integer") input type. Use "
              + "torch.\(name == "finfo" ? "iinfo" : "finfo") to handle 'torch.\(name == "finfo" ? "iinfo" : "finfo")'")
        }
        let module = ModuleObject(name)
        module.namespace["bits"] = .int(type.size * 8)
        if type == .float32 {
          module.namespace["eps"] = .float(Double(Float.ulpOfOne))
          module.namespace["max"] = .float(Double(Float.greatestFiniteMagnitude))
          module.namespace["min"] = .float(-Double(Float.greatestFiniteMagnitude))
          module.namespace["tiny"] = .float(Double(Float.leastNormalMagnitude))
        } else {
          module.namespace["max"] = .int(Int.max)
          module.namespace["min"] = .int(Int.min)
        }
        return Value(module)
      }
    }
    names.function(
      "set_printoptions", "precision=None, threshold=None, edgeitems=None, linewidth=None, profile=None, sci_mode=None"
    ) { call in
      if let profile = try call.optional(4, call.string) {
        let profiles: [String: TensorText.Options] = [
          "default": .init(), "short": .init(precision: 2, edge: 2), "full": .init(threshold: .infinity),
        ]
        guard let options = profiles[profile] else {
          throw ScriptError(.valueError, "profile '\(profile)': default, short or full is expected")
        }
        TensorText.options = options
      }
      if let digits = try call.optional(0, call.int) { TensorText.options.precision = max(0, min(digits, 30)) }
      if let threshold = try call.optional(1, call.double) { TensorText.options.threshold = threshold }
      if let edge = try call.optional(2, call.int) { TensorText.options.edge = max(1, edge) }
      if let width = try call.optional(3, call.int) { TensorText.options.lineWidth = max(1, width) }
      TensorText.options.scientific = try call.optional(5, call.bool)
      return .none
    }
  }
}
