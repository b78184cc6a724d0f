/// Case conversions of strings, full Unicode mappings (`ß` becomes `SS`).
extension StrObject {
  private static func append(_ text: String, to builder: inout StrBuilder) {
    for scalar in text.unicodeScalars { builder.append(scalar: scalar.value) }
  }

  static func appendUpper(_ code: UInt32, to builder: inout StrBuilder) {
    if code < 128 {
      builder.append(scalar: code >= 97 && code <= 122 ? code - 32 : code)
    } else if let scalar = Unicode.Scalar(code) {
      append(scalar.properties.uppercaseMapping, to: &builder)
    } else {
      builder.append(scalar: code)
    }
  }

  static func appendLower(_ code: UInt32, to builder: inout StrBuilder) {
    if code < 128 {
      builder.append(scalar: code >= 65 && code <= 90 ? code + 32 : code)
    } else if let scalar = Unicode.Scalar(code) {
      append(scalar.properties.lowercaseMapping, to: &builder)
    } else {
      builder.append(scalar: code)
    }
  }

  static func appendTitle(_ code: UInt32, to builder: inout StrBuilder) {
    if code < 128 {
      appendUpper(code, to: &builder)
    } else if let scalar = Unicode.Scalar(code) {
      append(scalar.properties.titlecaseMapping, to: &builder)
    } else {
      builder.append(scalar: code)
    }
  }

  /// The lower case of the code point at `index`; a sigma that ends a word becomes a final sigma.
  private func appendLower(at index: Int, to builder: inout StrBuilder) {
    guard self[index] == 0x3A3 else { return Self.appendLower(self[index], to: &builder) }
    var before = index - 1
    while before >= 0, Self.isCaseIgnorable(self[before]) { before -= 1 }
    var after = index + 1
    while after < count, Self.isCaseIgnorable(self[after]) { after += 1 }
    let final =
      before >= 0 && CharacterClass.isCased(self[before]) && !(after < count && CharacterClass.isCased(self[after]))
    builder.append(scalar: final ? 0x3C2 : 0x3C3)
  }

  private static func isCaseIgnorable(_ code: UInt32) -> Bool {
    Unicode.Scalar(code)?.properties.isCaseIgnorable ?? false
  }

  final func uppercased() throws -> StrObject {
    if isASCII {
      return StrObject(asciiCount: count) { target in
        for i in 0..<count { target[i] = ascii[i] >= 97 && ascii[i] <= 122 ? ascii[i] - 32 : ascii[i] }
      }
    }
    return try mapping { Self.appendUpper($0, to: &$1) }
  }

  final func lowercased() throws -> StrObject {
    if isASCII {
      return StrObject(asciiCount: count) { target in
        for i in 0..<count { target[i] = ascii[i] >= 65 && ascii[i] <= 90 ? ascii[i] + 32 : ascii[i] }
      }
    }
    var builder = StrBuilder()
    for i in 0..<count { appendLower(at: i, to: &builder) }
    return builder.build()
  }

  final func capitalized() throws -> StrObject {
    var builder = StrBuilder()
    for i in 0..<count {
      if i == 0 { Self.appendTitle(self[0], to: &builder) } else { appendLower(at: i, to: &builder) }
    }
    return builder.build()
  }

  final func titlecased() throws -> StrObject {
    var builder = StrBuilder()
    var inWord = false
    for i in 0..<count {
      if inWord { appendLower(at: i, to: &builder) } else { Self.appendTitle(self[i], to: &builder) }
      inWord = CharacterClass.isCased(self[i])
    }
    return builder.build()
  }

  final func caseSwapped() throws -> StrObject {
    var builder = StrBuilder()
    for i in 0..<count {
      if CharacterClass.isUpper(self[i]) {
        appendLower(at: i, to: &builder)
      } else if CharacterClass.isLower(self[i]) {
        Self.appendUpper(self[i], to: &builder)
      } else {
        builder.append(scalar: self[i])
      }
    }
    return builder.build()
  }

  /// `casefold`: lower case after upper case, which folds `ß` and the sigmas together.
  final func caseFolded() throws -> StrObject {
    if isASCII { return try lowercased() }
    return try mapping { code, builder in
      switch code {
      case 0xDF: builder.append("ss")
      case 0x131: builder.append(scalar: code)
      case 0x3C2: builder.append(scalar: 0x3C3)
      case 0x13A0...0x13F5: builder.append(scalar: code)
      default:
        var upper = StrBuilder()
        Self.appendUpper(code, to: &upper)
        let folded = upper.build()
        for i in 0..<folded.count { Self.appendLower(folded[i], to: &builder) }
      }
    }
  }

  /// `istitle`: capitals only after uncased, small letters only after cased, and at least one letter.
  final var isTitlecased: Bool {
    var seen = false
    var inWord = false
    for i in 0..<count {
      let code = self[i]
      if CharacterClass.isUpper(code) || CharacterClass.isTitle(code) {
        if inWord { return false }
        (inWord, seen) = (true, true)
      } else if CharacterClass.isLower(code) {
        if !inWord { return false }
        seen = true
      } else {
        inWord = false
      }
    }
    return seen
  }
}
