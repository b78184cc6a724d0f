import Script

/// `numpy.ndarray`, lite: doubles in row-major order under a shape of any rank. The element type decides how values
/// are rounded, printed and handed out; integers are exact up to 2⁵³.
public final class NDArrayObject: Object, NumericSequence {
  public enum ElementType: String, Sendable {
    case float64, float32, int64, bool

    /// The type of a result of operands of both types.
    func union(_ other: ElementType) -> ElementType {
      if self == other { return self }
      let order: [ElementType] = [.bool, .int64, .float32, .float64]
      // Integers do not fit float32: numpy answers float64.
      if [self, other].contains(.int64), [self, other].contains(.float32) { return .float64 }
      return order.last { $0 == self || $0 == other } ?? .float64
    }

    var isFloating: Bool { self == .float64 || self == .float32 }
  }

  public private(set) var values: [Double]
  public let shape: [Int]
  public let elementType: ElementType

  /// - Parameter values: row by row; as many as `shape` says.
  public init(_ values: [Double], shape: [Int]? = nil, type: ElementType = .float64) {
    self.shape = shape ?? [values.count]
    elementType = type
    self.values = type == .float32 ? values.map { Double(Float($0)) } : values
    super.init(type: Self.type)
  }

  public static let type = NumPyMethods.makeType()

  public var doubleValues: [Double]? { values }
  public var dimensions: [Int] { shape }

  /// The array as a value of the language: an array without dimensions is a number.
  var asValue: Value { shape.isEmpty ? item(0) : Value(self) }

  /// Element `index`, counted row by row, as a number of the language.
  func item(_ index: Int) -> Value { Self.number(values[index], elementType) }

  static func number(_ value: Double, _ type: ElementType) -> Value {
    switch type {
    case .float64, .float32: .float(value)
    case .int64: Int(exactly: value).map { .int($0) } ?? .float(value)
    case .bool: .bool(value != 0)
    }
  }

  /// Row `index` of the first dimension.
  func row(_ index: Int) -> Value {
    if shape.count == 1 { return item(index) }
    let size = shape[1...].reduce(1, *)
    return Value(
      NDArrayObject(Array(values[index * size..<(index + 1) * size]), shape: Array(shape[1...]), type: elementType))
  }

  func replace(_ index: Int, _ value: Double) {
    switch elementType {
    case .float64: values[index] = value
    case .float32: values[index] = Double(Float(value))
    case .int64: values[index] = value.rounded(.towardZero)
    case .bool: values[index] = value != 0 ? 1 : 0
    }
  }

  /// The same values as another type; fractions are cut for integers.
  func converted(to type: ElementType) -> NDArrayObject {
    switch type {
    case .float64, .float32: NDArrayObject(values, shape: shape, type: type)
    case .int64: NDArrayObject(values.map { $0.rounded(.towardZero) }, shape: shape, type: type)
    case .bool: NDArrayObject(values.map { $0 != 0 ? 1 : 0 }, shape: shape, type: type)
    }
  }

  /// The same values under another shape, where one length may be −1.
  func reshaped(_ wanted: [Int]) throws -> NDArrayObject {
    let known = wanted.filter { $0 != -1 }.reduce(1, *)
    var shape = wanted
    if let open = wanted.firstIndex(of: -1), known > 0 { shape[open] = values.count / known }
    guard shape.allSatisfy({ $0 >= 0 }), shape.reduce(1, *) == values.count else {
      throw ScriptError(
        .valueError, "cannot reshape array of size \(values.count) into shape \(Self.text(wanted))",
        hint: "the lengths must multiply to \(values.count)")
    }
    return NDArrayObject(values, shape: shape, type: elementType)
  }

  /// A shape as Python writes a tuple.
  static func text(_ shape: [Int]) -> String {
    shape.count == 1 ? "(\(shape[0]),)" : "(" + shape.map(String.init).joined(separator: ",") + ")"
  }

  // MARK: Making arrays

  /// The array of a number, nested lists, ranges, tensors or other arrays.
  ///
  /// - Throws: `ValueError` for rows of different lengths, `TypeError` for what is no number.
  static func make(_ value: Value, type: ElementType? = nil) throws -> NDArrayObject {
    let array = try read(value)
    return type.map { array.elementType == $0 ? array : array.converted(to: $0) } ?? array
  }

