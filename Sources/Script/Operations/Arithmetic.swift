import BigInteger
import Glibc

extension Value {
  /// `x op y`.
  public func binary(_ op: BinaryOperator, _ other: Value) throws -> Value {
    if let result = try tryBinary(op, other) { return result }
    throw unsupported(op, op.displayName, other)
  }

  /// `x op= y`; the new value of `x`.
  public func inPlace(_ op: BinaryOperator, _ other: Value) throws -> Value {
    if let object, object.type !== TypeObject.int {
      if let method = object.dunder(op.inPlaceDunder) {
        let result = try method.call(self, other)
        if !result.isNotImplemented { return result }
      } else if op == .multiply, hasSequenceTable {
        if let result = try repeatInPlace(other) { return result }
        throw unsupported(op, "*=", other)
      } else if op == .add, isSequence, !object.type.isUserDefined, let result = try other.askBeforeSequence(op, self) {
        return result
      } else if let result = try object.inPlace(op, other) {
        return result
      }
    }
    if let result = try tryBinary(op, other) { return result }
    throw unsupported(op, (op == .power ? "**" : op.symbol) + "=", other)
  }

  private var isSequence: Bool { str != nil || list != nil || tuple != nil || bytes != nil || object is DequeObject }

  /// Whether CPython takes it for a kind of sequence when it is the left operand of `*=`: nothing asks the right one then
  /// to be repeated.
  private var hasSequenceTable: Bool {
    isSequence || range != nil || dict != nil || set != nil || object?.type.isUserDefined == true
  }

  /// `x *= other` for what has a sequence table: operators that the classes define, then repetition.
  private func repeatInPlace(_ other: Value) throws -> Value? {
    guard let object else { return nil }
    let isAsked = asksFirst(.multiply, other)
    if isAsked, let result = try other.askReflected(.multiply, self) { return result }
    if let method = object.dunder("__mul__") {
      let result = try method.call(self, other)
      if !result.isNotImplemented { return result }
    } else if isSequence, object.dunder("__rmul__") != nil {
      return try join(object, .multiply, other, isAsked)
    }
    if !isAsked, type !== other.type,
      let result = try other.isSequence ? other.askBeforeSequence(.multiply, self) : other.askReflected(.multiply, self)
    {
      return result
    }
    return try object.inPlace(.multiply, other) ?? (isRepeatable ? object.binary(.multiply, other) : nil)
  }

  private func unsupported(_ op: BinaryOperator, _ symbol: String, _ other: Value) -> ScriptError {
    // In place, CPython asks no further when the left operand is a kind of sequence that cannot be repeated.
    let isInPlace = symbol.hasSuffix("=")
    let isRepeatable = isRepeatable || isInPlace && list != nil && object?.dunder("__imul__") == nil
    let stops = isInPlace && !isRepeatable && hasSequenceTable
    if op == .rightShift, native?.name == "print" {
      return ScriptError(
        .typeError,
        "unsupported operand type(s) for \(symbol): '\(typeName)' and '\(other.typeName)'. "
          + "Did you mean \"print(<message>, file=<output_stream>)\"?")
    }
    if op == .add, isSequence, object?.dunder("__add__") == nil, other.object?.type.isUserDefined == true {
      if bytes != nil { return ScriptError(.typeError, "can't concat \(other.typeName) to bytes") }
      let kind = str != nil ? "str" : list != nil ? "list" : "tuple"
      return ScriptError(.typeError, "can only concatenate \(kind) (not \"\(other.typeName)\") to \(kind)")
    }
    if op == .multiply && (isRepeatable || other.isRepeatable) && !stops {
      let factor = isRepeatable ? other : self
      return ScriptError(.typeError, "can't multiply sequence by non-int of type '\(factor.typeName)'")
    }
    return ScriptError(.typeError, "unsupported operand type(s) for \(symbol): '\(typeName)' and '\(other.typeName)'")
  }

  private func tryBinary(_ op: BinaryOperator, _ other: Value) throws -> Value? {
    let (left, right) = (object, other.object)
    let isPlain = left?.type.isUserDefined != true && right?.type.isUserDefined != true
    if isPlain, let result = try Numbers.binary(op, self, other) { return result }
    let reflectedFirst = asksFirst(op, other)
    if reflectedFirst, let result = try other.askReflected(op, self) { return result }
    if let left {
      if let method = left.dunder(op.dunder) {
        let result = try method.call(self, other)
        if !result.isNotImplemented { return result }
      } else if !isPlain, isSequence, op == .add || op == .multiply {
        return try join(left, op, other, reflectedFirst)
      } else if let result = try left.binary(op, other) {
        return result
      }
    }
    // Two objects of one class have the same methods.
    return reflectedFirst || right?.type.isUserDefined == true && type === right?.type
      ? nil : try other.askReflected(op, self)
  }

