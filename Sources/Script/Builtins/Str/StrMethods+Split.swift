/// `str` methods that cut text apart and put it together.
enum StrSplitMethods {
  static func register(_ type: TypeObject) {
    type.method("split", "/, sep=None, maxsplit=-1") { call in
      let limit = try limit(call)
      let text = call.strReceiver
      guard let separator = try separator(call) else {
        return limit == .max ? Value(try text.splitOnSpace()) : list(try text.splitOnSpace(limit: limit))
      }
      return list(try text.split(on: separator, limit: limit))
    }
    type.method("rsplit", "/, sep=None, maxsplit=-1") { call in
      let limit = try limit(call)
      let text = call.strReceiver
      guard let separator = try separator(call) else { return list(try text.splitOnSpaceFromRight(limit: limit)) }
      return list(text.splitFromRight(on: separator, limit: limit))
    }
    type.method("splitlines", "/, keepends=False") { call in
      // CPython asks for an integer here, not for a truth.
      list(call.strReceiver.lines(keepEnds: try call.indexValue(0) != 0))
    }
    type.method("partition", "sep, /") { call in
      let (text, separator) = (call.strReceiver, try cut(call))
      guard let place = text.find(separator, in: 0..<text.count) else {
        return Value(tuple: [Value(text), Value(StrObject.empty), Value(StrObject.empty)])
      }
      return around(text, separator, place)
    }
    type.method("rpartition", "sep, /") { call in
      let (text, separator) = (call.strReceiver, try cut(call))
      guard let place = text.findLast(separator, in: 0..<text.count) else {
        return Value(tuple: [Value(StrObject.empty), Value(StrObject.empty), Value(text)])
      }
      return around(text, separator, place)
    }
    type.method("join", "iterable, /") { call in
      Value(try join(call.strReceiver, call[0]))
    }
  }

  static func join(_ separator: StrObject, _ iterable: Value) throws -> StrObject {
    if let joined = quickJoin(separator, iterable) { return joined }
    var items: [Value] = []
    if let tuple = iterable.tuple, tuple.kind == .tuple {
      items = tuple.items
    } else if let list = iterable.list, list.kind == .list {
      items = list.items
    } else {
      guard let iterator = try iterable.asIterator() else { throw ScriptError(.typeError, "can only join an iterable") }
      items = try Value(iterator).items()
    }
    if items.count == 1, let only = items[0].str, only.type === TypeObject.str { return only }
    var builder = StrBuilder()
    var total = separator.count * max(items.count - 1, 0)
    for (index, item) in items.enumerated() {
      guard let piece = item.str else {
        throw ScriptError(.typeError, "sequence item \(index): expected str instance, \(item.typeName) found")
      }
      total += piece.count
    }
    try MemoryLimit.check(total)
    for (index, item) in items.enumerated() {
      try Pulse.beat()
      guard let piece = item.str else { continue }
      if index > 0 { builder.append(separator) }
      builder.append(piece)
    }
    return builder.build()
  }

  /// The plain strings of a list or tuple joined, measured first and then copied; `nil` when there is anything else.
  private static func quickJoin(_ separator: StrObject, _ iterable: Value) -> StrObject? {
    guard let object = iterable.object, object.kind == .list || object.kind == .tuple else { return nil }
    let items = iterable.list?.buffer ?? iterable.tuple?.buffer
    guard let items, items.count > 1, separator.isASCII, let first = items.baseAddress else { return nil }
    let base = UnsafeMutablePointer(mutating: first)
    var total = separator.count * (items.count - 1)
    for index in 0..<items.count {
      guard let object = (base + index).held, object.kind == .str else { return nil }
      let (count, isASCII) = object.cast(StrObject.self)._withUnsafeGuaranteedRef { ($0.count, $0.isASCII) }
      if !isASCII { return nil }
      total += count
    }
    return StrObject(asciiCount: total) { target in
      var target = target
      for index in 0..<items.count {
        if index > 0, separator.count > 0 {
          target.update(from: separator.ascii.baseAddress.unsafelyUnwrapped, count: separator.count)
          target += separator.count
        }
        (base + index).certain(StrObject.self)._withUnsafeGuaranteedRef { piece in
          target.update(from: piece.ascii.baseAddress.unsafelyUnwrapped, count: piece.count)
          target += piece.count
        }
      }
    }
  }

  private static func list(_ parts: [StrObject]) -> Value { Value(list: parts.map { Value($0) }) }

  private static func limit(_ call: CallArguments) throws -> Int {
    let limit = try call.indexValue(1)
    return limit < 0 ? .max : limit
  }

  private static func separator(_ call: CallArguments) throws -> StrObject? {
    if call[0].isNone { return nil }
    let separator = try call[0].needStr("must be str or None")
    if separator.count == 0 { throw ScriptError(.valueError, "empty separator") }
    return separator
  }

  private static func cut(_ call: CallArguments) throws -> StrObject {
    let separator = try call[0].needStr("must be str")
    if separator.count == 0 { throw ScriptError(.valueError, "empty separator") }
    return separator
  }

  private static func around(_ text: StrObject, _ separator: StrObject, _ place: Int) -> Value {
    Value(tuple: [
      Value(text.substring(0..<place)), Value(separator), Value(text.substring(place + separator.count..<text.count)),
    ])
  }
}
