import Glibc
import Script

/// Arithmetic and comparison of arrays, with numpy's broadcasting.
extension NDArrayObject {
  /// `self op other`, `nil` for operands that are no numbers.
  func arithmetic(_ op: BinaryOperator, _ other: Value) throws -> Value? {
    guard let other = try Self.operand(other) else { return nil }
    return try Self.apply(op, self, other)
  }

  /// `left op self`.
  func reflectedArithmetic(_ op: BinaryOperator, _ left: Value) throws -> Value? {
    guard let left = try Self.operand(left) else { return nil }
    return try Self.apply(op, left, self)
  }

  /// Element by element, an array of truths.
  func comparison(_ op: Comparison, _ other: Value) throws -> Value? {
    guard let other = try Self.operand(other) else { return nil }
    return try Self.broadcast(self, other, type: .bool) { a, b in
      let answer =
        switch op {
        case .equal: a == b
        case .notEqual: a != b
        case .less: a < b
        case .lessOrEqual: a <= b
        case .greater: a > b
        case .greaterOrEqual: a >= b
        }
      return answer ? 1 : 0
    }.asValue
  }

  func unaryArithmetic(_ op: UnaryOperator) throws -> Value? {
    switch op {
    case .negate:
      guard elementType != .bool else {
        throw ScriptError(
          .typeError,
          "The numpy boolean negative, the `-` operator, is not supported, use the `~` operator or the "
            + "logical_not function instead.")
      }
      return map { -$0 }.asValue
    case .plus: return asValue
    case .invert:
      guard elementType == .bool else { return nil }
      return map { $0 == 0 ? 1 : 0 }.asValue
    }
  }

  /// `value` as an array, when it can be an operand; a Python number takes the array's element type.
  private static func operand(_ value: Value) throws -> NDArrayObject? {
    if let array = value.object as? NDArrayObject { return array }
    if value.number != nil || value.object is NumericSequence || value.list != nil || value.tuple != nil {
      return try make(value)
    }
    return nil
  }

  /// The element by element image under `f`.
  func map(type: ElementType? = nil, _ f: (Double) -> Double) -> NDArrayObject {
    NDArrayObject(values.map(f), shape: shape, type: type ?? elementType)
  }

  private static func apply(_ op: BinaryOperator, _ a: NDArrayObject, _ b: NDArrayObject) throws -> Value {
    if op == .matrixMultiply { return try product(a, b).asValue }
    var type = a.elementType.union(b.elementType)
    // A number without dimensions does not widen a float32 array.
    if a.shape.isEmpty != b.shape.isEmpty {
      let (array, number) = a.shape.isEmpty ? (b, a) : (a, b)
      if array.elementType == .float32, number.elementType != .bool { type = .float32 }
    }
    if type == .bool, op != .and, op != .or, op != .xor { type = .int64 }
    if op == .divide, !type.isFloating { type = .float64 }
    let f: (Double, Double) -> Double
    switch op {
    case .add: f = { $0 + $1 }
    case .subtract: f = { $0 - $1 }
    case .multiply: f = { $0 * $1 }
    case .divide: f = { $0 / $1 }
    case .floorDivide: f = { ($0 / $1).rounded(.down) }
    case .modulo:
      f = { a, b in
        let rest = fmod(a, b)
        return rest != 0 && (rest < 0) != (b < 0) ? rest + b : rest
      }
    case .power:
      if type == .int64, b.values.contains(where: { $0 < 0 }) {
        throw ScriptError(.valueError, "Integers to negative integer powers are not allowed.")
      }
      f = { pow($0, $1) }
    case .and, .or, .xor:
      guard !type.isFloating else {
        throw ScriptError(
          .typeError,
          "ufunc 'bitwise_\(op == .and ? "and" : op == .or ? "or" : "xor")' not supported for the input types")
      }
      f = { x, y in
        let (i, j) = (Int(x), Int(y))
        return Double(op == .and ? i & j : op == .or ? i | j : i ^ j)
      }
    default: throw ScriptError(.typeError, "arrays have no operator '\(op.symbol)' here")
    }
    return try broadcast(a, b, type: type, f).asValue
  }