  private static func read(_ value: Value) throws -> NDArrayObject {
    if let array = value.object as? NDArrayObject { return array }
    switch value {
    case .bool(let truth): return NDArrayObject([truth ? 1 : 0], shape: [], type: .bool)
    case .int(let number): return NDArrayObject([Double(number)], shape: [], type: .int64)
    case .float(let number): return NDArrayObject([number], shape: [])
    default: break
    }
    if let sequence = value.object as? NumericSequence, let numbers = sequence.doubleValues {
      return NDArrayObject(numbers, shape: sequence.dimensions, type: .float32)
    }
    if value.isNone { return NDArrayObject([.nan], shape: []) }
    if value.str != nil { throw ScriptError(.typeError, "an array holds numbers here, not str") }
    guard value.isIterable else { return NDArrayObject([try NumericValues.double(value, "object")], shape: []) }
    let rows = try value.items().map { try read($0) }
    guard let first = rows.first else { return NDArrayObject([], shape: [0]) }
    guard rows.allSatisfy({ $0.shape == first.shape }) else {
      throw ScriptError(
        .valueError,
        "setting an array element with a sequence. The requested array has an inhomogeneous shape after 1 "
          + "dimensions. The detected shape was (\(rows.count),) + inhomogeneous part.")
    }
    let type = rows.reduce(first.elementType) { $0.union($1.elementType) }
    return NDArrayObject(rows.flatMap(\.values), shape: [rows.count] + first.shape, type: type)
  }

  /// The element type that a program names: `np.float32`, `"int64"`, `float`, `int`, `bool`.
  static func elementType(_ value: Value) throws -> ElementType? {
    if value.isNone || value.isUnset { return nil }
    let name = value.asType?.name ?? value.string ?? (try? value.getAttribute("name").string) ?? nil
    switch name {
    case "float", "float64", "double", "f8": return .float64
    case "float32", "single", "f4", "float16": return .float32
    case "int", "int64", "int32", "int16", "uint8", "i8", "i4": return .int64
    case "bool", "bool_": return .bool
    default:
      throw ScriptError(
        .typeError, "data type '\(try value.text())' not understood", hint: "float32, float64, int64 or bool")
    }
  }

  // MARK: Protocol

  public override func length() throws -> Int? {
    guard let count = shape.first else { throw ScriptError(.typeError, "len() of unsized object") }
    return count
  }

  public override func truth() throws -> Bool {
    if values.count == 1 { return values[0] != 0 }
    if values.isEmpty {
      throw ScriptError(
        .valueError,
        "The truth value of an empty array is ambiguous. Use `array.size > 0` to check that an array is not empty.")
    }
    throw ScriptError(
      .valueError, "The truth value of an array with more than one element is ambiguous. Use a.any() or a.all()")
  }

  public override func hash() throws -> Int { throw ScriptError(.typeError, "unhashable type: 'numpy.ndarray'") }

  public override func iterate() throws -> IteratorObject? {
    guard let count = shape.first else { throw ScriptError(.typeError, "iteration over a 0-d array") }
    var index = 0
    return NativeIterator {
      guard index < count else { return nil }
      index += 1
      return self.row(index - 1)
    }
  }

  public override func contains(_ item: Value) throws -> Bool? {
    guard let number = item.number else { return false }
    return values.contains(number)
  }

  public override func binary(_ op: BinaryOperator, _ other: Value) throws -> Value? { try arithmetic(op, other) }
  public override func reflected(_ op: BinaryOperator, _ left: Value) throws -> Value? {
    try reflectedArithmetic(op, left)
  }
  public override func compare(_ op: Comparison, _ other: Value) throws -> Value? { try comparison(op, other) }
  public override func unary(_ op: UnaryOperator) throws -> Value? { try unaryArithmetic(op) }
  public override func getItem(_ key: Value) throws -> Value { try selected(key) }
  public override func setItem(_ key: Value, _ value: Value) throws { try assign(key, value) }

  public override func repr() throws -> String { NumPyText.repr(self) }
  public override func str() throws -> String { NumPyText.str(self) }

  public override func index() throws -> Int? {
    values.count == 1 && elementType == .int64 ? Int(exactly: values[0]) : nil
  }
}
