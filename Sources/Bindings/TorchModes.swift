import Script
import Support
import Tensor

/// A mode of the engine that `with` switches and that decorates functions: `torch.no_grad()`, `torch.autocast(…)`, ….
final class ModeContext: Object {
  /// Switches the mode; what it gives switches back.
  private let begin: () throws -> () -> Void
  private var ends: [() -> Void] = []

  /// - Parameter isOn: whether the mode is switched at once, as `torch.set_grad_enabled(False)` does.
  init(_ type: TypeObject, isOn: Bool = false, begin: @escaping () throws -> () -> Void) throws {
    self.begin = begin
    super.init(type: type)
    if isOn { ends.append(try begin()) }
    isBegun = isOn
  }

  /// Whether `with` finds the mode switched already.
  private var isBegun = false

  override func enter() throws -> Value {
    if !isBegun { ends.append(try begin()) }
    isBegun = false
    return Value(self)
  }

  override func exit(_ error: ExceptionObject?) throws -> Bool {
    ends.popLast()?()
    return false
  }

  override var isCallable: Bool { true }

  /// As a decorator: a function that runs with the mode switched.
  override func call(_ arguments: Arguments) throws -> Value {
    guard let function = arguments.positional.first, function.isCallable else {
      throw ScriptError(.typeError, "\(type.name)() decorates a function")
    }
    // A function of the language, so that a class makes a method of it.
    guard let decorate = try Interpreter.running.importModule("_torchfunctions").namespace["_decorated"] else {
      return function
    }
    return try decorate.call(Arguments([Value(self), function]))
  }
}

/// torch's functions and contexts that switch modes.
enum TorchModes {
  private static func type(_ name: String, _ module: String) -> TypeObject {
    TypeObject(name, module: module, isInheritable: false)
  }

  /// `no_grad`, `inference_mode`, `enable_grad`, `set_grad_enabled`, `is_grad_enabled`.
  static func gradients(_ names: Namespace) {
    func begin(_ mode: Bool) -> () -> Void {
      let before = GradientMode.isEnabled
      GradientMode.isEnabled = mode
      return { GradientMode.isEnabled = before }
    }
    let noGrad = type("no_grad", "torch.autograd.grad_mode")
    for (name, mode) in [("no_grad", false), ("inference_mode", false), ("enable_grad", true)] {
      names[name] = Value(
        NativeFunction(name, "func=None") { call in
          let context = try ModeContext(noGrad) { begin(mode) }
          return call[0].isCallable ? try context.call(Arguments([call[0]])) : Value(context)
        })
    }
    let setter = type("set_grad_enabled", "torch.autograd.grad_mode")
    names.function("set_grad_enabled", "mode") { call in
      let mode = try call.bool(0)
      return Value(try ModeContext(setter, isOn: true) { begin(mode) })
    }
    names.function("is_grad_enabled") { _ in .bool(GradientMode.isEnabled) }
  }

  /// What `set_detect_anomaly(True)` installed: the engine does not keep it alive.
  nonisolated(unsafe) private static var detector: AnomalyDetector?

  /// Forgets what the forward pass noted: the next one begins.
  static func forgetAnomalies() { detector?.reset() }

  /// `set_detect_anomaly`, `detect_anomaly`, `is_anomaly_enabled`.
  static func anomalies(_ names: Namespace) {
    func begin(_ mode: Bool) -> () -> Void {
      let before = detector
      detector = mode ? AnomalyDetector() : nil
      AnomalyDetector.current = detector
      return {
        detector = before
        AnomalyDetector.current = before
      }
    }
    let context = type("detect_anomaly", "torch.autograd.anomaly_mode")
    names.function("set_detect_anomaly", "mode, check_nan=True") { call in
      let mode = try call.bool(0)
      return Value(try ModeContext(context, isOn: true) { begin(mode) })
    }
    names.function("detect_anomaly", "check_nan=True") { _ in Value(try ModeContext(context) { begin(true) }) }
    names.function("is_anomaly_enabled") { _ in .bool(AnomalyDetector.current != nil) }
  }

  /// `torch.autograd.grad`: gradients by themselves, without touching any `.grad`.
  static func gradientsOf(_ names: Namespace) {
    names.function(
      "grad", "outputs, inputs, grad_outputs=None, retain_graph=None, create_graph=False, allow_unused=False"
    ) { call in
      if try call.bool(4) {
        throw ScriptError(.notImplementedError, "create_graph=True: second derivatives are not supported")
      }
      func tensors(_ value: Value) throws -> [Tensor] {
        try (value.tensor == nil ? value.asList("inputs") : [value]).map {
          try $0.asObject(TensorObject.self, "an input", named: "Tensor").tensor
        }
      }
      let (outputs, inputs) = (try tensors(call[0]), try tensors(call[1]))
      let seeds = call.isNone(2) ? [] : try tensors(call[2])
      let keeps = try call.isNone(3) ? false : call.bool(3)
      let found = try Tensor.gradients(
        of: outputs, with: inputs, seeds: seeds, retainGraph: keeps)
      return Value(
        tuple: try found.map { gradient in
          if let gradient { return Value(gradient) }
          guard try call.bool(5) else {
            throw ScriptError(
              .runtimeError,
              "One of the differentiated Tensors appears to not have been used in the graph. Set "
                + "allow_unused=True if this is the desired behavior.")
          }
          return .none
        })
    }
  }

  /// `autocast("cpu", dtype=torch.bfloat16)`: bfloat16 products inside.
  static func precision(_ names: Namespace) {
    let context = type("autocast", "torch.amp.autocast_mode")
    names.function("autocast", "device_type='cpu', dtype=None, enabled=True, cache_enabled=None") { call in
      let device = try call.string(0)
      guard device == "cpu" else {
        throw ScriptError(.runtimeError, "autocast: device '\(device)' is not available", hint: "use autocast(\"cpu\")")
      }
      let wanted: PrecisionOption = try call.bool(2) ? .bf16 : .fp32
      return Value(
        try ModeContext(context) {
          let before = Precision.current
          if let note = wanted.apply() { Interpreter.running.writeError("UserWarning: \(note)\n") }
          return { try? Precision.use(before) }
        })
    }
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
  }
}

/// What `--precision` may say.
public enum PrecisionOption: String, CaseIterable, Sendable {
  case fp32, bf16

  /// Switches the products to it.
  ///
  /// - Returns: why they stay in single precision, said once; nil otherwise.
  public func apply() -> String? {
    if self == .bf16, !Precision.hasBFloat16 { return PrecisionOption.note.take() }
    try? Precision.use(self == .bf16 ? .bfloat16 : .float32)
    return nil
  }

  nonisolated(unsafe) private static var note: String? =
    "bfloat16 products need oneDNN (libdnnl.so.2) and a processor with avx512_bf16: float32 is used instead"
}
