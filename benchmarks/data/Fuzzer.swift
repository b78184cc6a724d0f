import Dataset
import Glibc
import Measuring
import MemoryUse
import Support

/// Damages the files of a corpus in many ways and reads them: each must give a table or an error a user can read.
struct Fuzzer {
  private let format: String
  private let files: [(name: String, bytes: [UInt8])]
  private let executions: Int
  private var state: UInt64

  init(_ format: String, corpus: String, _ settings: Settings) throws {
    self.format = format
    executions = settings.int("executions", 100_000)
    state = UInt64(bitPattern: Int64(settings.int("seed", 1))) &* 0x9E37_79B9_7F4A_7C15 | 1
    let endings: [String: [String]] = [
      "csv": [".csv"], "json": [".json", ".jsonl"], "parquet": [".parquet"], "archive": [".zip", ".tar.gz", ".tar"],
      "arrow": [".arrow"],
    ]
    guard let wanted = endings[format] else {
      throw UserError(.value, "there is no format '\(format)'", hint: "there are csv, json, parquet, archive, arrow")
    }
    var found: [(name: String, bytes: [UInt8])] = []
    func visit(_ folder: String) throws {
      for name in try FileIO.list(folder) {
        let path = "\(folder)/\(name)"
        if FileIO.isFolder(path) { try visit(path) }
        if wanted.contains(where: { name.hasSuffix($0) }) { found.append((name, try FileIO.read(path))) }
      }
    }
    try visit(corpus)
    files = found
    guard !files.isEmpty else { throw UserError(.fileNotFound, "'\(corpus)' holds no files to damage for \(format)") }
  }

  mutating func random() -> Int {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return Int(truncatingIfNeeded: state >> 1)
  }

  private mutating func below(_ limit: Int) -> Int { limit <= 0 ? 0 : (random() & Int.max) % limit }

  func run() throws {
    var fuzzer = self
    try fuzzer.loop()
  }

  private mutating func loop() throws {
    let start = now()
    let baseline = peakMemory()
    var tables = 0
    var longest = 0.0
    var use = MemoryUse()
    let scratch = "/dev/shm/data-bench-\(getpid())"
    defer {
      unlink(scratch + ".zip"); unlink(scratch + ".tar.gz"); unlink(scratch + ".tar"); unlink(scratch + ".arrow")
    }
    for execution in 1...executions {
      let index = below(files.count)
      let bytes = damaged(files[index].bytes)
      let began = now()
      let (outcome, memory) = MemoryUse.of { try read(bytes, files[index].name, scratch) }
      switch outcome {
      case .success: tables += 1
      case .failure(let error): guard error is UserError else { throw error }
      }
      use.note(memory, input: bytes.count)
      longest = max(longest, now() - began)
      if execution % 100_000 == 0 {
        say("  \(execution): \(rounded(now() - start, 0)) s, peak \(rounded(peakMemory(), 0)) MB")
      }
    }
    let largest = files.map(\.bytes.count).max() ?? 0
    say(
      "format=\(format) executions=\(executions) tables=\(tables) errors=\(executions - tables) seconds=\(rounded(now() - start, 1)) "
        + "longest_ms=\(rounded(longest * 1000, 1)) largest_file_kb=\(rounded(Double(largest) / 1024, 1)) "
        + "memory_grew_mb=\(rounded(peakMemory() - baseline, 1)); \(use)")
  }

  private func read(_ bytes: [UInt8], _ name: String, _ scratch: String) throws {
    switch format {
    case "csv": _ = try CSVReader.parse(bytes, source: name)
    case "json": _ = try JSONTableReader.parse(bytes, source: name)
    case "parquet": _ = try ParquetReader.parse(bytes, source: name)
    case "arrow": _ = try ArrowFile.parse(bytes, source: name)
    default:
      let path = scratch + (name.hasSuffix(".zip") ? ".zip" : name.hasSuffix(".gz") ? ".tar.gz" : ".tar")
      let file = fopen(path, "w")
      _ = bytes.withUnsafeBytes { fwrite($0.baseAddress, 1, $0.count, file) }
      fclose(file)
      try Archive.forEach(path, where: { _ in true }) { _, _ in }
    }
  }

  /// `bytes` with one to four changes: bits, bytes, numbers that are edges, pieces lost, doubled or from another file.
  private mutating func damaged(_ bytes: [UInt8]) -> [UInt8] {
    var result = bytes
    for _ in 0...below(4) {
      guard !result.isEmpty else { return result }
      // Half of the changes near an end, where formats keep what describes the rest.
      let near = min(result.count, 2048)
      let place = below(2) == 0 ? below(result.count) : below(2) == 0 ? below(near) : result.count - 1 - below(near)
      switch below(8) {
      case 0: result[place] ^= 1 << UInt8(below(8))
      case 1: result[place] = UInt8(truncatingIfNeeded: random())
      case 2: result[place] = [0, 0x7F, 0x80, 0xFF][below(4)]
      case 3:
        let number: UInt32 = [0, 1, 0x7FFF_FFFF, 0x8000_0000, 0xFFFF_FFFF][below(5)]
        for offset in 0..<4 where place + offset < result.count {
          result[place + offset] = UInt8(truncatingIfNeeded: number >> UInt32(8 * offset))
        }
      case 4: result.removeSubrange(place..<min(result.count, place + 1 + below(16)))
      case 5: result.insert(contentsOf: result[place..<min(result.count, place + 1 + below(32))], at: place)
      case 6: result.removeLast(min(result.count - 1, below(result.count)))
      default:
        let other = files[below(files.count)].bytes
        guard !other.isEmpty else { continue }
        let from = below(other.count)
        let piece = other[from..<min(other.count, from + 1 + below(64))]
        result.replaceSubrange(place..<min(result.count, place + piece.count), with: piece)
      }
    }
    return result
  }
}
