/// `str` methods that look for text: find, index, count, startswith, replace, strip and the like.
enum StrSearchMethods {
  static func register(_ type: TypeObject) {
    type.method("find", "sub, start=None, end=None, /") { call in
      .int(try locate(call, last: false) ?? -1)
    }
    type.method("rfind", "sub, start=None, end=None, /") { call in
      .int(try locate(call, last: true) ?? -1)
    }
    type.method("index", "sub, start=None, end=None, /") { call in
      guard let place = try locate(call, last: false) else { throw ScriptError(.valueError, "substring not found") }
      return .int(place)
    }
    type.method("rindex", "sub, start=None, end=None, /") { call in
      guard let place = try locate(call, last: true) else { throw ScriptError(.valueError, "substring not found") }
      return .int(place)
    }
    type.method("count", "sub, start=None, end=None, /") { call in
      let text = call.strReceiver
      let (start, end) = try call.bounds(1, count: text.count)
      let needle = try call[0].needStr("must be str")
      if start > end { return .int(0) }
      if needle.count == 0 { return .int(end - start + 1) }
      return .int(try text.occurrences(of: needle, in: start..<end).count)
    }
    type.method("startswith", "prefix, start=None, end=None, /") { call in
      try affix(call, "startswith") { text, needle, start, _ in text.matches(needle, at: start) }
    }
    type.method("endswith", "suffix, start=None, end=None, /") { call in
      try affix(call, "endswith") { text, needle, _, end in text.matches(needle, at: end - needle.count) }
    }
    type.method("replace", "old, new, count=-1, /") { call in
      let old = try call[0].needStr("replace() argument 1 must be str")
      let new = try call[1].needStr("replace() argument 2 must be str")
      let limit = try call.indexValue(2)
      return Value(try call.strReceiver.replacing(old, with: new, limit: limit < 0 ? .max : limit))
    }
    for (name, left, right) in [("strip", true, true), ("lstrip", true, false), ("rstrip", false, true)] {
      type.method(name, "chars=None, /") { call in try strip(call, name, left: left, right: right) }
    }
    type.method("removeprefix", "prefix, /") { call in
      let text = call.strReceiver
      let prefix = try call[0].needStr("removeprefix() argument must be str")
      let starts = prefix.count <= text.count && text.matches(prefix, at: 0)
      return starts ? Value(text.substring(prefix.count..<text.count)) : Value(text)
    }
    type.method("removesuffix", "suffix, /") { call in
      let text = call.strReceiver
      let suffix = try call[0].needStr("removesuffix() argument must be str")
      let rest = text.count - suffix.count
      return suffix.count > 0 && rest >= 0 && text.matches(suffix, at: rest)
        ? Value(text.substring(0..<rest)) : Value(text)
    }
  }

  private static func locate(_ call: CallArguments, last: Bool) throws -> Int? {
    let text = call.strReceiver
    let (start, end) = try call.bounds(1, count: text.count)
    let needle = try call[0].needStr("must be str")
    if start > end { return nil }
    return last ? text.findLast(needle, in: start..<end) : text.find(needle, in: start..<end)
  }

  private static func affix(
    _ call: CallArguments, _ name: String, _ matches: (StrObject, StrObject, Int, Int) -> Bool
  ) throws -> Value {
    let text = call.strReceiver
    let (start, end) = try call.bounds(1, count: text.count)
    func holds(_ needle: StrObject) -> Bool {
      start <= end && needle.count <= end - start && matches(text, needle, start, end)
    }
    if let needle = call[0].str { return .bool(holds(needle)) }
    guard let options = call[0].tuple else {
      throw ScriptError(.typeError, "\(name) first arg must be str or a tuple of str, not \(call[0].typeName)")
    }
    for option in options.items {
      guard let needle = option.str else {
        throw ScriptError(.typeError, "tuple for \(name) must only contain str, not \(option.typeName)")
      }
      if holds(needle) { return .bool(true) }
    }
    return .bool(false)
  }

  private static func strip(_ call: CallArguments, _ name: String, left: Bool, right: Bool) throws -> Value {
    let text = call.strReceiver
    let kept: Range<Int>
    if call[0].isNone {
      kept = text.trimmed(left: left, right: right, CharacterClass.isSpace)
    } else {
      guard let characters = call[0].str else { throw ScriptError(.typeError, "\(name) arg must be None or str") }
      if let drop = ASCIISet(characters) {
        kept = text.trimmed(left: left, right: right) { drop.contains($0) }
      } else {
        let drop = Set(characters.scalars)
        kept = text.trimmed(left: left, right: right) { drop.contains($0) }
      }
    }
    return kept.count == text.count ? Value(text) : Value(text.substring(kept))
  }
}

extension CallArguments {
  /// The receiver of a `str` method.
  @inline(__always) var strReceiver: StrObject { receiver.str.unsafelyUnwrapped }
}
