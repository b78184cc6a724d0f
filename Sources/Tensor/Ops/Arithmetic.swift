import Glibc
import Support

/// Elementwise operations on two tensors, with broadcasting.
///
/// Two integer tensors give an integer tensor, except for division; every other mixture is computed in float32.
extension Tensor {
  public static func + (a: Tensor, b: Tensor) throws -> Tensor { try add(a, b) }
  public static func - (a: Tensor, b: Tensor) throws -> Tensor { try subtract(a, b) }
  public static func * (a: Tensor, b: Tensor) throws -> Tensor { try multiply(a, b) }
  public static func / (a: Tensor, b: Tensor) throws -> Tensor { try divide(a, b) }
  public static func + (a: Tensor, b: Float) throws -> Tensor { try add(a, Tensor(scalar: b)) }
  public static func - (a: Tensor, b: Float) throws -> Tensor { try subtract(a, Tensor(scalar: b)) }
  public static func * (a: Tensor, b: Float) throws -> Tensor { try multiply(a, Tensor(scalar: b)) }
  public static func / (a: Tensor, b: Float) throws -> Tensor { try divide(a, Tensor(scalar: b)) }
  public static func + (a: Float, b: Tensor) throws -> Tensor { try add(Tensor(scalar: a), b) }
  public static func - (a: Float, b: Tensor) throws -> Tensor { try subtract(Tensor(scalar: a), b) }
  public static func * (a: Float, b: Tensor) throws -> Tensor { try multiply(Tensor(scalar: a), b) }
  public static func / (a: Float, b: Tensor) throws -> Tensor { try divide(Tensor(scalar: a), b) }
  public static prefix func - (a: Tensor) throws -> Tensor {
    if a.dtype == .float32 { return try multiply(a, Tensor(scalar: -1)) }
    return try multiply(a, Tensor(ints: [-1], shape: []))
  }

  /// a + b
  public static func add(_ a: Tensor, _ b: Tensor) throws -> Tensor {
    if bothInts(a, b) { return try integers("add", a, b) { $0 &+ $1 } }
    let (a, b, shape) = try floats("add", a, b)
    return combined(a, b, shape) { $0 + $1 }.recorded("add", inputs: [a, b]) { dy, sink in
      if a.requiresGrad { sink.add(dy.reduced(to: a.shape), to: a) }
      if b.requiresGrad { sink.add(dy.reduced(to: b.shape), to: b) }
    }
  }

  /// a − b
  public static func subtract(_ a: Tensor, _ b: Tensor) throws -> Tensor {
    if bothInts(a, b) { return try integers("subtract", a, b) { $0 &- $1 } }
    let (a, b, shape) = try floats("subtract", a, b)
    return combined(a, b, shape) { $0 - $1 }.recorded("subtract", inputs: [a, b]) { dy, sink in
      if a.requiresGrad { sink.add(dy.reduced(to: a.shape), to: a) }
      if b.requiresGrad { sink.add(dy.mapped { 0 - $0 }.reduced(to: b.shape), to: b) }
    }
  }

  /// a · b, element by element
  public static func multiply(_ a: Tensor, _ b: Tensor) throws -> Tensor {
    if bothInts(a, b) { return try integers("multiply", a, b) { $0 &* $1 } }
    let (a, b, shape) = try floats("multiply", a, b)
    return combined(a, b, shape) { $0 * $1 }.recorded("multiply", inputs: [a, b]) { dy, sink in
      if a.requiresGrad { sink.add(combined(dy, b, shape) { $0 * $1 }.reduced(to: a.shape), to: a) }
      if b.requiresGrad { sink.add(combined(dy, a, shape) { $0 * $1 }.reduced(to: b.shape), to: b) }
    }
  }

  /// a / b, element by element, always in float32
  public static func divide(_ a: Tensor, _ b: Tensor) throws -> Tensor {
    let (a, b, shape) = try floats("divide", a, b)
    let y = combined(a, b, shape) { $0 / $1 }
    let quotient = y.detach()
    return y.recorded("divide", inputs: [a, b]) { dy, sink in
      let da = combined(dy, b, shape) { $0 / $1 }
      if a.requiresGrad { sink.add(da.reduced(to: a.shape), to: a) }
      if b.requiresGrad { sink.add(combined(da, quotient, shape) { 0 - $0 * $1 }.reduced(to: b.shape), to: b) }
    }
  }

  /// aᵇ, element by element
  public static func power(_ a: Tensor, _ b: Tensor) throws -> Tensor {
    if bothInts(a, b), b.ints.allSatisfy({ $0 >= 0 }) {
      return try integers("power", a, b) { base, exponent in
        var (result, factor, rest) = (Int64(1), base, exponent)
        while rest > 0 {
          if rest & 1 == 1 { result = result &* factor }
          factor = factor &* factor
          rest >>= 1
        }
        return result
      }
    }
    let (a, b, shape) = try floats("power", a, b)
    let y = scalarwise(a, b, shape) { powf($0, $1) }
    let value = y.detach()
    return y.recorded("power", inputs: [a, b]) { dy, sink in
      if a.requiresGrad {
        let slope = scalarwise(a, b, shape) { $1 == 0 ? 0 : $1 * powf($0, $1 - 1) }
        sink.add(combined(dy, slope, shape) { $0 * $1 }.reduced(to: a.shape), to: a)
      }
      if b.requiresGrad {
        let slope = scalarwise(value, a, shape) { $0 == 0 ? 0 : $0 * logf($1) }
        sink.add(combined(dy, slope, shape) { $0 * $1 }.reduced(to: b.shape), to: b)
      }
    }
  }

