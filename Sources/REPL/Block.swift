import Notebook

/// The shape of a statement that is being typed.
enum Block {
  /// The white space that the next line probably starts with.
  static func indent(after lines: [String]) -> String {
    guard let last = lines.last(where: { !$0.allSatisfy(\.isWhitespace) }) else { return "" }
    let shape = CodeShape(lines.joined(separator: "\n"))
    if shape.isOpen { return "" }
    let indent = String(last.prefix { $0 == " " || $0 == "\t" })
    if shape.endsWithColon { return indent + "    " }
    let word = last.drop { $0 == " " }.prefix { $0.isLetter }
    return ["return", "pass", "break", "continue", "raise"].contains(word) ? String(indent.dropLast(4)) : indent
  }
}
