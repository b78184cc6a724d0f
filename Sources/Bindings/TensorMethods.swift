import Script
import Support
import Tensor

/// The methods and attributes of `torch.Tensor`, under torch's names.
enum TensorMethods {
  /// Methods that are functions of the module as well: `torch.exp(x)` is `x.exp()`.
  nonisolated(unsafe) private(set) static var shared: [String] = []

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
  private static func both(
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

    type.method("size", "dim=None") { call in
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
    type.method("element_size") { call in .int(call.me.dtype.size) }
    type.method("backward", "gradient=None, retain_graph=None, create_graph=False") { call in
      if try call.bool(2) { throw ScriptError(.notImplementedError, "create_graph=True: second derivatives are not supported") }
      try call.me.backward(call.isNone(0) ? nil : call.tensor(0), retainGraph: call.isNone(1) ? false : call.bool(1))
      return .none
    }
    type.method("requires_grad_", "requires_grad=True") { call in
      try setRequiresGrad(call.me, call.bool(0))
      return call.receiver
    }
    type.method("retain_grad") { _ in .none }
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
      return call.me.requiresGrad && GradientMode.isEnabled ? try call.me.reshaped(to: call.me.shape) * 1 : copy
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
    type.method("__round__", "ndigits=None") { call in Value(call.me.rounded(.toNearestOrEven)) }
  }

  private static func elementwise(_ type: TypeObject) {
    both(type, "exp") { $0.me.exp() }
    both(type, "log") { $0.me.log() }
    both(type, "sqrt") { $0.me.sqrt() }
    both(type, "square") { $0.me.square() }
    both(type, "abs") { $0.me.abs() }
    both(type, "neg") { try -$0.me }
    both(type, "tanh") { try Tensor.tanh($0.me.converted(to: .float32)) }
    both(type, "sigmoid") { try Tensor.sigmoid($0.me.converted(to: .float32)) }
    both(type, "relu") { try Tensor.relu($0.me.converted(to: .float32)) }
    both(type, "log2") { try $0.me.log() * (1 / Float(0.6931471805599453)) }
    both(type, "log10") { try $0.me.log() * (1 / Float(2.302585092994046)) }
    both(type, "log1p") { try ($0.me.converted(to: .float32) + 1).log() }
    both(type, "expm1") { try $0.me.exp() - 1 }
    both(type, "reciprocal") { try 1 / $0.me.converted(to: .float32) }
    both(type, "rsqrt") { try 1 / $0.me.sqrt() }
    both(type, "sign") { call in
      Tensor(call.me.floats.map { $0 > 0 ? 1 : $0 < 0 ? -1 : $0 }, shape: call.me.shape).converted(to: call.me.dtype)
    }
    both(type, "round") { $0.me.rounded(.toNearestOrEven) }
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
    let operators: [(String, BinaryOperator)] = [
      ("add", .add), ("sub", .subtract), ("subtract", .subtract), ("mul", .multiply), ("multiply", .multiply),
      ("div", .divide), ("divide", .divide), ("true_divide", .divide), ("floor_divide", .floorDivide),
      ("remainder", .modulo), ("pow", .power), ("matmul", .matrixMultiply), ("mm", .matrixMultiply),
      ("bmm", .matrixMultiply), ("mv", .matrixMultiply), ("bitwise_and", .and), ("bitwise_or", .or),
      ("bitwise_xor", .xor),
    ]
    for (name, op) in operators {
      both(type, name, "other") { call in
        guard let result = try TensorObject.apply(op, call.me, call.tensor(0)) else { return call.me }
        return result
      }
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
      return try Tensor.matmul(call.me, other)
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
      return try Tensor.where(call.tensor(0), value.converted(to: call.me.dtype), call.me)
    }
    type.method("where", "condition, other") { call in
      Value(try Tensor.where(call.tensor(0), call.me, call.tensor(1)))
    }
  }

  private static func reductions(_ type: TypeObject) {
    func along(_ x: Tensor, _ axes: [Int]?, _ keep: Bool, all: () throws -> Tensor, one: (Tensor, Int) throws -> Tensor)
      throws -> Tensor
    {
      guard let axes, !axes.isEmpty else { return try keep ? all().reshaped(to: x.shape.map { _ in 1 }) : all() }
      var result = x
      for axis in axes.map({ $0 < 0 ? $0 + max(x.rank, 1) : $0 }).sorted(by: >) { result = try one(result, axis) }
      return result
    }
    both(type, "sum", "dim=None, keepdim=False, dtype=None") { call in
      let keep = try call.bool(1)
      let x = try call.dtype(2).map { call.me.converted(to: $0) } ?? call.me
      return try along(x, call.axes(0), keep, all: { x.sum() }, one: { try $0.sum(axis: $1, keepAxis: keep) })
    }
    both(type, "mean", "dim=None, keepdim=False, dtype=None") { call in
      let keep = try call.bool(1)
      let x = try call.dtype(2).map { call.me.converted(to: $0) } ?? call.me
      guard x.dtype == .float32 else {
        throw ScriptError(
          .runtimeError, "mean(): could not infer output dtype. Input dtype must be either a floating point or complex "
            + "dtype. Got: \(x.dtype == .int64 ? "Long" : "Bool")", hint: "convert it with .float()")
      }
      return try along(x, call.axes(0), keep, all: { try x.mean() }, one: { try $0.mean(axis: $1, keepAxis: keep) })
    }
    for (name, isRoot) in [("var", false), ("std", true)] {
      both(type, name, "dim=None, unbiased=True, keepdim=False, correction=None") { call in
        let correction = try call.axis(3) ?? (call.bool(1) ? 1 : 0)
        let variance: Tensor
        if let axis = try call.axis(0) {
          variance = try call.me.variance(axis: axis, correction: correction, keepAxis: call.bool(2))
        } else {
          variance = try call.me.variance(correction: correction)
        }
        return isRoot ? variance.sqrt() : variance
      }
    }
    both(type, "prod", "dim=None, keepdim=False") { call in
      guard let axis = try call.axis(0) else {
        return try (0..<call.me.count).reduce(Tensor(ints: [1], shape: [])) {
          try Tensor.multiply($0, call.me.reshaped(to: [call.me.count]).selected(axis: 0, index: $1))
        }
      }
      let parts = try (0..<call.me.shape[axis < 0 ? axis + call.me.rank : axis]).map {
        try call.me.selected(axis: axis, index: $0)
      }
      let product = try parts.dropFirst().reduce(parts[0]) { try Tensor.multiply($0, $1) }
      return try call.bool(1) ? product.unsqueezed(axis) : product
    }
    for (name, greatest) in [("max", true), ("min", false)] {
      shared.append(name)
      type.method(name, "dim=None, keepdim=False") { call in
        if let other = call[0].tensor {
          return Value(greatest ? try Tensor.maximum(call.me, other) : try Tensor.minimum(call.me, other))
        }
        guard let axis = try call.axis(0) else { return Value(try call.me.extremum(greatest: greatest)) }
        let result = try call.me.extremum(axis: axis, greatest: greatest, keepAxis: call.bool(1))
        return ReturnPair.make(name, result.values, result.indices)
      }
      both(type, "a" + name, "dim=None, keepdim=False") { call in
        guard let axis = try call.axis(0) else { return try call.me.extremum(greatest: greatest) }
        return try call.me.extremum(axis: axis, greatest: greatest, keepAxis: call.bool(1)).values
      }
      both(type, "arg" + name, "dim=None, keepdim=False") { call in
        guard let axis = try call.axis(0) else { return greatest ? try call.me.argmax() : try call.me.argmin() }
        return try noGrad { try call.me.extremum(axis: axis, greatest: greatest, keepAxis: call.bool(1)).indices }
      }
    }
    for (name, isAll) in [("all", true), ("any", false)] {
      both(type, name, "dim=None, keepdim=False") { call in
        let truths = call.me.converted(to: .bool)
        guard let axis = try call.axis(0) else {
          let values = truths.bools
          return Tensor(bools: [isAll ? !values.contains(false) : values.contains(true)], shape: [])
        }
        return try truths.extremum(axis: axis, greatest: !isAll, keepAxis: call.bool(1)).values
      }
    }
    both(type, "norm", "p=2.0, dim=None, keepdim=False") { call in
      let p = call[0].number ?? 2
      let x = call.me.converted(to: .float32)
      let keep = try call.bool(2)
      if p == .infinity { return try call.axis(1).map { try x.abs().extremum(axis: $0, greatest: true, keepAxis: keep).values } ?? x.abs().extremum(greatest: true) }
      let powers = p == 2 ? x.square() : try Tensor.power(x.abs(), Tensor(scalar: Float(p)))
      let sum = try call.axis(1).map { try powers.sum(axis: $0, keepAxis: keep) } ?? powers.sum()
      return p == 2 ? sum.sqrt() : try Tensor.power(sum, Tensor(scalar: Float(1 / p)))
    }
    both(type, "softmax", "dim=-1, dtype=None") { try $0.me.converted(to: .float32).softmax(axis: $0.int(0)) }
    both(type, "log_softmax", "dim=-1, dtype=None") { try $0.me.converted(to: .float32).logSoftmax(axis: $0.int(0)) }
    both(type, "logsumexp", "dim, keepdim=False") { call in
      let axis = try call.int(0)
      let top = try noGrad { try call.me.extremum(axis: axis, greatest: true, keepAxis: true).values }
      let sum = try (call.me - top).exp().sum(axis: axis, keepAxis: true).log() + top
      return try call.bool(1) ? sum : sum.squeezed(axis)
    }
    both(type, "cumsum", "dim") { try $0.me.cumulativeSum(axis: $0.int(0)) }
  }

  private static func shapes(_ type: TypeObject) {
    type.method("view", "*shape") { call in
      if let dtype = call.rest(0).first?.cast(to: DTypeObject.self) {
        throw ScriptError(.notImplementedError, "view(\(try dtype.repr())): reinterpreting memory is not supported")
      }
      return Value(try call.me.reshaped(to: call.sizes(0)))
    }
    type.method("reshape", "*shape") { call in Value(try call.me.reshaped(to: call.sizes(0))) }
    type.method("view_as", "other") { call in Value(try call.me.reshaped(to: call.tensor(0).shape)) }
    both(type, "squeeze", "dim=None") { call in try call.me.squeezed(call.axis(0)) }
    both(type, "unsqueeze", "dim") { call in try call.me.unsqueezed(call.int(0)) }
    both(type, "flatten", "start_dim=0, end_dim=-1") { call in
      let shape = call.me.shape
      if shape.isEmpty { return try call.me.reshaped(to: [1]) }
      let first = try call.int(0) < 0 ? call.int(0) + shape.count : call.int(0)
      let last = try call.int(1) < 0 ? call.int(1) + shape.count : call.int(1)
      guard first >= 0, first <= last, last < shape.count else {
        throw ScriptError(.indexError, "flatten(): axes \(first) to \(last) do not fit shape \(shape)")
      }
      return try call.me.reshaped(
        to: Array(shape[..<first]) + [shape[first...last].reduce(1, *)] + Array(shape[(last + 1)...]))
    }
    for name in ["transpose", "swapaxes"] {
      both(type, name, "dim0, dim1") { call in try call.me.transposed(call.int(0), call.int(1)) }
    }
    both(type, "t") { call in call.me.rank < 2 ? call.me : try call.me.transposed(0, 1) }
    type.method("permute", "*dims") { call in Value(try call.me.permuted(call.sizes(0))) }
    type.method("expand", "*sizes") { call in
      let sizes = try call.sizes(0)
      let shape = call.me.shape
      let offset = sizes.count - shape.count
      return Value(
        try call.me.expanded(
          to: sizes.enumerated().map { $1 == -1 && $0 >= offset ? shape[$0 - offset] : $1 }))
    }
    type.method("expand_as", "other") { call in Value(try call.me.expanded(to: call.tensor(0).shape)) }
    type.method("repeat", "*sizes") { call in
      let sizes = try call.sizes(0)
      guard sizes.count >= call.me.rank else {
        throw ScriptError(
          .runtimeError, "Number of dimensions of repeat dims can not be smaller than number of dimensions of tensor")
      }
      var result = try call.me.reshaped(to: Array(repeating: 1, count: sizes.count - call.me.rank) + call.me.shape)
      for (axis, times) in sizes.enumerated() where times != 1 {
        result = try Tensor.cat(Array(repeating: result, count: max(times, 0)), axis: axis)
      }
      return Value(result)
    }
    for name in ["chunk", "split"] {
      shared.append(name)
      type.method(name, name == "chunk" ? "chunks, dim=0" : "split_size, dim=0") { call in
        let axis = try call.int(1) < 0 ? call.int(1) + call.me.rank : call.int(1)
        guard axis >= 0, axis < call.me.rank else { throw ScriptError(.indexError, "\(name): no axis \(axis)") }
        let length = call.me.shape[axis]
        var sizes: [Int] = []
        if call[0].exactInt == nil {
          sizes = try call.list(0).map { try $0.asInt("a size") }
        } else {
          let given = max(1, try call.int(0))
          let size = name == "chunk" ? max(1, (length + given - 1) / given) : given
          sizes = stride(from: 0, to: length, by: size).map { min(size, length - $0) }
        }
        var start = 0
        return Value(
          tuple: try sizes.map { size in
            defer { start += size }
            return Value(try call.me.sliced(axis: axis, start: start, length: size))
          })
      }
    }
    shared.append("unbind")
    type.method("unbind", "dim=0") { call in
      let axis = try call.int(0)
      guard call.me.rank > 0 else { throw ScriptError(.runtimeError, "unbind(): dimension specified for a 0-d tensor") }
      let length = call.me.shape[axis < 0 ? axis + call.me.rank : axis]
      return Value(tuple: try (0..<length).map { Value(try call.me.selected(axis: axis, index: $0)) })
    }
  }

  private static func selections(_ type: TypeObject) {
    both(type, "gather", "dim, index") { call in try call.me.gathered(axis: call.int(0), indices: call.tensor(1)) }
    both(type, "index_select", "dim, index") { call in
      try call.me.indexSelected(axis: call.int(0), indices: call.tensor(1).ints)
    }
    both(type, "masked_select", "mask") { call in try TensorIndexing.get(call.me, call[0]) }
    both(type, "select", "dim, index") { call in try call.me.selected(axis: call.int(0), index: call.int(1)) }
    both(type, "narrow", "dim, start, length") { call in
      try call.me.sliced(axis: call.int(0), start: call.int(1), length: call.int(2))
    }
    both(type, "flip", "*dims") { call in
      try call.sizes(0).reduce(call.me) { x, axis in
        let length = x.shape[axis < 0 ? axis + x.rank : axis]
        return try x.indexSelected(axis: axis, indices: Array((0..<length).reversed()))
      }
    }
    shared += ["sort", "topk", "nonzero", "unique"]
    type.method("sort", "dim=-1, descending=False, stable=False") { call in
      let indices = try call.me.sortedIndices(axis: call.int(0), descending: call.bool(1))
      return ReturnPair.make("sort", try call.me.gathered(axis: call.int(0), indices: indices), indices)
    }
    both(type, "argsort", "dim=-1, descending=False") { call in
      try call.me.sortedIndices(axis: call.int(0), descending: call.bool(1))
    }
    type.method("topk", "k, dim=-1, largest=True, sorted=True") { call in
      let axis = try call.int(1)
      let all = try call.me.sortedIndices(axis: axis, descending: call.bool(2))
      guard try call.int(0) >= 0, try call.int(0) <= all.shape[axis < 0 ? axis + all.rank : axis] else {
        throw ScriptError(.runtimeError, "selected index k out of range")
      }
      let indices = try all.sliced(axis: axis, start: 0, length: call.int(0))
      return ReturnPair.make("topk", try call.me.gathered(axis: axis, indices: indices), indices)
    }
    type.method("nonzero") { call in
      let places = call.me.bools.enumerated().filter(\.element).map(\.offset)
      var rows: [Int] = []
      for place in places {
        var rest = place
        rows += call.me.shape.reversed().map { length in
          defer { rest /= length }
          return rest % length
        }.reversed()
      }
      return Value(Tensor(ints: rows, shape: [places.count, call.me.rank]))
    }
    type.method("unique") { call in
      if call.me.dtype == .float32 {
        let values = Array(Set(call.me.floats)).sorted()
        return Value(Tensor(values, shape: [values.count]))
      }
      let values = Array(Set(call.me.ints)).sorted()
      return Value(Tensor(ints: values, shape: [values.count]).converted(to: call.me.dtype))
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

  override func repr() throws -> String { "<\(TensorText.gradientFunction(operation)) object at \(address)>" }
  override func getAttribute(_ name: String) throws -> Value? {
    name == "name" ? Value(NativeFunction("name") { [operation] _ in Value(TensorText.gradientFunction(operation)) }) : nil
  }
}
