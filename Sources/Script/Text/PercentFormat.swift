import Support

/// The pieces of a `%` format string.
public enum PercentPiece {
  case literal(String)
  case field(PercentField)
}

/// One conversion specifier: `%[(key)][flags][width][.precision]conversion`.
public struct PercentField {
  public enum Amount: Equatable {
    case none
    case number(Int)
    /// `*`: taken from the values.
    case next
  }
  public var key: String?
  public var left = false
  public var sign = false
  public var space = false
  public var alternate = false
  public var zero = false
  public var width = Amount.none
  public var precision = Amount.none
  public var conversion: Unicode.Scalar = "s"
  /// Where the conversion character stands, for messages.
  public var position = 0
}

/// Reading `%` format strings, piece by piece; the values are put in by the language's str.
public struct PercentFormat {
  private let scalars: [Unicode.Scalar]
  private var i = 0

  public init(_ text: String) { scalars = Array(text.unicodeScalars) }

  private func need() throws -> Unicode.Scalar {
    guard i < scalars.count else { throw UserError(.value, "incomplete format") }
    return scalars[i]
  }

  /// The next piece, `nil` at the end; throws CPython's ValueError for a broken specifier.
  public mutating func next() throws -> PercentPiece? {
    var literal = String.UnicodeScalarView()
    while i < scalars.count {
      guard scalars[i] == "%" else {
        literal.append(scalars[i])
        i += 1
        continue
      }
      if i + 1 < scalars.count, scalars[i + 1] == "%" {
        literal.append("%")
        i += 2
        continue
      }
      if !literal.isEmpty { return .literal(String(literal)) }
      i += 1
      return .field(try field())
    }
    return literal.isEmpty ? nil : .literal(String(literal))
  }

  private mutating func field() throws -> PercentField {
    var field = PercentField()
    if try need() == "(" {
      var depth = 1
      let start = i + 1
      i += 1
      while depth > 0 {
        guard i < scalars.count else { throw UserError(.value, "incomplete format key") }
        if scalars[i] == "(" { depth += 1 } else if scalars[i] == ")" { depth -= 1 }
        i += 1
      }
      var key = String.UnicodeScalarView()
      key.append(contentsOf: scalars[start..<(i - 1)])
      field.key = String(key)
    }
    flags: while true {
      switch try need() {
      case "-": field.left = true
      case "+": field.sign = true
      case " ": field.space = true
      case "#": field.alternate = true
      case "0": field.zero = true
      default: break flags
      }
      i += 1
    }
    field.width = try amount("width too big", Int.max)
    _ = try need()
    if scalars[i] == "." {
      i += 1
      field.precision = try amount("precision too big", Int(Int32.max))
      if field.precision == .none { field.precision = .number(0) }
    }
    // A length before the conversion means nothing; there may be one.
    if i < scalars.count, ["h", "l", "L"].contains(scalars[i]) { i += 1 }
    field.conversion = try need()
    field.position = i
    i += 1
    return field
  }

  private mutating func amount(_ complaint: String, _ limit: Int) throws -> PercentField.Amount {
    if i < scalars.count, scalars[i] == "*" {
      i += 1
      return .next
    }
    var value: Int?
    while i < scalars.count, scalars[i].value >= 48, scalars[i].value <= 57 {
      let (product, overflow) = (value ?? 0).multipliedReportingOverflow(by: 10)
      let (sum, carry) = product.addingReportingOverflow(Int(scalars[i].value) - 48)
      guard !overflow, !carry, sum <= limit else { throw UserError(.value, complaint) }
      value = sum
      i += 1
    }
    return value.map { .number($0) } ?? .none
  }
}

extension PercentField {
  /// The format specification of the same layout, for a number in `type`.
  func numberSpec(_ type: Unicode.Scalar, width: Int, precision: Int?) -> FormatSpec {
    var spec = FormatSpec()
    spec.type = type
    spec.width = width
    spec.precision = precision
    spec.alternate = alternate
    spec.sign = sign ? "+" : space ? " " : nil
    spec.align = left ? "<" : zero ? "=" : ">"
    if zero && !left { spec.fill = "0" }
    return spec
  }
}
