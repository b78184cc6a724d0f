/// `str` methods about case and about what the characters are.
enum StrCaseMethods {
  static func register(_ type: TypeObject) {
    let conversions: [(String, (StrObject) throws -> StrObject)] = [
      ("upper", { try $0.uppercased() }), ("lower", { try $0.lowercased() }), ("capitalize", { try $0.capitalized() }),
      ("title", { try $0.titlecased() }), ("swapcase", { try $0.caseSwapped() }), ("casefold", { try $0.caseFolded() }),
    ]
    for (name, convert) in conversions {
      type.method(name, "") { call in Value(try convert(call.strReceiver)) }
    }
    let classes: [(String, (UInt32) -> Bool)] = [
      ("isalpha", CharacterClass.isAlpha), ("isdigit", CharacterClass.isDigit), ("isdecimal", CharacterClass.isDecimal),
      ("isnumeric", CharacterClass.isNumeric), ("isalnum", CharacterClass.isAlphanumeric),
      ("isspace", CharacterClass.isSpace),
    ]
    for (name, holds) in classes {
      type.method(name, "") { call in
        let text = call.strReceiver
        return .bool(text.count > 0 && (0..<text.count).allSatisfy { holds(text[$0]) })
      }
    }
    type.method("isupper", "") { call in .bool(isOneCase(call.strReceiver, CharacterClass.isUpper)) }
    type.method("islower", "") { call in .bool(isOneCase(call.strReceiver, CharacterClass.isLower)) }
    type.method("istitle", "") { call in .bool(call.strReceiver.isTitlecased) }
    type.method("isascii", "") { call in .bool(call.strReceiver.isASCII) }
    type.method("isprintable", "") { call in
      let text = call.strReceiver
      return .bool((0..<text.count).allSatisfy { CharacterClass.isPrintable(text[$0]) })
    }
    type.method("isidentifier", "") { call in
      let text = call.strReceiver
      guard text.count > 0, CharacterClass.isIdentifierStart(text[0]) else { return .bool(false) }
      return .bool((1..<text.count).allSatisfy { CharacterClass.isIdentifierContinue(text[$0]) })
    }
  }

  /// At least one cased character, and all cased ones of the case.
  private static func isOneCase(_ text: StrObject, _ isCase: (UInt32) -> Bool) -> Bool {
    var seen = false
    for i in 0..<text.count where CharacterClass.isCased(text[i]) {
      if !isCase(text[i]) { return false }
      seen = true
    }
    return seen
  }
}