  /// Whether `*` with a count repeats it: a class that defines the operator itself is no longer a sequence to `*`.
  private var isRepeatable: Bool {
    isSequence && object?.dunder("__mul__") == nil && object?.dunder("__rmul__") == nil
  }

  /// What a right operand of a class written in the language says before a sequence on the left is joined or repeated.
  private func askBeforeSequence(_ op: BinaryOperator, _ left: Value) throws -> Value? {
    guard let object, object.dunder(op.reflectedDunder) != nil || op == .multiply && object.dunder(op.dunder) != nil
    else {
      return nil
    }
    return try askReflected(op, left)
  }

  /// `left + other` or `left * other` of the sequence `left`, itself: its class does not define the operator.
  private func join(_ left: Object, _ op: BinaryOperator, _ other: Value, _ wasAsked: Bool) throws -> Value? {
    // With only `__rmul__` or `__radd__` defined in the class, CPython calls the sequence's own method by its name.
    let isByName = left.dunder(op.reflectedDunder) != nil
    if !isByName, !wasAsked, let result = try other.askBeforeSequence(op, self) { return result }
    if let result = try left.binary(op, other) { return result }
    guard isByName else {
      return other.object?.type.isUserDefined == true || other.isSequence ? nil : try other.askReflected(op, self)
    }
    if op == .add { throw unsupported(op, op.displayName, other) }
    throw ScriptError(.typeError, "'\(other.typeName)' object cannot be interpreted as an integer")
  }

  /// Whether the right operand answers first: its class inherits from this value's and has another method.
  private func asksFirst(_ op: BinaryOperator, _ other: Value) -> Bool {
    guard let right = other.object?.type, right.isUserDefined, right !== type, right.isSubclass(of: type) else {
      return false
    }
    return overrides(op.reflectedDunder, in: right)
  }

  /// Whether `type`, which inherits from this value's, has another method `name` than it has.
  private func overrides(_ name: String, in type: TypeObject) -> Bool {
    guard let method = type.dunders?[name]?.object else { return false }
    return method !== self.type.lookup(name)?.object
  }

  private func askReflected(_ op: BinaryOperator, _ left: Value) throws -> Value? {
    guard let object else { return nil }
    if let method = object.dunder(op.reflectedDunder) {
      let result = try method.call(self, left)
      return result.isNotImplemented ? nil : result
    }
    if op == .multiply, isSequence, object.dunder(op.dunder) != nil, !Sequences.isCount(left) {
      throw ScriptError(.typeError, "'\(left.typeName)' object cannot be interpreted as an integer")
    }
    return try object.reflected(op, left)
  }

  /// `-x`, `+x`, `~x`.
  public func unary(_ op: UnaryOperator) throws -> Value {
    if case .float(let value) = self, op != .invert { return .float(op == .negate ? -value : value) }
    if let method = object?.dunder(op.dunder) { return try method.call(self) }
    if let value = exactInt {
      switch op {
      case .negate: return value == Int.min ? Value(-BigInt(value)) : .int(-value)
      case .plus: return .int(value)
      case .invert: return .int(~value)
      }
    }
    if let value = bigInt?.value {
      switch op {
      case .negate: return Value(-value)
      case .plus: return Value(value)
      case .invert: return Value(-value - 1)
      }
    }
    if let result = try object?.unary(op) { return result }
    throw ScriptError(.typeError, "bad operand type for unary \(op.symbol): '\(typeName)'")
  }
}

