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

/// Reading `%` format strings; the values are put in by the language's str.
public enum PercentFormat {
  /// Cuts `text` into pieces; throws CPython's ValueError for a broken specifier.
  public static func parse(_ text: String) throws -> [PercentPiece] {
    let scalars = Array(text.unicodeScalars)
    var pieces: [PercentPiece] = []
    var literal = String.UnicodeScalarView()
    var i = 0
    func need() throws -> Unicode.Scalar {
      guard i < scalars.count else { throw UserError(.value, "incomplete format") }
      return scalars[i]
    }
    while i < scalars.count {
      if scalars[i] != "%" {
        literal.append(scalars[i])
        i += 1
        continue
      }
      i += 1
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
      field.width = try amount(scalars, &i)
      _ = try need()
      if scalars[i] == "." {
        i += 1
        field.precision = try amount(scalars, &i)
        if field.precision == .none { field.precision = .number(0) }
      }
      while let length = i < scalars.count ? scalars[i] : nil, length == "h" || length == "l" || length == "L" {
        i += 1
      }
      field.conversion = try need()
      field.position = i
      i += 1
      if field.conversion == "%" && field.key == nil {
        literal.append("%")
        continue
      }
      if !literal.isEmpty {
        pieces.append(.literal(String(literal)))
        literal = String.UnicodeScalarView()
      }
      pieces.append(.field(field))
    }
    if !literal.isEmpty { pieces.append(.literal(String(literal))) }
    return pieces
  }

  private static func amount(_ scalars: [Unicode.Scalar], _ i: inout Int) throws -> PercentField.Amount {
    if i < scalars.count, scalars[i] == "*" {
      i += 1
      return .next
    }
    var value: Int?
    while i < scalars.count, scalars[i].value >= 48, scalars[i].value <= 57 {
      let (product, overflow) = (value ?? 0).multipliedReportingOverflow(by: 10)
      guard !overflow, product < Int.max / 20 else { throw UserError(.value, "width too big") }
      value = product + Int(scalars[i].value) - 48
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
