import Script
import Support
import Tensor

/// `torch.Tensor`: the engine's tensor as the language sees it.
///
/// Several objects may stand for one tensor (`p.grad` makes a new one each time); what they change, all see.
public final class TensorObject: Object {
  public private(set) var tensor: Tensor

  public init(_ tensor: Tensor, type: TypeObject = TensorObject.type) {
    self.tensor = tensor
    super.init(type: type)
  }

  /// From now on the object stands for `tensor`: what in-place operations on the tape do.
  func replace(by tensor: Tensor) { self.tensor = tensor }

  /// `torch.nn.Parameter`: a leaf that modules find among their attributes.
  static let parameterType: TypeObject = {
    let type = TypeObject("Parameter", base: TensorObject.type, module: "torch.nn.parameter", isInheritable: false)
    type.constructor("data=None, requires_grad=True") { call in
      let tensor = call.isNone(0) ? Tensor(zeros: [0]) : try call.tensor(0).detach()
      tensor.requiresGrad = try call.bool(1)
      return Value(TensorObject(tensor, type: TensorObject.parameterType))
    }
    return type
  }()

  /// The class `torch.Tensor`, with its methods.
  public static let type: TypeObject = {
    let type = TypeObject("Tensor", module: "torch", isInheritable: false)
    TensorMethods.register(type)
    return type
  }()

  // MARK: Text

  public override func repr() throws -> String {
    (type === Self.parameterType ? "Parameter containing:\n" : "") + TensorText.describe(tensor)
  }

  /// Methods written in the language, found when no native one has the name.
  public override func getAttribute(_ name: String) throws -> Value? {
    guard TorchLibrary.isMethod(name) else { return nil }
    return try TorchLibrary.method(name, of: Value(self))
  }

  public override func format(_ spec: String) throws -> String {
    if tensor.rank == 0 { return try tensor.scalarValue().format(spec) }
    if spec.isEmpty { return try repr() }
    throw ScriptError(.typeError, "unsupported format string passed to Tensor.__format__")
  }

  // MARK: As a container

  public override func truth() throws -> Bool {
    guard tensor.count == 1 else {
      let what = tensor.count == 0 ? "no values" : "more than one value"
      throw ScriptError(.runtimeError, "Boolean value of Tensor with \(what) is ambiguous")
    }
    return tensor.bools[0]
  }

  public override func length() throws -> Int? {
    guard let first = tensor.shape.first else { throw ScriptError(.typeError, "len() of a 0-d tensor") }
    return first
  }

  public override func iterate() throws -> IteratorObject? {
    guard let count = tensor.shape.first else { throw ScriptError(.typeError, "iteration over a 0-d tensor") }
    let tensor = tensor
    var index = 0
    return NativeIterator(typeName: "generator") {
      guard index < count else { return nil }
      index += 1
      return Value(try tensor.selected(axis: 0, index: index - 1))
    }
  }

  public override func contains(_ item: Value) throws -> Bool? {
    guard let other = try Tensor.operand(item) else { return false }
    return try Tensor.compare(tensor, .eq, other).bools.contains(true)
  }

  public override func getItem(_ key: Value) throws -> Value { Value(try TensorIndexing.get(tensor, key)) }

  public override func setItem(_ key: Value, _ value: Value) throws {
    if let changed = try TensorIndexing.set(tensor, key, value) { tensor = changed }
  }

  public override func index() throws -> Int? {
    guard tensor.dtype != .float32 else { return nil }
    guard tensor.count == 1 else {
      throw ScriptError(.typeError, "only integer tensors of a single element can be converted to an index")
    }
    return tensor.ints[0]
  }

  // MARK: Operators

  public override func binary(_ op: BinaryOperator, _ other: Value) throws -> Value? {
    guard let other = try Tensor.operand(other) else { return nil }
    return try TensorObject.apply(op, tensor, other).map { Value($0) }
  }

  public override func reflected(_ op: BinaryOperator, _ left: Value) throws -> Value? {
    guard let left = try Tensor.operand(left) else { return nil }
    let result = try TensorObject.apply(op, left, tensor)
    // torch's names for 1 / x and 2 ** x.
    if op == .divide { result?.renamed("multiply") } else if op == .power { result?.renamed("pow_base") }
    return result.map { Value($0) }
  }