/// Arithmetic of numbers.
enum Numbers {
  /// `a op b` when both are numbers; `nil` otherwise.
  static func binary(_ op: BinaryOperator, _ a: Value, _ b: Value) throws -> Value? {
    if let float = a.object as? ExtendedFloat { return try binary(op, .float(float.value), b) }
    if let float = b.object as? ExtendedFloat { return try binary(op, a, .float(float.value)) }
    if case .float(let x) = a {
      guard let y = try asFloat(b) else { return nil }
      return try floats(op, x, y)
    }
    if case .float(let y) = b {
      guard let x = try asFloat(a) else { return nil }
      return try floats(op, x, y)
    }
    if let x = a.exactInt, let y = b.exactInt {
      if case .bool(let p) = a, case .bool(let q) = b {
        switch op {
        case .and: return .bool(p && q)
        case .or: return .bool(p || q)
        case .xor: return .bool(p != q)
        default: break
        }
      }
      return try integers(op, x, y)
    }
    guard let x = a.integer, let y = b.integer else { return nil }
    return try big(op, x, y)
  }

  private static func asFloat(_ value: Value) throws -> Double? {
    if let big = value.bigInt {
      if !big.double.isFinite { throw ScriptError(.overflowError, "int too large to convert to float") }
      return big.double
    }
    return value.number
  }

  static func integers(_ op: BinaryOperator, _ x: Int, _ y: Int) throws -> Value? {
    switch op {
    case .add:
      let (sum, overflow) = x.addingReportingOverflow(y)
      return overflow ? Value(BigInt(x) + BigInt(y)) : .int(sum)
    case .subtract:
      let (difference, overflow) = x.subtractingReportingOverflow(y)
      return overflow ? Value(BigInt(x) - BigInt(y)) : .int(difference)
    case .multiply:
      let (product, overflow) = x.multipliedReportingOverflow(by: y)
      return overflow ? Value(try BigInt(x) * BigInt(y)) : .int(product)
    case .divide:
      if y == 0 { throw ScriptError(.zeroDivisionError, "division by zero") }
      if x.magnitude <= 1 << 53 && y.magnitude <= 1 << 53 { return .float(Double(x) / Double(y)) }
      return .float(try trueDivide(BigInt(x), BigInt(y)))
    case .floorDivide:
      if y == 0 { throw ScriptError(.zeroDivisionError, "integer division or modulo by zero") }
      if y == -1 { return x == Int.min ? Value(-BigInt(x)) : .int(-x) }
      return .int(floorDivide(x, y))
    case .modulo:
      if y == 0 { throw ScriptError(.zeroDivisionError, "integer modulo by zero") }
      return .int(y == -1 ? 0 : modulo(x, y))
    case .power: return try power(x, y)
    case .leftShift:
      if y < 0 { throw ScriptError(.valueError, "negative shift count") }
      if x == 0 { return .int(0) }
      if y < 63, x.magnitude < 1 << (63 - UInt(y)) { return .int(x << y) }
      if y > 1 << 36 { throw ScriptError(.overflowError, "too many digits in integer") }
      return Value(BigInt(x) << y)
    case .rightShift:
      if y < 0 { throw ScriptError(.valueError, "negative shift count") }
      return .int(x >> min(y, 63))
    case .and: return .int(x & y)
    case .or: return .int(x | y)
    case .xor: return .int(x ^ y)
    case .matrixMultiply: return nil
    }
  }

  @inline(__always) static func floorDivide(_ x: Int, _ y: Int) -> Int {
    let quotient = x / y
    return (x % y != 0) && ((x < 0) != (y < 0)) ? quotient - 1 : quotient
  }

  @inline(__always) static func modulo(_ x: Int, _ y: Int) -> Int {
    let remainder = x % y
    return remainder != 0 && ((remainder < 0) != (y < 0)) ? remainder + y : remainder
  }

  @inline(__always) static func modulo(_ x: Double, _ y: Double) -> Double {
    var remainder = fmod(x, y)
    if remainder != 0 {
      if (y < 0) != (remainder < 0) { remainder += y }
    } else {
      remainder = y < 0 ? -0.0 : 0.0
    }
    return remainder
  }

  static func floorDivide(_ x: Double, _ y: Double) -> Double {
    var remainder = fmod(x, y)
    var quotient = (x - remainder) / y
    if remainder != 0, (y < 0) != (remainder < 0) {
      remainder += y
      quotient -= 1
    }
    if quotient == 0 { return Double(signOf: x / y, magnitudeOf: 0) }
    let floor = quotient.rounded(.down)
    return quotient - floor > 0.5 ? floor + 1 : floor
  }

