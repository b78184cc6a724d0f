import Glibc
import Script
import Support
import Tensor

/// The methods and attributes of `torch.Tensor`, under torch's names.
enum TensorMethods {
  /// Methods that are functions of the module as well: `torch.exp(x)` is `x.exp()`.
  nonisolated(unsafe) static var shared: [String] = []

  static func register(_ type: TypeObject) {
    attributes(type)
    conversions(type)
    elementwise(type)
    reductions(type)
    shapes(type)
    selections(type)
    TensorInPlaceMethods.register(type)
  }

  /// A method that is also a function of the module.
  static func both(
    _ type: TypeObject, _ name: String, _ signature: String = "", _ body: @escaping (CallArguments) throws -> Tensor
  ) {
    shared.append(name)
    type.method(name, signature) { call in Value(try body(call)) }
  }

  private static func attributes(_ type: TypeObject) {
    func me(_ value: Value) throws -> Tensor { try value.asObject(TensorObject.self, "self", named: "Tensor").tensor }
    type.property("shape", get: { SizeObject.make(try me($0).shape) })
    type.property("dtype", get: { DTypeObject.of(try me($0).dtype) })
    type.property("device", get: { _ in Value(DeviceObject.cpu) })
    type.property("ndim", get: { .int(try me($0).rank) })
    type.property("is_leaf", get: { .bool(try me($0).isLeaf) })
    type.property("is_cuda", get: { _ in .bool(false) })
    type.property("mT", get: { Value(try me($0).transposed(-1, -2)) })
    type.property("T", get: { Value(try me($0).permuted((0..<(try me($0).rank)).reversed())) })
    type.property("data", get: { Value(try me($0).detach()) }, set: { try me($0).assign($1.tensor ?? Tensor(zeros: [0])) })
    type.property(
      "grad", get: { try me($0).grad.map { Value($0) } ?? .none },
      set: { object, value in try me(object).grad = value.isNone ? nil : value.asObject(TensorObject.self, "grad").tensor })
    type.property(
      "requires_grad", get: { .bool(try me($0).requiresGrad) },
      set: { object, value in try setRequiresGrad(me(object), value.isTrue()) })
    type.property(
      "grad_fn", get: { try me($0).operationName.map { Value(GradientFunctionObject($0)) } ?? .none })

    type.method("size", "dim|axis=None") { call in
      guard let axis = try call.axis(0) else { return SizeObject.make(call.me.shape) }
      let shape = call.me.shape
      guard axis >= -shape.count, axis < shape.count else {
        throw ScriptError(
          .indexError, shape.isEmpty
            ? "Dimension specified as \(axis) but tensor has no dimensions"
            : "Dimension out of range (expected to be in range of [\(-shape.count), \(shape.count - 1)], but got \(axis))")
      }
      return .int(shape[axis < 0 ? axis + shape.count : axis])
    }
    for name in ["dim", "ndimension"] { type.method(name) { call in .int(call.me.rank) } }
    for name in ["numel", "nelement"] { type.method(name) { call in .int(call.me.count) } }
    type.method("is_floating_point") { call in .bool(call.me.dtype == .float32) }
    type.method("is_contiguous") { _ in .bool(true) }
    type.method("stride", "dim|axis=None") { call in
      let shape = call.me.shape
      let strides = shape.indices.map { axis in shape[(axis + 1)...].reduce(1) { $0 * max($1, 1) } }
      guard let axis = try call.axis(0) else { return Value(tuple: strides.map { .int($0) }) }
      return .int(strides[axis < 0 ? axis + shape.count : axis])
    }
    type.method("element_size") { call in .int(call.me.dtype.size) }
    type.method("backward", "gradient=None, retain_graph=None, create_graph=False") { call in
      if try call.bool(2) { throw ScriptError(.notImplementedError, "create_graph=True: second derivatives are not supported") }
      try call.me.backward(call.isNone(0) ? nil : call.tensor(0), retainGraph: call.isNone(1) ? false : call.bool(1))
      TorchModes.forgetAnomalies()
      return .none
    }
    type.method("requires_grad_", "requires_grad=True") { call in
      try setRequiresGrad(call.me, call.bool(0))
      return call.receiver
    }
    type.method("retain_grad") { call in
      call.me.retainGrad()
      return .none
    }
  }

