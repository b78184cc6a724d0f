/// The binary operators.
public enum BinaryOperator: UInt8, CaseIterable, Sendable {
  case add, subtract, multiply, divide, floorDivide, modulo, power, matrixMultiply
  case leftShift, rightShift, and, or, xor

  /// As programs write it.
  public var symbol: String {
    ["+", "-", "*", "/", "//", "%", "**", "@", "<<", ">>", "&", "|", "^"][Int(rawValue)]
  }

  /// As messages about wrong operands name it.
  var displayName: String { self == .power ? "** or pow()" : symbol }

  private var stem: String {
    ["add", "sub", "mul", "truediv", "floordiv", "mod", "pow", "matmul", "lshift", "rshift", "and", "or", "xor"][
      Int(rawValue)]
  }
  /// `__add__`…
  public var dunder: String { "__\(stem)__" }
  /// `__radd__`…
  public var reflectedDunder: String { "__r\(stem)__" }
  /// `__iadd__`…
  public var inPlaceDunder: String { "__i\(stem)__" }
}

/// The unary operators, `not` aside.
public enum UnaryOperator: UInt8, Sendable {
  case negate, plus, invert
  public var symbol: String { ["-", "+", "~"][Int(rawValue)] }
  public var dunder: String { ["__neg__", "__pos__", "__invert__"][Int(rawValue)] }
}

/// The six comparisons.
public enum Comparison: UInt8, CaseIterable, Sendable {
  case less, lessOrEqual, equal, notEqual, greater, greaterOrEqual
  public var symbol: String { ["<", "<=", "==", "!=", ">", ">="][Int(rawValue)] }
  public var dunder: String { ["__lt__", "__le__", "__eq__", "__ne__", "__gt__", "__ge__"][Int(rawValue)] }
  /// The comparison that holds with the operands exchanged.
  public var reflected: Comparison {
    [.greater, .greaterOrEqual, .equal, .notEqual, .less, .lessOrEqual][Int(rawValue)]
  }
  @inline(__always) func holds<T: Comparable>(_ a: T, _ b: T) -> Bool {
    switch self {
    case .less: a < b
    case .lessOrEqual: a <= b
    case .equal: a == b
    case .notEqual: a != b
    case .greater: a > b
    case .greaterOrEqual: a >= b
    }
  }
}
