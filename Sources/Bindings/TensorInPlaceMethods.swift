import Script
import Tensor

/// The methods of `torch.Tensor` that change the tensor itself: their names end in an underscore.
enum TensorInPlaceMethods {
  static func register(_ type: TypeObject) {
    func change(_ name: String, _ signature: String, _ body: @escaping (CallArguments, Tensor) throws -> Void) {
      type.method(name, signature) { call in
        if call.me.requiresGrad, GradientMode.isEnabled {
          throw ScriptError(
            .runtimeError, "a leaf Variable that requires grad is being used in an in-place operation.",
            hint: "do it inside torch.no_grad()")
        }
        try noGrad { try body(call, call.me) }
        return call.receiver
      }
    }
    change("zero_", "") { _, x in try fill(x, .int(0)) }
    change("fill_", "value") { call, x in try fill(x, call[0]) }
    change("copy_", "src") { call, x in
      try x.assign(try call.tensor(0).detach().converted(to: x.dtype).expanded(to: x.shape))
    }
    for (name, op) in [
      ("add_", BinaryOperator.add), ("sub_", .subtract), ("mul_", .multiply), ("div_", .divide), ("pow_", .power),
    ] {
      change(name, "other, alpha=1") { call, x in
        var other = try call.tensor(0)
        if let factor = call[1].number, factor != 1 { other = try other * Float(factor) }
        guard let result = try TensorObject.apply(op, x, other) else { return }
        try x.assign(result.converted(to: x.dtype))
      }
    }
    for name in ["clamp_", "clip_"] {
      change(name, "min=None, max=None") { call, x in
        try x.assign(
          x.clamped(low: call.optional(0) { Float(try call.double($0)) }, high: call.optional(1) { Float(try call.double($0)) }))
      }
    }
    change("masked_fill_", "mask, value") { call, x in
      try x.assign(Tensor.where(call.tensor(0), call.tensor(1).converted(to: x.dtype), x))
    }
    change("exp_", "") { _, x in try x.assign(x.exp()) }
    change("sqrt_", "") { _, x in try x.assign(x.sqrt()) }
    change("normal_", "mean=0.0, std=1.0") { call, x in
      RandomState.generator.fillNormal(
        x.data, count: x.count, mean: Float(try call.double(0)), standardDeviation: Float(try call.double(1)))
    }
    change("uniform_", "from_=0.0, to=1.0") { call, x in
      let (low, high) = (Float(try call.double(0)), Float(try call.double(1)))
      try x.assign(Tensor(uniform: x.shape, low: low, high: high, generator: RandomState.generator))
    }
  }

  private static func fill(_ x: Tensor, _ value: Value) throws {
    guard let source = try Tensor.operand(value) else {
      throw ScriptError(.typeError, "fill_() needs a number, not \(value.typeName)")
    }
    try x.assign(source.converted(to: x.dtype).expanded(to: x.shape))
  }
}
