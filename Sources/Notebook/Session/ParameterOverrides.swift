import Support

/// A value for a name that a cell tagged `parameters` assigns: `steps=3`.
public struct Parameter: Sendable, Equatable {
  public var name: String
  /// An expression of the language, or plain text where the notebook has a string.
  public var value: String

  public init(name: String, value: String) {
    self.name = name
    self.value = value
  }

  /// Reads `NAME=VALUE`.
  ///
  /// - Throws: ``UserError`` when there is no `=` or no name before it.
  public init(_ text: String) throws {
    guard let sign = text.firstIndex(of: "="), case let name = text[..<sign].trimmed, Parameter.isName(name) else {
      throw UserError(.value, "'\(text)' is no parameter", hint: "write NAME=VALUE, as in steps=3")
    }
    self.init(name: name, value: text[text.index(after: sign)...].trimmed)
  }

  private static func isName(_ text: String) -> Bool {
    let tokens = CodeTokenizer.tokens(Array(text.utf8))
    return tokens.count == 1 && [.name, .builtin].contains(tokens[0].kind) && tokens[0].range.count == text.utf8.count
  }
}

extension Notebook {
  /// The names that cells tagged `parameters` assign at their top level, each with its expression.
  public var parameters: [Parameter] {
    cells.filter { $0.kind == .code && $0.holdsParameters }.flatMap { cell in
      Assignment.all(in: cell.source).map { assignment in
        Parameter(
          name: assignment.name,
          value: String(decoding: Array(cell.source.utf8)[assignment.value], as: UTF8.self))
      }
    }
  }

  /// The notebook with the values of `overrides` in place of those its parameter cells give; the lines stay where they
  /// are. Where the notebook gives a string, a value that is not in quotes becomes one.
  ///
  /// - Throws: ``UserError`` naming the known parameters when a name is not one of them.
  public func replacing(_ overrides: [Parameter]) throws -> Notebook {
    var notebook = self
    for parameter in overrides {
      var found = false
      for index in notebook.cells.indices
      where notebook.cells[index].kind == .code && notebook.cells[index].holdsParameters {
        var bytes = Array(notebook.cells[index].source.utf8)
        // From the last assignment back, so that the offsets of those before stay right.
        for assignment in Assignment.all(in: notebook.cells[index].source).reversed()
        where assignment.name == parameter.name {
          let old = bytes[assignment.value]
          let text = Notebook.expression(parameter.value, inPlaceOf: old)
          let lines = old.count { $0 == 0x0A }
          // A value of several lines leaves its line ends inside brackets, so that later lines keep their numbers.
          let padded = lines == 0 ? text : "(\(text)\(String(repeating: "\n", count: lines)))"
          bytes.replaceSubrange(assignment.value, with: Array(padded.utf8))
          found = true
        }
        if found { notebook.cells[index].source = String(decoding: bytes, as: UTF8.self) }
      }
      if !found { throw unknown(parameter) }
    }
    return notebook
  }

  private func unknown(_ parameter: Parameter) -> UserError {
    let known = parameters.map(\.name)
    guard !known.isEmpty else {
      return UserError(
        .value, "the notebook has no parameter '\(parameter.name)': no cell is tagged as holding parameters",
        hint: "tag one: # %% Parameters tags=[\"parameters\"]")
    }
    let near = Nearest.match(parameter.name, among: known).map { "did you mean '\($0)'? " } ?? ""
    return UserError(
      .value, "the notebook has no parameter '\(parameter.name)'",
      hint: "\(near)its parameters: \(known.joined(separator: ", "))")
  }

  /// `value` as an expression: in quotes when it replaces a string and has none.
  private static func expression(_ value: String, inPlaceOf old: ArraySlice<UInt8>) -> String {
    let tokens = CodeTokenizer.tokens(Array(value.utf8))
    let isLiteral =
      !tokens.isEmpty
      && tokens.allSatisfy { token in
        switch token.kind {
        case .string, .number, .constant: true
        case .symbol: "+-[](){},:".utf8.contains(Array(value.utf8)[token.range.lowerBound])
        default: false
        }
      }
    let replacesString = CodeTokenizer.tokens(Array(old)).first?.kind == .string
    let isQuoted = tokens.first?.kind == .string && tokens.count == 1 && "\"'".contains(value.last ?? " ")
    if replacesString { return isQuoted || value == "None" ? value : JSON.string(value).text() }
    return isLiteral ? value : JSON.string(value).text()
  }
}

/// A plain assignment at the top level of a cell: `name = value` or `name: type = value`.
struct Assignment {
  var name: String
  /// Where the value is, in UTF-8 offsets.
  var value: Range<Int>

  static func all(in source: String) -> [Assignment] {
    let bytes = Array(source.utf8)
    var found: [Assignment] = []
    for statement in statements(CodeTokenizer.tokens(bytes), bytes) {
      guard let first = statement.first, first.kind == .name || first.kind == .builtin,
        let sign = statement.dropFirst().firstIndex(where: { isSymbol($0, "=", bytes) }), sign + 1 < statement.endIndex,
        sign == statement.startIndex + 1 || isSymbol(statement[statement.startIndex + 1], ":", bytes),
        !isSymbol(statement[sign + 1], "=", bytes)
      else { continue }
      let last = statement[statement.endIndex - 1]
      found.append(
        Assignment(
          name: String(decoding: bytes[first.range], as: UTF8.self),
          value: statement[sign + 1].range.lowerBound..<last.range.upperBound))
    }
    return found
  }

  private static func isSymbol(_ token: CodeToken, _ symbol: Unicode.Scalar, _ bytes: [UInt8]) -> Bool {
    token.kind == .symbol && bytes[token.range.lowerBound] == UInt8(ascii: symbol)
  }

  /// The statements that start at the left margin, without comments; what is indented below them is not theirs.
  private static func statements(_ tokens: [CodeToken], _ bytes: [UInt8]) -> [ArraySlice<CodeToken>] {
    let tokens = tokens.filter { $0.kind != .comment }
    var statements: [ArraySlice<CodeToken>] = []
    var start = 0
    var depth = 0
    for (index, token) in tokens.enumerated() {
      if token.kind == .symbol {
        switch bytes[token.range.lowerBound] {
        case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
        case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"): depth -= 1
        default: break
        }
      }
      let endsHere = depth <= 0 && (token.kind == .newline || isSymbol(token, ";", bytes))
      if endsHere {
        let place = token.range.lowerBound
        let continued = token.kind == .newline && place > 0 && bytes[place - 1] == UInt8(ascii: "\\")
        if continued { continue }
        if start < index { statements.append(tokens[start..<index]) }
        start = index + 1
      }
    }
    if start < tokens.count { statements.append(tokens[start...]) }
    return statements.filter { statement in
      guard let first = statement.first else { return false }
      var place = first.range.lowerBound
      while place > 0, bytes[place - 1] == 0x20 { place -= 1 }
      let startsLine = place == 0 || bytes[place - 1] == 0x0A
      return !startsLine || place == first.range.lowerBound
    }
  }
}
