/// A compiled regular expression.
final class PatternObject: Object {
  static let type: TypeObject = {
    let type = TypeObject("Pattern", module: "re", isInheritable: false)
    registerMethods(type)
    return type
  }()

  let source: Value
  let engine: RegexEngine
  let isBytes: Bool

  init(_ source: Value, _ engine: RegexEngine, isBytes: Bool) {
    self.source = source
    self.engine = engine
    self.isBytes = isBytes
    super.init(type: Self.type)
  }

  override func repr() throws -> String {
    var names: [String] = []
    for (bit, name) in [(2, "IGNORECASE"), (8, "MULTILINE"), (16, "DOTALL"), (64, "VERBOSE"), (256, "ASCII")]
    where engine.flags & bit != 0 { names.append("re.\(name)") }
    let flags = names.isEmpty ? "" : ", " + names.joined(separator: "|")
    return "re.compile(\(try source.repr())\(flags))"
  }

  override func getAttribute(_ name: String) throws -> Value? {
    switch name {
    case "pattern": source
    case "flags": .int(engine.flags)
    case "groups": .int(engine.groupCount)
    case "groupindex": Value(DictObject(engine.groupNames.map { ($0.name, .int($0.index)) }))
    default: nil
    }
  }

  /// The matches of the pattern from left to right.
  func matches(_ subject: RegexSubject, from start: Int = 0, to end: Int? = nil) -> RegexMatches {
    RegexMatches(engine, subject, from: start, to: end)
  }

  func match(_ subject: RegexSubject, from start: Int, to end: Int, anchor: RegexEngine.Anchor) throws -> Value {
    let limit = subject.byteOffset(end)
    let found = try subject.bytes.withUnsafeBufferPointer { buffer in
      try engine.match(
        UnsafeBufferPointer(rebasing: buffer[..<limit]), from: subject.byteOffset(start), anchor: anchor)
    }
    guard let found else { return .none }
    return Value(MatchObject(self, subject, found, start: start, end: end))
  }

  /// What findall gives for a match: the whole, the only group, or a tuple of groups.
  private func groups(_ subject: RegexSubject, _ found: [Int]) -> Value {
    func group(_ index: Int) -> Value {
      let start = found[2 * index]
      if start < 0 { return isBytes ? Value(BytesObject([])) : Value(StrObject.empty) }
      return subject.slice(subject.position(start), subject.position(found[2 * index + 1]))
    }
    if engine.groupCount == 0 { return group(0) }
    if engine.groupCount == 1 { return group(1) }
    return Value(tuple: (1...engine.groupCount).map(group))
  }

  private static func registerMethods(_ type: TypeObject) {
    func me(_ call: CallArguments) -> PatternObject { call.me(PatternObject.self) }
    func range(_ call: CallArguments, _ subject: RegexSubject) throws -> (Int, Int) {
      let end = min(max(0, try call[2].asSliceBound()), subject.count)
      return (min(max(0, try call[1].asSliceBound()), subject.count), end)
    }
    let signature = "string, pos=0, endpos=9223372036854775807"
    for (name, anchor) in [("match", RegexEngine.Anchor.start), ("fullmatch", .full), ("search", .none)] {
      type.method(name, signature) { call in
        let subject = try RegexSubject(call[0], isBytes: me(call).isBytes)
        let (start, end) = try range(call, subject)
        return start > end ? .none : try me(call).match(subject, from: start, to: end, anchor: anchor)
      }
    }
    type.method("findall", signature) { call in
      let pattern = me(call)
      let subject = try RegexSubject(call[0], isBytes: pattern.isBytes)
      let (start, end) = try range(call, subject)
      let matches = pattern.matches(subject, from: start, to: end)
      var result: [Value] = []
      while let found = try matches.next() { result.append(pattern.groups(subject, found)) }
      return Value(list: result)
    }
    type.method("finditer", signature) { call in
      let pattern = me(call)
      let subject = try RegexSubject(call[0], isBytes: pattern.isBytes)
      let (start, end) = try range(call, subject)
      let matches = pattern.matches(subject, from: start, to: end)
      return Value(
        NativeIterator(typeName: "callable_iterator") {
          try matches.next().map { Value(MatchObject(pattern, subject, $0, start: start, end: end)) }
        })
    }
    type.method("split", "string, maxsplit=0") { call in
      let pattern = me(call)
      let subject = try RegexSubject(call[0], isBytes: pattern.isBytes)
      let limit = try call.indexValue(1)
      let matches = pattern.matches(subject)
      var result: [Value] = []
      var last = 0
      while limit <= 0 || result.count < limit * (pattern.engine.groupCount + 1), let found = try matches.next() {
        let (start, end) = (subject.position(found[0]), subject.position(found[1]))
        result.append(subject.slice(last, start))
        for index in 1..<(pattern.engine.groupCount + 1) {
          let (a, b) = (found[2 * index], found[2 * index + 1])
          result.append(a < 0 ? .none : subject.slice(subject.position(a), subject.position(b)))
        }
        last = end
      }
      result.append(subject.slice(last, subject.count))
      return Value(list: result)
    }
    type.method("sub", "repl, string, count=0") { call in
      try RegexSubstitution.run(me(call), call[0], call[1], call.indexValue(2)).text
    }
    type.method("subn", "repl, string, count=0") { call in
      let (text, count) = try RegexSubstitution.run(me(call), call[0], call[1], call.indexValue(2))
      return Value(tuple: [text, .int(count)])
    }
  }
}