  /// Changes the tensor itself; see ``TensorInPlaceMethods``.
  public override func inPlace(_ op: BinaryOperator, _ other: Value) throws -> Value? {
    guard let other = try Tensor.operand(other) else { return nil }
    try TensorInPlaceMethods.check(tensor)
    guard let result = try TensorObject.apply(op, tensor, other) else { return nil }
    try TensorInPlaceMethods.put(result, into: self)
    return Value(self)
  }

  public override func unary(_ op: UnaryOperator) throws -> Value? {
    switch op {
    case .negate: return Value(try (-tensor).renamed("neg"))
    case .plus: return Value(self)
    case .invert:
      guard tensor.dtype != .float32 else {
        throw ScriptError(.typeError, "~ (operator.invert) is only implemented on integer and Boolean-type tensors")
      }
      if tensor.dtype == .bool { return Value(Tensor(bools: tensor.bools.map { !$0 }, shape: tensor.shape)) }
      return Value(Tensor(ints: tensor.ints.map { ~$0 }, shape: tensor.shape))
    }
  }

  public override func compare(_ op: Comparison, _ other: Value) throws -> Value? {
    guard let other = try Tensor.operand(other) else { return nil }
    let comparison: Tensor.Comparison =
      switch op {
      case .less: .lt
      case .lessOrEqual: .le
      case .equal: .eq
      case .notEqual: .ne
      case .greater: .gt
      case .greaterOrEqual: .ge
      }
    return Value(try Tensor.compare(tensor, comparison, other))
  }

  static func apply(_ op: BinaryOperator, _ a: Tensor, _ b: Tensor) throws -> Tensor? {
    switch op {
    case .add: return try a + b
    case .subtract: return try a - b
    case .multiply: return try a * b
    case .divide: return try a / b
    case .floorDivide: return try Tensor.floorDivide(a, b)
    case .modulo: return try Tensor.remainder(a, b)
    case .power: return try Tensor.power(a, b).renamed(b.rank == 0 && !b.requiresGrad ? "pow" : "power")
    case .matrixMultiply: return try product(a, b)
    case .and: return try bitwise(a, b) { $0 & $1 }
    case .or: return try bitwise(a, b) { $0 | $1 }
    case .xor: return try bitwise(a, b) { $0 ^ $1 }
    case .leftShift: return try bitwise(a, b) { $0 << $1 }
    case .rightShift: return try bitwise(a, b) { $0 >> $1 }
    }
  }

  /// `a @ b`, under the name of what torch computes it by.
  static func product(_ a: Tensor, _ b: Tensor) throws -> Tensor {
    let result = try Tensor.matmul(a, b)
    switch (a.rank, b.rank) {
    case (1, 1): return result.renamed("dot")
    case (2, 1): return result.renamed("mv")
    case (1, 2): return result.renamed("squeeze_row")
    case (2, 2): return result
    default: return result.renamed("unsafe_view")
    }
  }

  private static func bitwise(_ a: Tensor, _ b: Tensor, _ f: (Int, Int) -> Int) throws -> Tensor {
    guard a.dtype != .float32, b.dtype != .float32 else {
      throw ScriptError(.runtimeError, "bitwise operators are not implemented for float tensors")
    }
    let zero = Tensor(zeros: [], dtype: .int64)
    let x = try Tensor.add(a, Tensor.multiply(b, zero))
    let y = try Tensor.add(b, Tensor.multiply(a, zero))
    let result = Tensor(ints: zip(x.ints, y.ints).map(f), shape: x.shape)
    return a.dtype == .bool && b.dtype == .bool ? result.converted(to: .bool) : result
  }
}

extension Value {
  /// A tensor as a value of the language.
  public init(_ tensor: Tensor) { self = .object(TensorObject(tensor)) }

  /// The tensor of a `torch.Tensor`.
  public var tensor: Tensor? { (object as? TensorObject)?.tensor }
}