  private static func setRequiresGrad(_ tensor: Tensor, _ value: Bool) throws {
    if value, tensor.dtype != .float32 {
      throw ScriptError(.runtimeError, "only Tensors of floating point dtype can require gradients")
    }
    if !value, !tensor.isLeaf {
      throw ScriptError(
        .runtimeError, "you can only change requires_grad flags of leaf variables.",
        hint: "use detach() for a tensor without the tape")
    }
    tensor.requiresGrad = value
  }

  private static func conversions(_ type: TypeObject) {
    type.method("item") { call in try call.me.scalarValue() }
    type.method("tolist") { call in call.me.nestedLists() }
    both(type, "detach") { call in call.me.detach() }
    both(type, "clone") { call in
      let copy = call.me.copy()
      return copy.recorded(as: "clone", of: call.me)
    }
    for name in ["cpu", "contiguous"] { type.method(name) { call in call.receiver } }
    type.method("numpy") { call in
      if call.me.requiresGrad {
        throw ScriptError(
          .runtimeError, "Can't call numpy() on Tensor that requires grad. Use tensor.detach().numpy() instead.")
      }
      let type: NDArrayObject.ElementType =
        switch call.me.dtype {
        case .float32: .float32
        case .int64: .int64
        case .bool: .bool
        }
      let values = TensorObject(call.me).doubleValues ?? []
      return Value(NDArrayObject(values, shape: call.me.shape, type: type))
    }
    type.method("cuda", "device=None") { _ in
      throw ScriptError(.runtimeError, "no CUDA device is available: tensors live on the CPU")
    }
    type.method("to", "*args, dtype=None, device=None, non_blocking=False, copy=False") { call in
      var dtype = try call.dtype(1)
      try TorchArguments.requireCPU(call[2])
      for value in call.rest(0) {
        if let wanted = value.cast(to: DTypeObject.self) {
          dtype = wanted.dtype
        } else if let like = value.tensor {
          dtype = like.dtype
        } else {
          try TorchArguments.requireCPU(value)
        }
      }
      if dtype == nil || dtype == call.me.dtype { return call.receiver }
      return Value(call.me.converted(to: dtype ?? call.me.dtype))
    }
    type.method("type", "dtype=None") { call in
      guard let dtype = try call.dtype(0) else {
        let names: [DType: String] = [.float32: "FloatTensor", .int64: "LongTensor", .bool: "BoolTensor"]
        return Value("torch." + (names[call.me.dtype] ?? ""))
      }
      return Value(call.me.converted(to: dtype))
    }
    for (name, dtype) in [
      ("float", DType.float32), ("double", .float32), ("half", .float32), ("long", .int64), ("int", .int64), ("bool", .bool),
    ] {
      type.method(name) { call in call.me.dtype == dtype ? call.receiver : Value(call.me.converted(to: dtype)) }
    }
    type.method("type_as", "other") { call in Value(call.me.converted(to: try call.tensor(0).dtype)) }
    type.method("__float__") { call in .float(try call.me.scalarValue().asDouble("element")) }
    type.method("__int__") { call in
      let value = try call.me.scalarValue()
      guard case .float(let number) = value else { return .int(value.exactInt ?? 0) }
      guard number.isFinite else {
        throw ScriptError(.valueError, "cannot convert float \(number.isNaN ? "NaN" : "infinity") to integer")
      }
      return .int(Int(number))
    }
    type.method("__abs__") { call in Value(call.me.abs()) }
    type.method("__round__", "ndigits=None") { call in
      let scale = Float(pow(10, Double(try call.axis(0) ?? 0)))
      return Value(scale == 1 ? call.me.rounded(.toNearestOrEven) : try (call.me * scale).rounded(.toNearestOrEven) / scale)
    }
  }