  /// ⌊a / b⌋; an integer division by zero throws.
  public static func floorDivide(_ a: Tensor, _ b: Tensor) throws -> Tensor {
    if bothInts(a, b) {
      try requireNonZero(b, "floor_divide")
      return try integers("floor_divide", a, b) { x, y in
        if y == -1 { return 0 &- x }
        let quotient = x / y
        return x % y != 0 && (x < 0) != (y < 0) ? quotient - 1 : quotient
      }
    }
    let (a, b, shape) = try floats("floor_divide", a, b)
    return scalarwise(a, b, shape) { ($0 / $1).rounded(.down) }
  }

  /// The remainder with the sign of b, as Python's %; an integer remainder by zero throws.
  public static func remainder(_ a: Tensor, _ b: Tensor) throws -> Tensor {
    if bothInts(a, b) {
      try requireNonZero(b, "remainder")
      return try integers("remainder", a, b) { x, y in
        if y == -1 { return 0 }
        let rest = x % y
        return rest != 0 && (rest < 0) != (y < 0) ? rest + y : rest
      }
    }
    let (a, b, shape) = try floats("remainder", a, b)
    return scalarwise(a, b, shape) { x, y in
      let rest = fmodf(x, y)
      return rest != 0 && (rest < 0) != (y < 0) ? rest + y : rest
    }
  }

  /// The larger of each pair; equal ones share the gradient.
  public static func maximum(_ a: Tensor, _ b: Tensor) throws -> Tensor {
    if bothInts(a, b) { return try integers("maximum", a, b) { max($0, $1) } }
    return try extremum("maximum", a, b, greater: true)
  }

  /// The smaller of each pair; equal ones share the gradient.
  public static func minimum(_ a: Tensor, _ b: Tensor) throws -> Tensor {
    if bothInts(a, b) { return try integers("minimum", a, b) { min($0, $1) } }
    return try extremum("minimum", a, b, greater: false)
  }

  private static func extremum(_ name: String, _ a: Tensor, _ b: Tensor, greater: Bool) throws -> Tensor {
    let (a, b, shape) = try floats(name, a, b)
    let y = scalarwise(a, b, shape) { x, y in
      if x.isNaN { return x }
      return greater ? (x > y ? x : y) : (x < y ? x : y)
    }
    return y.recorded(name, inputs: [a, b]) { dy, sink in
      // 1 where the input was chosen, ½ where both were equal.
      let share = scalarwise(a, b, shape) { $0 == $1 ? 0.5 : (($0 > $1) == greater ? 1 : 0) }
      if a.requiresGrad { sink.add(combined(dy, share, shape) { $0 * $1 }.reduced(to: a.shape), to: a) }
      if b.requiresGrad { sink.add(combined(dy, share, shape) { $0 * (1 - $1) }.reduced(to: b.shape), to: b) }
    }
  }

  // Shared machinery

  static func bothInts(_ a: Tensor, _ b: Tensor) -> Bool { a.dtype != .float32 && b.dtype != .float32 }

  private static func requireNonZero(_ b: Tensor, _ operation: String) throws {
    if b.ints.contains(0) { throw UserError(.zeroDivision, "\(operation): integer division by zero") }
  }

  private static func floats(_ name: String, _ a: Tensor, _ b: Tensor) throws -> (Tensor, Tensor, [Int]) {
    let shape = try Broadcasting.shape(a.shape, b.shape, name)
    return (a.converted(to: .float32), b.converted(to: .float32), shape)
  }

  private static func integers(
    _ name: String, _ a: Tensor, _ b: Tensor, _ f: (Int64, Int64) -> Int64
  ) throws -> Tensor {
    let shape = try Broadcasting.shape(a.shape, b.shape, name)
    let x = a.converted(to: .int64).broadcastValues(to: shape)
    let y = b.converted(to: .int64).broadcastValues(to: shape)
    let result = Tensor(uninitialized: shape, dtype: .int64)
    for i in 0..<result.count { result.int64Data[i] = f(x.int64Data[i], y.int64Data[i]) }
    return result
  }

  /// f over the pairs of two float tensors broadcast to `shape`, sixteen at a time, off the tape.
  @inline(__always)
  static func combined(
    _ a: Tensor, _ b: Tensor, _ shape: [Int], _ f: @escaping (Vector, Vector) -> Vector
  ) -> Tensor {
    let result = Tensor(uninitialized: shape)
    if b.count == 1, a.shape == shape {
      let value = Vector(repeating: b.data[0])
      mapVectors(a.data, result.data, count: result.count) { f($0, value) }
    } else if a.count == 1, b.shape == shape {
      let value = Vector(repeating: a.data[0])
      mapVectors(b.data, result.data, count: result.count) { f(value, $0) }
    } else {
      let x = a.broadcastValues(to: shape)
      let y = b.broadcastValues(to: shape)
      mapVectors(x.data, y.data, result.data, count: result.count, f)
      withExtendedLifetime((x, y)) {}
    }
    return result
  }

  /// The same, one element at a time, for functions that do not vectorise.
  @inline(__always)
  static func scalarwise(_ a: Tensor, _ b: Tensor, _ shape: [Int], _ f: (Float, Float) -> Float) -> Tensor {
    let x = a.broadcastValues(to: shape)
    let y = b.broadcastValues(to: shape)
    let result = Tensor(uninitialized: shape)
    for i in 0..<result.count { result.data[i] = f(x.data[i], y.data[i]) }
    return result
  }

  /// f over the elements of a float tensor, off the tape.
  @inline(__always)
  func mapped(grain: Int = 16384, _ f: @escaping (Vector) -> Vector) -> Tensor {
    let result = Tensor(uninitialized: shape)
    mapVectors(data, result.data, count: count, grain: grain, f)
    return result
  }
}
