import Script
import Tensor

/// The methods of `torch.Tensor` that change the tensor itself: their names end in an underscore.
///
/// Off the tape the elements are overwritten. A result that is on the tape takes the object's place: what the old
/// elements were needed for stays right, and a view made before does not see the change.
enum TensorInPlaceMethods {
  /// Refuses a change of a leaf that requires a gradient, in torch's words.
  static func check(_ tensor: Tensor) throws {
    guard tensor.requiresGrad, tensor.isLeaf, GradientMode.isEnabled else { return }
    throw ScriptError(
      .runtimeError, "a leaf Variable that requires grad is being used in an in-place operation.",
      hint: "do it inside torch.no_grad()")
  }

  /// Makes `object` hold `result`, which was computed from it.
  static func put(_ result: Tensor, into object: TensorObject) throws {
    let tensor = object.tensor
    guard result.shape == tensor.shape else {
      throw ScriptError(
        .runtimeError, "output with shape \(tensor.shape) doesn't match the broadcast shape \(result.shape)")
    }
    guard result.dtype == tensor.dtype || tensor.dtype == .float32 else {
      throw ScriptError(
        .runtimeError,
        "result type \(typeName(result.dtype)) can't be cast to the desired output type \(typeName(tensor.dtype))")
    }
    if result.requiresGrad { return object.replace(by: result) }
    // Nothing of what made the old elements is left in the new ones.
    if tensor.requiresGrad, GradientMode.isEnabled { return object.replace(by: result.converted(to: tensor.dtype).copy()) }
    try tensor.assign(result.converted(to: tensor.dtype))
  }

  /// torch's word for the elements.
  static func typeName(_ dtype: DType) -> String {
    switch dtype {
    case .float32: "Float"
    case .int64: "Long"
    case .bool: "Bool"
    }
  }

  static func register(_ type: TypeObject) {
    func change(_ name: String, _ signature: String, _ body: @escaping (CallArguments, Tensor) throws -> Tensor) {
      type.method(name, signature) { call in
        try check(call.me)
        try put(body(call, call.me), into: call.me(TensorObject.self))
        return call.receiver
      }
    }
    change("zero_", "") { _, x in try filled(x, .int(0)) }
    change("fill_", "value") { call, x in try filled(x, call[0]) }
    change("copy_", "src, non_blocking=False") { call, x in
      let source = try call.tensor(0).converted(to: x.dtype)
      return try source.shape == x.shape ? source.copy().recorded(as: "copy", of: source) : source.expanded(to: x.shape)
    }
    for (name, op) in [("add_", BinaryOperator.add), ("sub_", .subtract)] {
      change(name, "other, *, alpha=1") { call, x in
        var other = try call.tensor(0)
        if let factor = call[1].number, factor != 1 { other = try Tensor.multiply(other, call.tensor(1)) }
        return try TensorObject.apply(op, x, other) ?? x
      }
    }
    for (name, op) in [
      ("mul_", BinaryOperator.multiply), ("div_", .divide), ("pow_", .power), ("remainder_", .modulo),
      ("floor_divide_", .floorDivide),
    ] {
      change(name, "other") { call, x in try TensorObject.apply(op, x, call.tensor(0)) ?? x }
    }
    // What has a counterpart without the underscore.
    let counterparts = [
      ("clamp_", "min=None, max=None"), ("clip_", "min=None, max=None"), ("masked_fill_", "mask, value"), ("exp_", ""),
      ("log_", ""), ("sqrt_", ""), ("rsqrt_", ""), ("square_", ""), ("relu_", ""), ("sigmoid_", ""), ("tanh_", ""),
      ("neg_", ""), ("abs_", ""), ("round_", ""), ("floor_", ""), ("ceil_", ""), ("reciprocal_", ""), ("sin_", ""),
      ("cos_", ""), ("cumsum_", "dim"), ("scatter_", "dim, index, src=None, *, value=None"),
      ("scatter_add_", "dim, index, src"), ("index_add_", "dim, index, source, *, alpha=1"),
      ("index_fill_", "dim, index, value"), ("index_copy_", "dim, index, source"), ("lerp_", "end, weight"),
      ("tril_", "diagonal=0"), ("triu_", "diagonal=0"), ("clamp_min_", "min"), ("clamp_max_", "max"),
      ("addcmul_", "tensor1, tensor2, *, value=1"), ("addcdiv_", "tensor1, tensor2, *, value=1"),
      ("nan_to_num_", "nan=0.0, posinf=None, neginf=None"), ("masked_scatter_", "mask, source"),
      ("logical_not_", ""), ("index_put_", "indices, values, accumulate=False"),
    ]
    for (name, _) in counterparts {
      type.method(name, "*args, **kwargs") { call in
        try check(call.me)
        let result = try call.receiver.getAttribute(String(name.dropLast()))
          .call(Arguments(call.rest(0), keywords: call.keywords(1)))
        if let result = result.tensor { try put(result, into: call.me(TensorObject.self)) }
        return call.receiver
      }
    }
    // Those that change the shape: the object gets another tensor on the same memory.
    for name in ["t_", "unsqueeze_", "squeeze_", "transpose_"] {
      type.method(name, "*args") { call in
        try check(call.me)
        let result = try call.receiver.getAttribute(String(name.dropLast())).call(Arguments(call.rest(0)))
        if let result = result.tensor { call.me(TensorObject.self).replace(by: result) }
        return call.receiver
      }
    }
    change("fill_diagonal_", "fill_value") { call, x in
      guard x.rank == 2 else {
        throw ScriptError(.runtimeError, "fill_diagonal_: a matrix is needed, not shape \(x.shape)")
      }
      let step = x.shape[1] + 1
      return try x.assigned(
        at: (0..<min(x.shape[0], x.shape[1])).map { $0 * step }, call.tensor(0).converted(to: x.dtype))
    }
    change("normal_", "mean=0.0, std=1.0, *, generator=None") { call, x in
      let result = Tensor(uninitialized: x.shape)
      try GeneratorObject.source(call[2]).fillNormal(
        result.data, count: x.count, mean: Float(try call.double(0)), standardDeviation: Float(try call.double(1)))
      return result
    }
    change("uniform_", "from_=0.0, to=1.0, *, generator=None") { call, x in
      let (low, high) = (Float(try call.double(0)), Float(try call.double(1)))
      return Tensor(uniform: x.shape, low: low, high: high, generator: try GeneratorObject.source(call[2]))
    }
    change("bernoulli_", "p=0.5") { call, x in
      let p = Float(try call.double(0))
      return Tensor((0..<x.count).map { _ in RandomState.generator.uniform() < p ? 1 : 0 }, shape: x.shape)
        .converted(to: x.dtype)
    }
    change("exponential_", "lambd=1.0") { call, x in
      let rate = Float(try call.double(0))
      return try -(1 - Tensor(uniform: x.shape, generator: RandomState.generator)).log() / rate
    }
  }

  private static func filled(_ x: Tensor, _ value: Value) throws -> Tensor {
    guard let source = try Tensor.operand(value) else {
      throw ScriptError(.typeError, "fill_() needs a number, not \(value.typeName)")
    }
    return try source.converted(to: x.dtype).expanded(to: x.shape)
  }
}