  private static func power(_ x: Int, _ y: Int) throws -> Value {
    if y < 0 {
      if x == 0 { throw ScriptError(.zeroDivisionError, "0.0 cannot be raised to a negative power") }
      return .float(pow(Double(x), Double(y)))
    }
    var (base, exponent, result) = (x, y, 1)
    while exponent > 0 {
      if exponent & 1 == 1 {
        let (product, overflow) = result.multipliedReportingOverflow(by: base)
        if overflow { return try big(.power, BigInt(x), BigInt(y)) ?? .none }
        result = product
      }
      exponent >>= 1
      if exponent == 0 { break }
      let (square, overflow) = base.multipliedReportingOverflow(by: base)
      if overflow { return try big(.power, BigInt(x), BigInt(y)) ?? .none }
      base = square
    }
    return .int(result)
  }

  static func floats(_ op: BinaryOperator, _ x: Double, _ y: Double) throws -> Value? {
    switch op {
    case .add: return .float(x + y)
    case .subtract: return .float(x - y)
    case .multiply: return .float(x * y)
    case .divide:
      if y == 0 { throw ScriptError(.zeroDivisionError, "float division by zero") }
      return .float(x / y)
    case .floorDivide:
      if y == 0 { throw ScriptError(.zeroDivisionError, "float floor division by zero") }
      return .float(floorDivide(x, y))
    case .modulo:
      if y == 0 { throw ScriptError(.zeroDivisionError, "float modulo") }
      return .float(modulo(x, y))
    case .power:
      if x == 0 && y < 0 { throw ScriptError(.zeroDivisionError, "0.0 cannot be raised to a negative power") }
      if x < 0 && x.isFinite && y.isFinite && y != y.rounded() {
        throw ScriptError(.valueError, "complex numbers are not supported")
      }
      let result = pow(x, y)
      if result.isInfinite && x.isFinite && y.isFinite {
        throw ScriptError(ExceptionObject(.overflowError, [.int(34), Value("Numerical result out of range")]))
      }
      return .float(result)
    default: return nil
    }
  }

  private static func big(_ op: BinaryOperator, _ x: BigInt, _ y: BigInt) throws -> Value? {
    switch op {
    case .add: return Value(x + y)
    case .subtract: return Value(x - y)
    case .multiply: return Value(try x * y)
    case .divide:
      if y == 0 { throw ScriptError(.zeroDivisionError, "division by zero") }
      return .float(try trueDivide(x, y))
    case .floorDivide, .modulo:
      if y == 0 {
        throw ScriptError(
          .zeroDivisionError, op == .modulo ? "integer modulo by zero" : "integer division or modulo by zero")
      }
      let (quotient, remainder) = try x.floorDivided(by: y)
      return Value(op == .modulo ? remainder : quotient)
    case .power:
      if y.signum() < 0 {
        if x == 0 { throw ScriptError(.zeroDivisionError, "0.0 cannot be raised to a negative power") }
        guard x.double.isFinite, y.double.isFinite else {
          throw ScriptError(.overflowError, "int too large to convert to float")
        }
        return try floats(.power, x.double, y.double)
      }
      if x.bitLength <= 1 { return .int(x.isNegative && !y.isOdd ? 1 : y.isZero ? 1 : x.signum()) }
      guard let exponent = Int(exactly: y), !exponent.multipliedReportingOverflow(by: x.bitLength).overflow,
        x.bitLength * exponent < 1 << 32
      else {
        throw ScriptError(.memoryError, "")
      }
      return Value(try x.power(exponent))
    case .leftShift:
      if y.signum() < 0 { throw ScriptError(.valueError, "negative shift count") }
      if x.isZero { return .int(0) }
      guard let count = Int(exactly: y), count < 1 << 36 else {
        throw ScriptError(.overflowError, "too many digits in integer")
      }
      return Value(x << count)
    case .rightShift:
      if y.signum() < 0 { throw ScriptError(.valueError, "negative shift count") }
      guard let count = Int(exactly: y) else { return .int(x.signum() < 0 ? -1 : 0) }
      return Value(x >> count)
    case .and: return Value(x & y)
    case .or: return Value(x | y)
    case .xor: return Value(x ^ y)
    case .matrixMultiply: return nil
    }
  }

  /// The correctly rounded quotient of two integers.
  static func trueDivide(_ x: BigInt, _ y: BigInt) throws -> Double {
    let result = try x.trueQuotient(dividingBy: y)
    if result.isInfinite { throw ScriptError(.overflowError, "integer division result too large for a float") }
    return result
  }
}
