import Glibc
import Support
import Tokenizer

/// Loads tokenizer folders whose files were damaged at random: every one must load, or be refused with one error that
/// is not empty. A crash ends the program; the seed it printed repeats it.
struct FileFuzzer {
  private let cases: [(name: String, files: [(name: String, bytes: [UInt8])])]
  private var random: SplitMix
  private let folder: String

  /// - Parameter corpus: a folder of tokenizer folders.
  init(corpus: String, seed: UInt64) throws {
    cases = try FileIO.list(corpus).filter { FileIO.isFolder("\(corpus)/\($0)") }.sorted().map { name in
      let files = try FileIO.list("\(corpus)/\(name)").sorted()
      return (name, try files.map { ($0, try FileIO.read("\(corpus)/\(name)/\($0)")) })
    }
    guard !cases.isEmpty else { throw UserError(.value, "'\(corpus)' holds no folders") }
    random = SplitMix(state: seed)
    // Memory where there is some: the disk is not what is measured.
    let root = FileIO.isFolder("/dev/shm") ? "/dev/shm" : "/tmp"
    folder = "\(root)/rlnb-tokenizer-fuzz-\(getpid())"
  }

  mutating func run(_ count: Int) throws {
    try FileIO.makeFolder(folder)
    defer { clear() }
    var loaded = 0
    var messages: Set<String> = []
    for round in 0..<count {
      let chosen = cases[Int(random.next() % UInt64(cases.count))]
      clear()
      let victim = Int(random.next() % UInt64(chosen.files.count))
      for (index, file) in chosen.files.enumerated() {
        try FileIO.write(index == victim ? damaged(file.bytes) : file.bytes, to: "\(folder)/\(file.name)")
      }
      do {
        let tokenizer = try PretrainedTokenizer(folder: folder)
        let ids = tokenizer.encode("Hello, Wörld! <|endoftext|> [MASK] 日本 it's\u{0301}")
        _ = tokenizer.decode(ids, skipSpecialTokens: true)
        _ = try tokenizer.pad([ids, []], tokenizer.id(.padding) == nil ? .none : .length(24))
        _ = tokenizer.json
        loaded += 1
      } catch let error as UserError {
        guard !error.message.isEmpty else { throw UserError(.runtime, "round \(round): an error without a message") }
        messages.insert(String(error.message.filter { !$0.isNumber }.prefix(60)))
      }
      if round & 4095 == 4095 { print("\(round + 1) rounds, \(loaded) loaded, \(messages.count) kinds of error") }
    }
    print("\(count) rounds, \(loaded) loaded, \(count - loaded) refused, \(messages.count) kinds of error")
  }

  private func clear() {
    for name in (try? FileIO.list(folder)) ?? [] { unlink("\(folder)/\(name)") }
  }

  /// One to four changes: bytes flipped, cut, doubled, moved, or replaced by what readers find hard.
  private mutating func damaged(_ bytes: [UInt8]) -> [UInt8] {
    var bytes = bytes
    for _ in 0...random.next() % 4 {
      guard !bytes.isEmpty else { break }
      let place = Int(random.next() % UInt64(bytes.count))
      let length = min(bytes.count - place, 1 + Int(random.next() % 16))
      switch random.next() % 7 {
      case 0: bytes[place] = UInt8(truncatingIfNeeded: random.next())
      case 1: bytes[place] ^= 1 << UInt8(random.next() % 8)
      case 2: bytes.removeSubrange(place...)
      case 3: bytes.removeSubrange(place..<place + length)
      case 4: bytes.insert(contentsOf: bytes[place..<place + length], at: place)
      case 5: bytes.insert(contentsOf: Self.hard[Int(random.next() % UInt64(Self.hard.count))].utf8, at: place)
      default:
        let word = Self.hard[Int(random.next() % UInt64(Self.hard.count))]
        bytes.replaceSubrange(place..<place + length, with: word.utf8)
      }
    }
    return bytes
  }

  private static let hard = [
    "null", "-1", "1e999", "99999999999999999999", "2147483648", "16777215", "\"", "\\ud800", "\\u0000", "[", "]", "{",
    "}",
    ":", ",", "true", "\"\"", "\u{0}", "\n", "##", "a b", " ", "0", "[[[[[[[[", "\"type\": \"BPE\"", "\u{FEFF}",
  ]
}

/// Steele, Lea and Flood 2014.
struct SplitMix {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ value >> 30) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ value >> 27) &* 0x94D0_49BB_1331_11EB
    return value ^ value >> 31
  }
}
