/// Writes language values as JSON text.
struct JSONEncoder {
  var skipKeys = false
  var ensureASCII = true
  var checkCircular = true
  var allowNaN = true
  /// The text of one level of indentation; `nil` for one line.
  var indent: String?
  var itemSeparator = ", "
  var keySeparator = ": "
  var sortKeys = false
  /// Called with what cannot be written; its result is written instead.
  var fallback: Value = .none
  private var out: [UInt8] = []
  private var open: [ObjectIdentifier] = []

  init() {}

  mutating func encode(_ value: Value) throws -> StrObject {
    out.removeAll()
    try write(value, level: 0)
    return out.withUnsafeBufferPointer { StrObject(utf8: $0) }
  }

  private func text(of value: Double) throws -> String {
    if !value.isFinite && !allowNaN {
      throw ScriptError(.valueError, "Out of range float values are not JSON compliant")
    }
    return JSONText.number(value)
  }

  private mutating func write(_ value: Value, level: Int) throws {
    try Pulse.beat()
    switch value {
    case .none, .unset: out += "null".utf8
    case .bool(let flag): out += (flag ? "true" : "false").utf8
    case .int(let int): out += String(int).utf8
    case .float(let double): out += try text(of: double).utf8
    case .object(let object):
      switch object.layout {
      case .str: JSONText.append(quoted: value.str!.string, ensureASCII: ensureASCII, to: &out)
      case .bigInt: out += try object.repr().utf8
      case .list: try array(object, value.list!.items, level)
      case .tuple: try array(object, value.tuple!.items, level)
      case .dict: try dictionary(value.dict!, level)
      default: try other(value, object, level)
      }
    }
  }

  private mutating func enter(_ object: Object) throws {
    let identity = ObjectIdentifier(object)
    if checkCircular && open.contains(identity) { throw ScriptError(.valueError, "Circular reference detected") }
    if open.count > 900 {
      throw ScriptError(.recursionError, "maximum recursion depth exceeded while encoding a JSON object")
    }
    open.append(identity)
  }

  private mutating func other(_ value: Value, _ object: Object, _ level: Int) throws {
    guard !fallback.isNone else {
      throw ScriptError(.typeError, "Object of type \(value.typeName) is not JSON serializable")
    }
    try enter(object)
    let replacement = try fallback.call(value)
    try write(replacement, level: level)
    open.removeLast()
  }

  private mutating func newLine(_ level: Int) {
    guard let indent else { return }
    out.append(10)
    for _ in 0..<level { out += indent.utf8 }
  }

  private mutating func array(_ object: Object, _ items: [Value], _ level: Int) throws {
    if items.isEmpty {
      out += "[]".utf8
      return
    }
    try enter(object)
    out.append(0x5B)
    for (i, item) in items.enumerated() {
      if i > 0 { out += itemSeparator.utf8 }
      newLine(level + 1)
      try write(item, level: level + 1)
    }
    newLine(level)
    out.append(0x5D)
    open.removeLast()
  }

  private mutating func dictionary(_ dict: DictObject, _ level: Int) throws {
    if dict.count == 0 {
      out += "{}".utf8
      return
    }
    try enter(dict)
    out.append(0x7B)
    var entries = dict.items
    if sortKeys {
      let order = try Ordering.sorted(entries.map(\.key), key: .none, reverse: false)
      entries = try order.map { ($0, try dict.get($0) ?? .none) }
    }
    var first = true
    for (key, value) in entries {
      guard let name = try keyText(key) else { continue }
      if !first { out += itemSeparator.utf8 }
      first = false
      newLine(level + 1)
      JSONText.append(quoted: name, ensureASCII: ensureASCII, to: &out)
      out += keySeparator.utf8
      try write(value, level: level + 1)
    }
    if first {
      out.append(0x7D)
    } else {
      newLine(level)
      out.append(0x7D)
    }
    open.removeLast()
  }

  private func keyText(_ key: Value) throws -> String? {
    if let text = key.string { return text }
    switch key {
    case .bool(let flag): return flag ? "true" : "false"
    case .none: return "null"
    case .int(let int): return String(int)
    case .float(let double): return try text(of: double)
    default: break
    }
    if key.bigInt != nil { return try key.repr() }
    if skipKeys { return nil }
    throw ScriptError(.typeError, "keys must be str, int, float, bool or None, not \(key.typeName)")
  }
}
