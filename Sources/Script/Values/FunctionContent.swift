/// What a function's result depends on beside its arguments, for those who keep results.
extension FunctionObject {
  /// The text of its definition: from its header to the end of what it compiles to, functions within it included.
  public var definition: String {
    let bytes = code.source.bytes
    let start = max(0, min(Int(code.span.start), bytes.count))
    return String(decoding: bytes[start..<max(start, min(Self.end(of: code), bytes.count))], as: UTF8.self)
  }

  private static func end(of code: Code) -> Int {
    var end = Int(code.span.end)
    for span in code.spans { end = max(end, Int(span.end)) }
    for index in 0..<code.constantCount {
      if let inner = code.header.pointee.constants[index].cast(to: Code.self) { end = max(end, self.end(of: inner)) }
    }
    return end
  }

  /// The values it takes from outside, by name: variables of functions around it, globals whose names stand in its
  /// definition, and defaults of its parameters.
  public var surroundings: [(name: String, value: Value)] {
    var result: [(name: String, value: Value)] = zip(code.freeNames, cells).map { ($0, $1.value) }
    var words = Set<String>()
    var word: [UInt8] = []
    for byte in Array(definition.utf8) + [0x20] {
      let isWord =
        byte >= 0x80 || byte == 0x5F || byte >= 0x30 && byte <= 0x39 || byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A
      if isWord {
        word.append(byte)
      } else if !word.isEmpty {
        words.insert(String(decoding: word, as: UTF8.self))
        word = []
      }
    }
    for name in words.sorted() {
      if let value = module.namespace[name] { result.append((name, value)) }
    }
    for (index, value) in (defaults + keywordDefaults).enumerated() where !value.isUnset {
      result.append(("default \(index)", value))
    }
    return result
  }
}
