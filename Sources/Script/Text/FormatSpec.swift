import Support

/// A parsed format specification: `[[fill]align][sign][z][#][0][width][grouping][.precision][type]`.
public struct FormatSpec {
  public var fill: Unicode.Scalar = " "
  /// `<`, `>`, `=` or `^`; `nil` leaves it to the type.
  public var align: Unicode.Scalar?
  /// `+`, `-` or a space; `nil` is `-`.
  public var sign: Unicode.Scalar?
  public var noNegativeZero = false
  public var alternate = false
  public var width = 0
  /// `,` or `_`.
  public var grouping: Unicode.Scalar?
  public var precision: Int?
  /// The presentation type, `nil` when left out.
  public var type: Unicode.Scalar?
  /// Fill `0` that came with a `0` before the width.
  var zeroPadded = false

  public init() {}

  /// Parses `text` for a value of the language type `typeName`; throws CPython's ValueError.
  public init(_ text: String, typeName: String) throws {
    let scalars = Array(text.unicodeScalars)
    var i = 0
    func isAlign(_ scalar: Unicode.Scalar) -> Bool { scalar == "<" || scalar == ">" || scalar == "=" || scalar == "^" }
    func peek() -> Unicode.Scalar? { i < scalars.count ? scalars[i] : nil }
    func number() throws -> Int? {
      var value: Int?
      while let scalar = peek(), let digit = CharacterClass.decimalDigit(scalar.value) {
        let (product, overflow) = (value ?? 0).multipliedReportingOverflow(by: 10)
        let (next, carry) = product.addingReportingOverflow(digit)
        guard !overflow, !carry else { throw UserError(.value, "Too many decimal digits in format string") }
        value = next
        i += 1
      }
      return value
    }
    var fillGiven = false
    if scalars.count >= 2, isAlign(scalars[1]) {
      fill = scalars[0]
      align = scalars[1]
      fillGiven = true
      i = 2
    } else if let first = peek(), isAlign(first) {
      align = first
      i = 1
    }
    if let scalar = peek(), scalar == "+" || scalar == "-" || scalar == " " {
      sign = scalar
      i += 1
    }
    if peek() == "z" {
      noNegativeZero = true
      i += 1
    }
    if peek() == "#" {
      alternate = true
      i += 1
    }
    if !fillGiven, peek() == "0" {
      fill = "0"
      zeroPadded = true
      i += 1
    }
    width = try number() ?? 0
    if peek() == "," {
      grouping = ","
      i += 1
    }
    if peek() == "_" {
      if grouping != nil { throw UserError(.value, "Cannot specify both ',' and '_'.") }
      grouping = "_"
      i += 1
    }
    if peek() == "," {
      if grouping == "_" { throw UserError(.value, "Cannot specify both ',' and '_'.") }
    }
    if peek() == "." {
      i += 1
      guard let digits = try number() else { throw UserError(.value, "Format specifier missing precision") }
      precision = digits
    }
    if scalars.count - i > 1 {
      throw UserError(.value, "Invalid format specifier '\(text)' for object of type '\(typeName)'")
    }
    type = peek()
    if let grouping {
      switch type {
      case nil, "d", "e", "E", "f", "F", "g", "G", "%": break
      case "b", "o", "x", "X": if grouping == "," { throw Self.cannotGroup(grouping, type) }
      default: throw Self.cannotGroup(grouping, type)
      }
    }
  }

  private static func cannotGroup(_ grouping: Unicode.Scalar, _ type: Unicode.Scalar?) -> UserError {
    UserError(.value, "Cannot specify '\(grouping)' with '\(type.map { String($0) } ?? "")'.")
  }

  func unknownCode(_ typeName: String) -> UserError {
    let code = type.map { $0.value > 32 && $0.value < 128 ? String($0) : "\\x" + String($0.value, radix: 16) } ?? ""
    return UserError(.value, "Unknown format code '\(code)' for object of type '\(typeName)'")
  }

  /// Refuses widths that no memory holds.
  func checkSizes() throws {
    if width > 1 << 32 { throw UserError(.memory, "") }
    try MemoryLimit.check(width, stride: 4)
  }

  /// `text` (of `count` code points) padded to the width.
  func pad(_ text: String, count: Int, defaultAlign: Unicode.Scalar) -> String {
    guard width > count else { return text }
    let missing = width - count
    let left: Int
    switch align ?? defaultAlign {
    case ">", "=": left = missing
    case "^": left = missing / 2
    default: left = 0
    }
    if fill.isASCII {
      // A byte at a time: a width may be a million.
      let (unit, right) = (UInt8(fill.value), missing - left)
      let before = String(decoding: [UInt8](repeating: unit, count: left), as: UTF8.self)
      return before + text + String(decoding: [UInt8](repeating: unit, count: right), as: UTF8.self)
    }
    let unit = String(fill)
    return String(repeating: unit, count: left) + text + String(repeating: unit, count: missing - left)
  }
}