  private static func elementwise(_ type: TypeObject) {
    both(type, "exp") { $0.me.exp() }
    both(type, "log") { $0.me.log() }
    both(type, "sqrt") { $0.me.sqrt() }
    both(type, "square") { $0.me.dtype == .float32 ? $0.me.square() : try Tensor.multiply($0.me, $0.me) }
    both(type, "abs") { $0.me.abs() }
    both(type, "neg") { try (-$0.me).renamed("neg") }
    both(type, "tanh") { try Tensor.tanh($0.me.converted(to: .float32)) }
    both(type, "sigmoid") { try Tensor.sigmoid($0.me.converted(to: .float32)) }
    both(type, "relu") { try Tensor.relu($0.me.converted(to: .float32)) }
    for function in Tensor.ScalarFunction.allCases where !["logsigmoid", "softplus"].contains(function.rawValue) {
      both(type, function.rawValue) { $0.me.mapped(function) }
    }
    both(type, "reciprocal") { try (1 / $0.me.converted(to: .float32)).renamed("reciprocal") }
    both(type, "sign") { call in
      Tensor(call.me.floats.map { $0 > 0 ? 1 : $0 < 0 ? -1 : $0 }, shape: call.me.shape).converted(to: call.me.dtype)
    }
    both(type, "round", "*, decimals=0") { call in
      let scale = Float(pow(10, Double(try call.int(0))))
      return scale == 1 ? call.me.rounded(.toNearestOrEven) : try (call.me * scale).rounded(.toNearestOrEven) / scale
    }
    both(type, "floor") { $0.me.rounded(.down) }
    both(type, "ceil") { $0.me.rounded(.up) }
    both(type, "trunc") { $0.me.rounded(.towardZero) }
    both(type, "isnan") { call in Tensor(bools: call.me.floats.map(\.isNaN), shape: call.me.shape) }
    both(type, "isinf") { call in Tensor(bools: call.me.floats.map(\.isInfinite), shape: call.me.shape) }
    both(type, "isfinite") { call in Tensor(bools: call.me.floats.map(\.isFinite), shape: call.me.shape) }
    both(type, "logical_not") { call in Tensor(bools: call.me.bools.map { !$0 }, shape: call.me.shape) }
    for name in ["clamp", "clip"] {
      both(type, name, "min=None, max=None") { call in
        if let low = call[0].tensor {
          let raised = try Tensor.maximum(call.me, low)
          return call.isNone(1) ? raised : try Tensor.minimum(raised, call.tensor(1))
        }
        let staysWhole = call.me.dtype == .int64 && (0..<2).allSatisfy { call.isNone($0) || call[$0].exactInt != nil }
        let source = staysWhole ? call.me : call.me.converted(to: .float32)
        return try source.clamped(
          low: call.optional(0) { Float(try call.double($0)) }, high: call.optional(1) { Float(try call.double($0)) })
      }
    }
    for (name, op) in [("add", BinaryOperator.add), ("sub", .subtract), ("subtract", .subtract)] {
      both(type, name, "other, *, alpha=1") { call in
        var other = try call.tensor(0)
        if let factor = call[1].number, factor != 1 { other = try Tensor.multiply(other, call.tensor(1)) }
        return try TensorObject.apply(op, call.me, other) ?? call.me
      }
    }
    for name in ["div", "divide"] {
      both(type, name, "other, *, rounding_mode=None") { call in
        let other = try call.tensor(0)
        if call.isNone(1) { return try Tensor.divide(call.me, other) }
        if try call.string(1) == "floor" { return try Tensor.floorDivide(call.me, other) }
        let quotient = try Tensor.divide(call.me, other).rounded(.towardZero)
        return call.me.dtype == .int64 && other.dtype == .int64 ? quotient.converted(to: .int64) : quotient
      }
    }
    let operators: [(String, BinaryOperator)] = [
      ("mul", .multiply), ("multiply", .multiply), ("true_divide", .divide), ("floor_divide", .floorDivide),
      ("remainder", .modulo), ("pow", .power), ("matmul", .matrixMultiply), ("mm", .matrixMultiply),
      ("mv", .matrixMultiply), ("bitwise_and", .and), ("bitwise_or", .or),
      ("bitwise_xor", .xor),
    ]
    for (name, op) in operators {
      both(type, name, "other") { call in
        guard let result = try TensorObject.apply(op, call.me, call.tensor(0)) else { return call.me }
        return result
      }
    }
    both(type, "bmm", "mat2") { call in
      let other = try call.tensor(0)
      guard call.me.rank == 3, other.rank == 3 else {
        throw ScriptError(.runtimeError, "batch1 must be a 3D tensor: bmm got shapes \(call.me.shape) and \(other.shape)")
      }
      return try Tensor.matmul(call.me, other).renamed("bmm")
    }
    for (name, op) in [("logical_and", BinaryOperator.and), ("logical_or", .or), ("logical_xor", .xor)] {
      both(type, name, "other") { call in
        try TensorObject.apply(op, call.me.converted(to: .bool), call.tensor(0).converted(to: .bool)) ?? call.me
      }
    }
    both(type, "dot", "other") { call in
      let other = try call.tensor(0)
      guard call.me.rank == 1, other.rank == 1 else {
        throw ScriptError(.runtimeError, "1D tensors expected, but got \(call.me.rank)D and \(other.rank)D tensors")
      }
      return try Tensor.matmul(call.me, other).renamed("dot")
    }
    both(type, "maximum", "other") { try Tensor.maximum($0.me, $0.tensor(0)) }
    both(type, "minimum", "other") { try Tensor.minimum($0.me, $0.tensor(0)) }
    for name in ["eq", "ne", "lt", "le", "gt", "ge"] {
      let comparison = Tensor.Comparison(rawValue: name) ?? .eq
      both(type, name, "other") { try Tensor.compare($0.me, comparison, $0.tensor(0)) }
    }
    shared += ["equal", "allclose"]
    type.method("equal", "other") { call in
      let other = try call.tensor(0)
      return .bool(try call.me.shape == other.shape && !Tensor.compare(call.me, .eq, other).bools.contains(false))
    }
    type.method("allclose", "other, rtol=1e-05, atol=1e-08, equal_nan=False") { call in
      let other = try call.tensor(0)
      let (rtol, atol) = (Float(try call.double(1)), Float(try call.double(2)))
      let x = try call.me + Tensor.multiply(other, Tensor(zeros: []))
      let y = try other + Tensor.multiply(call.me, Tensor(zeros: []))
      return .bool(zip(x.floats, y.floats).allSatisfy { $0 == $1 || abs($0 - $1) <= atol + rtol * abs($1) })
    }
    both(type, "masked_fill", "mask, value") { call in
      let value = try call.tensor(1)
      return try Tensor.where(call.tensor(0), value.converted(to: call.me.dtype), call.me).renamed("masked_fill")
    }
    type.method("where", "condition, other") { call in
      Value(try Tensor.where(call.tensor(0), call.me, call.tensor(1)))
    }
  }
}

extension Tensor {
  /// Every element rounded; no gradient flows.
  func rounded(_ rule: FloatingPointRoundingRule) -> Tensor {
    dtype == .float32 ? Tensor(floats.map { $0.rounded(rule) }, shape: shape) : self
  }
}

/// What `grad_fn` shows.
final class GradientFunctionObject: Object {
  private let operation: String
  static let type = TypeObject("Node", module: "torch.autograd", isInheritable: false)

  init(_ operation: String) {
    self.operation = operation
    super.init(type: Self.type)
  }

  override func repr() throws -> String { "<\(Tensor.gradientFunction(operation)) object at \(address)>" }
  override func getAttribute(_ name: String) throws -> Value? {
    name == "name" ? Value(NativeFunction("name") { [operation] _ in Value(Tensor.gradientFunction(operation)) }) : nil
  }
}
