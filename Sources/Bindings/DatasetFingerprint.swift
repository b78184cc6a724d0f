import Dataset
import Script
import Support
import Tokenizer

/// Keys for results of `map` and `filter`: the digest of the data, the function and all that the function looks at.
enum DatasetFingerprint {
  /// Set by `enable_caching()` and `disable_caching()`; `load_from_cache_file=` overrules it.
  nonisolated(unsafe) static var isEnabled = false

  /// The key of a result.
  /// - Parameters:
  ///   - settings: what else decides the result, as text.
  /// - Throws: ``Unknown`` when the function looks at something that has no digest.
  static func key(_ table: Table, _ function: Value, _ settings: [String]) throws -> String {
    let digest = try Digest(.sha256)
    digest.update("1 " + (try Fingerprint.of(table)))
    for setting in settings { digest.update("\n\(setting.utf8.count) \(setting)") }
    var describer = Describer(digest: digest)
    try describer.add(function, "the function", 0)
    return digest.hex()
  }

  /// Something without a digest.
  struct Unknown: Error {
    let what: String
  }

  private struct Describer {
    let digest: Digest
    var seen = Set<ObjectIdentifier>()

    func add(_ text: String) { digest.update("\(text.utf8.count) \(text)\n") }

    mutating func add(_ value: Value, _ what: String, _ depth: Int) throws {
      guard depth < 64 else { throw Unknown(what: what) }
      switch value {
      case .none, .unset: add("none")
      case .bool(let flag): add("bool \(flag)")
      case .int(let number): add("int \(number)")
      case .float(let number): add("float \(number.bitPattern)")
      case .object(let object):
        if let text = value.str { return add("str " + text.string) }
        if let items = value.list?.items ?? value.tuple?.items {
          add("\(value.typeName) \(items.count)")
          for item in items { try add(item, what, depth + 1) }
          return
        }
        if let dict = value.dict {
          add("dict \(dict.count)")
          for (key, item) in dict.items {
            try add(key, what, depth + 1)
            try add(item, what, depth + 1)
          }
          return
        }
        // A function that calls itself, or two that call each other.
        guard seen.insert(ObjectIdentifier(object)).inserted else { return add("again") }
        switch object {
        case let function as FunctionObject:
          add("def " + function.definition)
          for (name, value) in function.surroundings {
            add(name)
            try add(value, "'\(name)'", depth + 1)
          }
        case let tokenizer as TokenizerObject: add("tokenizer \(Self.probe(tokenizer.tokenizer))")
        case is ModuleObject, is NativeFunction: add("native " + (try value.repr()))
        case let type as TypeObject where !type.isInheritable: add("type \(type.name)")
        case let dataset as DatasetObject: add("data " + (try Fingerprint.of(dataset.table)))
        default: throw Unknown(what: "\(what), a \(value.typeName),")
        }
      }
    }

    /// What tells tokenizers apart: their name, size and what they make of a text of all sorts.
    private static func probe(_ tokenizer: PretrainedTokenizer) -> String {
      let text =
        "The quick brown fox's 1234567890 dogs — “naïve” Ünïcödé 映画 😀\n\t  <br />can't WON'T <|endoftext|> [MASK]"
      return "\(tokenizer.name) \(tokenizer.count) \(tokenizer.encode(text))"
    }
  }

  /// The result under the key of these, from the cache or made by `make` and kept; `isWanted` says whether to look.
  static func cached(
    _ wanted: Value, _ table: Table, _ function: Value, _ settings: [String], _ make: () throws -> Table
  ) throws -> Table {
    guard try wanted.isNone || wanted.isUnset ? isEnabled : wanted.isTrue() else { return try make() }
    let key: String
    do {
      key = try self.key(table, function, settings)
    } catch let unknown as Unknown {
      Interpreter.running.note("the result is not kept: \(unknown.what) has no fingerprint")
      return try make()
    }
    let cache = ResultCache()
    if let kept = cache.table(key) { return kept }
    let made = try make()
    try cache.keep(made, key)
    return made
  }
}