  /// `f` of the elements of both, those of length 1 repeated.
  static func broadcast(
    _ a: NDArrayObject, _ b: NDArrayObject, type: ElementType, _ f: (Double, Double) -> Double
  ) throws -> NDArrayObject {
    if a.shape == b.shape {
      var result = a.values
      for i in result.indices { result[i] = f(a.values[i], b.values[i]) }
      return NDArrayObject(result, shape: a.shape, type: type)
    }
    if b.shape.isEmpty { return NDArrayObject(a.values.map { f($0, b.values[0]) }, shape: a.shape, type: type) }
    if a.shape.isEmpty { return NDArrayObject(b.values.map { f(a.values[0], $0) }, shape: b.shape, type: type) }
    let shape = try commonShape(a.shape, b.shape)
    let (x, y) = (a.spread(to: shape), b.spread(to: shape))
    return NDArrayObject(zip(x, y).map { f($0, $1) }, shape: shape, type: type)
  }

  static func commonShape(_ a: [Int], _ b: [Int]) throws -> [Int] {
    let rank = max(a.count, b.count)
    return try (0..<rank).map { axis in
      let i = axis - (rank - a.count)
      let j = axis - (rank - b.count)
      let (m, n) = (i >= 0 ? a[i] : 1, j >= 0 ? b[j] : 1)
      guard m == n || m == 1 || n == 1 else {
        throw ScriptError(
          .valueError, "operands could not be broadcast together with shapes \(text(a)) \(text(b)) ",
          hint: "lengths must be equal or 1, counted from the last")
      }
      return m == 1 ? n : m
    }
  }

  /// The values repeated to `shape`, which ``commonShape(_:_:)`` gave.
  func spread(to target: [Int]) -> [Double] {
    var strides = [Int](repeating: 0, count: target.count)
    var stride = 1
    for axis in shape.indices.reversed() {
      strides[target.count - shape.count + axis] = shape[axis] == 1 ? 0 : stride
      stride *= shape[axis]
    }
    var result: [Double] = []
    result.reserveCapacity(target.reduce(1, *))
    func walk(_ axis: Int, _ offset: Int) {
      if axis == target.count { return result.append(values[offset]) }
      for i in 0..<target[axis] { walk(axis + 1, offset + i * strides[axis]) }
    }
    walk(0, 0)
    return result
  }

  /// The matrix product of one- and two-dimensional arrays.
  static func product(_ a: NDArrayObject, _ b: NDArrayObject) throws -> NDArrayObject {
    guard (1...2).contains(a.shape.count), (1...2).contains(b.shape.count) else {
      throw ScriptError(
        .valueError, "matmul: arrays of one or two dimensions only, not \(text(a.shape)) and \(text(b.shape))")
    }
    let (n, k) = a.shape.count == 2 ? (a.shape[0], a.shape[1]) : (1, a.shape[0])
    let (l, m) = b.shape.count == 2 ? (b.shape[0], b.shape[1]) : (b.shape[0], 1)
    guard k == l else {
      throw ScriptError(
        .valueError,
        "matmul: Input operand 1 has a mismatch in its core dimension 0, with gufunc signature "
          + "(n?,k),(k,m?)->(n?,m?) (size \(l) is different from \(k))")
    }
    var result = [Double](repeating: 0, count: n * m)
    for i in 0..<n {
      for p in 0..<k {
        let x = a.values[i * k + p]
        for j in 0..<m { result[i * m + j] += x * b.values[p * m + j] }
      }
    }
    let shape = (a.shape.count == 2 ? [n] : []) + (b.shape.count == 2 ? [m] : [])
    return NDArrayObject(result, shape: shape, type: a.elementType.union(b.elementType))
  }
}
