import Support

/// matplotlib's short description of a line: a colour, a marker and a line style in any order, as in `"b-o"`,
/// `"--"`, `"C1:"`, `"r^"`. What the text does not say is `nil`.
public struct FormatString: Equatable, Sendable {
  public var color: Color?
  public var marker: Marker?
  public var lineStyle: LineStyle?

  /// - Throws: ``UserError`` (ValueError) that names the part at fault.
  public init(_ text: String) throws {
    func fault(_ why: String) -> UserError {
      UserError(
        .value, "'\(text)' is not a valid format string (\(why))",
        hint: "a colour letter, a marker and a line style, such as 'b-o', 'r--' or 'k.'")
    }
    if let color = Color(matplotlib: text), Double(text) == nil {
      self.color = color
      return
    }
    var rest = Array(text)[...]
    while let character = rest.first {
      let next = rest.dropFirst().first
      if character == "-" || character == ":" {
        guard lineStyle == nil else { throw fault("two line styles") }
        let isLong = character == "-" && (next == "-" || next == ".")
        lineStyle = try LineStyle(parsing: String(rest.prefix(isLong ? 2 : 1)))
        rest = rest.dropFirst(isLong ? 2 : 1)
      } else if character == "C", let digit = next, digit.isASCII, digit.isNumber {
        guard color == nil else { throw fault("two colours") }
        let digits = rest.dropFirst().prefix { $0.isASCII && $0.isNumber }
        color = Color(matplotlib: "C" + String(digits))
        rest = rest.dropFirst(1 + digits.count)
      } else if let letter = Color.letters[character] {
        guard color == nil else { throw fault("two colours") }
        color = letter
        rest = rest.dropFirst()
      } else if let sign = Marker(rawValue: character) {
        guard marker == nil else { throw fault("two markers") }
        marker = sign
        rest = rest.dropFirst()
      } else {
        throw fault("unrecognized character '\(character)'")
      }
    }
    // A marker alone asks for no line.
    if marker != nil && lineStyle == nil { lineStyle = LineStyle.none }
  }
}
