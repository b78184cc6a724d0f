/// What a pattern found: the whole match and its groups.
final class MatchObject: Object {
  static let type: TypeObject = {
    let type = TypeObject("Match", module: "re", isInheritable: false)
    register(type)
    return type
  }()

  let pattern: PatternObject
  let subject: RegexSubject
  /// Pairs of code-point positions, −1 for groups that took no part.
  private let spans: [Int]
  private let start: Int
  private let end: Int

  init(_ pattern: PatternObject, _ subject: RegexSubject, _ offsets: [Int], start: Int, end: Int) {
    self.pattern = pattern
    self.subject = subject
    spans = offsets.map { subject.position($0) }
    self.start = start
    self.end = end
    super.init(type: Self.type)
  }

  func span(_ group: Int) -> (start: Int, end: Int) { (spans[2 * group], spans[2 * group + 1]) }

  func group(_ index: Int, default fallback: Value = .none) -> Value {
    let (start, end) = span(index)
    return start < 0 ? fallback : subject.slice(start, end)
  }

  /// The number of the group that `key` names.
  func index(_ key: Value) throws -> Int {
    if let name = key.string {
      if let known = pattern.engine.groupNames.first(where: { $0.name == name }) { return known.index }
    } else if let index = try key.index(), index >= 0, index <= pattern.engine.groupCount {
      return index
    }
    throw ScriptError(.indexError, "no such group")
  }

  override func repr() throws -> String {
    let (start, end) = span(0)
    return "<re.Match object; span=(\(start), \(end)), match=\(try group(0).repr())>"
  }

  override func getItem(_ key: Value) throws -> Value { group(try index(key)) }

  override func getAttribute(_ name: String) throws -> Value? {
    switch name {
    case "string": subject.value
    case "re": Value(pattern)
    case "pos": .int(start)
    case "endpos": .int(end)
    case "regs":
      Value(
        tuple: (0..<(pattern.engine.groupCount + 1)).map { group in
          Value(tuple: [.int(span(group).start), .int(span(group).end)])
        })
    case "lastindex": lastIndex.map { .int($0) } ?? Value.none
    case "lastgroup":
      pattern.engine.groupNames.first { $0.index == lastIndex }.map { Value($0.name) } ?? Value.none
    default: nil
    }
  }

  /// The group that closed last: of those that end furthest right, the outermost.
  private var lastIndex: Int? {
    var best: Int?
    for index in 1..<(pattern.engine.groupCount + 1) where span(index).start >= 0 {
      guard let current = best else {
        best = index
        continue
      }
      let (a, b) = (span(current), span(index))
      let inside = b.start >= a.start && b.end <= a.end && a.start < a.end
      if !inside && b.end >= a.end { best = index }
    }
    return best
  }

  private static func register(_ type: TypeObject) {
    func me(_ call: CallArguments) -> MatchObject { call.me(MatchObject.self) }
    type.method("group", "*args") { call in
      let keys = call.rest(0)
      if keys.isEmpty { return me(call).group(0) }
      if keys.count == 1 { return me(call).group(try me(call).index(keys[0])) }
      return Value(tuple: try keys.map { me(call).group(try me(call).index($0)) })
    }
    type.method("groups", "default=None") { call in
      let match = me(call)
      return Value(tuple: (1..<(match.pattern.engine.groupCount + 1)).map { match.group($0, default: call[0]) })
    }
    type.method("groupdict", "default=None") { call in
      let match = me(call)
      return Value(
        DictObject(match.pattern.engine.groupNames.map { ($0.name, match.group($0.index, default: call[0])) }))
    }
    type.method("start", "group=0, /") { call in .int(me(call).span(try me(call).index(call[0])).start) }
    type.method("end", "group=0, /") { call in .int(me(call).span(try me(call).index(call[0])).end) }
    type.method("span", "group=0, /") { call in
      let (start, end) = me(call).span(try me(call).index(call[0]))
      return Value(tuple: [.int(start), .int(end)])
    }
    type.method("expand", "template") { call in
      let template = try RegexTemplate(call[0], me(call).pattern)
      return try template.expand(me(call))
    }
  }
}
