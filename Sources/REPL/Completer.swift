import Notebook
import Script
import Support

/// Finds what the word before the cursor may become.
final class Completer {
  private let interpreter: Interpreter

  init(_ interpreter: Interpreter) { self.interpreter = interpreter }

  /// The completions of the end of `line`, and how many of its last bytes they replace.
  func completions(_ line: String) -> (start: Int, words: [String]) {
    let bytes = Array(line.utf8)
    if let quote = openQuote(bytes) { return files(bytes, quote) }
    var start = bytes.count
    while start > 0, isWordByte(bytes[start - 1]) || bytes[start - 1] == UInt8(ascii: ".") { start -= 1 }
    let path = String(decoding: bytes[start...], as: UTF8.self)
    let words = line.split(whereSeparator: { $0 == " " || $0 == "," })
    if words.first == "import" || words.first == "from", words.count == 1 || words.count == 2 && !line.hasSuffix(" ") {
      let modules = interpreter.moduleNames
      return (start, modules.filter { $0.hasPrefix(path) }.sorted())
    }
    let parts = path.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    guard let stem = parts.last else { return (start, []) }
    if parts.count == 1 { return (start, names(stem)) }
    guard var value = value(parts[0]) else { return (start, []) }
    for name in parts.dropFirst().dropLast() {
      guard let next = try? interpreter.session({ try value.getAttribute(name) }) else { return (start, []) }
      value = next
    }
    let prefix = parts.dropLast().joined(separator: ".") + "."
    let found = attributes(of: value).filter { $0.hasPrefix(stem) && (stem.hasPrefix("_") || !$0.hasPrefix("_")) }
    return (start, Array(Set(found)).sorted().map { prefix + $0 })
  }

  private func value(_ name: String) -> Value? { interpreter.main.namespace[name] ?? interpreter.builtins[name] }

  private func names(_ stem: String) -> [String] {
    let keywords = CodeWords.keywords
    let all = interpreter.main.namespace.items.map(\.name) + interpreter.builtins.items.map(\.name) + keywords
    return Array(Set(all.filter { $0.hasPrefix(stem) && (stem.hasPrefix("_") || !$0.hasPrefix("_")) })).sorted()
  }

  private func attributes(of value: Value) -> [String] {
    guard let lister = interpreter.builtins["dir"] else { return [] }
    let names = try? interpreter.session { try interpreter.call(lister, [value]).asList("names").compactMap(\.string) }
    return names ?? []
  }

  /// Where the string that the line's end is inside of begins.
  private func openQuote(_ bytes: [UInt8]) -> Int? {
    var open: Int?
    var place = 0
    while place < bytes.count {
      let byte = bytes[place]
      if let start = open {
        if byte == UInt8(ascii: "\\") { place += 1 } else if byte == bytes[start] { open = nil }
      } else if byte == UInt8(ascii: "#") {
        return nil
      } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
        open = place
      }
      place += 1
    }
    return open
  }

  private func files(_ bytes: [UInt8], _ quote: Int) -> (start: Int, words: [String]) {
    let typed = String(decoding: bytes[(quote + 1)...], as: UTF8.self)
    let parts = typed.split(separator: "/", omittingEmptySubsequences: false)
    let stem = parts.last.map(String.init) ?? ""
    let folder = parts.dropLast().joined(separator: "/") + (parts.count > 1 ? "/" : "")
    let names = (try? FileIO.list(folder.isEmpty ? "." : folder)) ?? []
    let found = names.filter { $0.hasPrefix(stem) && (!stem.isEmpty || !$0.hasPrefix(".")) }
    return (quote + 1, found.map { folder + $0 + (FileIO.isFolder(folder + $0) ? "/" : "") })
  }

  private func isWordByte(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "_") || (byte >= 0x30 && byte <= 0x39) || (byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A)
      || byte >= 0x80
  }
}