extension Tensor {
  /// The operand that a number or tensor stands for; `nil` for anything else.
  static func operand(_ value: Value) throws -> Tensor? {
    switch value {
    case .int(let number): return Tensor(ints: [number], shape: [])
    case .bool(let truth): return Tensor(bools: [truth], shape: [])
    case .float(let number): return Tensor(scalar: Float(number))
    case .object(let object): return (object as? TensorObject)?.tensor
    default: return nil
    }
  }

  /// The only element as a number of the language.
  func scalarValue() throws -> Value {
    guard count == 1 else {
      throw ScriptError(.runtimeError, "a Tensor with \(count) elements cannot be converted to Scalar")
    }
    return element(0)
  }

  /// Element `index`, in row-major order.
  func element(_ index: Int) -> Value {
    switch dtype {
    case .float32: .float(Double(data[index]))
    case .int64: .int(Int(int64Data[index]))
    case .bool: .bool(boolData[index])
    }
  }

  /// The elements as nested lists, or one number.
  func nestedLists() -> Value {
    func list(_ axis: Int, _ offset: Int) -> Value {
      if axis == rank { return element(offset) }
      let step = shape[(axis + 1)...].reduce(1, *)
      return Value(list: (0..<shape[axis]).map { list(axis + 1, offset + $0 * step) })
    }
    return list(0, 0)
  }

  /// The tensor that nested lists of numbers (and tensors) describe: float32 if any float is there, else int64, or bool
  /// when all are bools.
  static func from(_ value: Value, dtype: DType? = nil) throws -> Tensor {
    var shape: [Int] = []
    var numbers: [Double] = []
    var integers: [Int] = []
    var type = DType.bool
    func widen(_ other: DType) {
      if other == .float32 { type = .float32 } else if other == .int64, type == .bool { type = .int64 }
    }
    func visit(_ value: Value, _ depth: Int) throws {
      switch value {
      case .int(let number):
        widen(.int64)
        integers.append(number)
        numbers.append(Double(number))
      case .bool(let truth):
        integers.append(truth ? 1 : 0)
        numbers.append(truth ? 1 : 0)
      case .float(let number):
        widen(.float32)
        integers.append(Int(exactly: number.rounded(.towardZero)) ?? 0)
        numbers.append(number)
      default:
        if let tensor = value.tensor, tensor.count == 1 { return try visit(tensor.element(0), depth) }
        let items: [Value]
        if let list = value.list {
          items = list.items
        } else if let tuple = value.tuple {
          items = tuple.items
        } else if let range = value.range {
          items = range.map { .int($0) }
        } else if let tensor = value.tensor {
          items = try (0..<(tensor.shape.first ?? 0)).map { Value(try tensor.selected(axis: 0, index: $0)) }
        } else if value.str == nil, value.isIterable {
          items = try value.items()
        } else {
          throw ScriptError(.typeError, "new(): invalid data type '\(value.typeName)'")
        }
        if depth == shape.count {
          guard numbers.isEmpty || depth == 0 else { throw ragged(depth, 0, items.count) }
          shape.append(items.count)
        } else if shape[depth] != items.count {
          throw ScriptError(
            .valueError, "expected sequence of length \(shape[depth]) at dim \(depth) (got \(items.count))")
        }
        for item in items { try visit(item, depth + 1) }
        return
      }
      if depth != shape.count {
        throw ScriptError(.typeError, "expected sequence of length \(shape[depth]) at dim \(depth) (got a number)")
      }
    }
    func ragged(_ depth: Int, _ expected: Int, _ got: Int) -> ScriptError {
      ScriptError(.valueError, "expected a number at dim \(depth) (got a sequence of length \(got))")
    }
    if let tensor = value.tensor { return tensor.detach().copy().converted(to: dtype ?? tensor.dtype) }
    try visit(value, 0)
    let result: Tensor
    if type == .float32 || numbers.isEmpty {
      result = Tensor(numbers.map { Float($0) }, shape: shape)
    } else {
      result = Tensor(ints: integers, shape: shape)
    }
    return result.converted(to: dtype ?? (numbers.isEmpty ? .float32 : type))
  }
}

extension RangeObject {
  fileprivate func map<T>(_ f: (Int) -> T) -> [T] { (0..<count).map { f(self[$0]) } }
}
