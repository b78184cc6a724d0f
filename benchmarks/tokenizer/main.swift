import Dataset
import Glibc
import Support
import Tokenizer

// tokenizer-bench FOLDER [IDS.bin]
// Encodes IMDb's 25,000 training reviews with the tokenizer in FOLDER, cold and warm, decodes them again, and learns an
// 8,192-token vocabulary; times are processor time of one thread. With IDS.bin the ids are written there for check.py:
// the count of texts, their lengths, then all ids, as little-endian 32-bit integers.

func seconds() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
}

func report(_ name: String, _ value: Double, _ unit: String) {
  print("\(name): \((value * 100).rounded() / 100) \(unit)")
}

do {
  guard CommandLine.arguments.count > 1 else {
    throw UserError(.value, "usage: tokenizer-bench FOLDER [IDS.bin]")
  }
  var start = seconds()
  let tokenizer = try PretrainedTokenizer(folder: CommandLine.arguments[1])
  report("load the tokenizer", (seconds() - start) * 1000, "ms")

  start = seconds()
  let table: Table = try DatasetLoader.load("imdb", split: "train")
  report("load the reviews", (seconds() - start) * 1000, "ms")
  guard case .strings(let texts) = try table.column("text") else { throw UserError(.type, "the reviews are no text") }
  let megabytes = Double(texts.bytes.count) / 1e6

  var ids: [Int32] = []
  ids.reserveCapacity(10_000_000)
  var lengths: [Int32] = []
  for pass in ["cold", "warm"] {
    ids.removeAll(keepingCapacity: true)
    lengths.removeAll(keepingCapacity: true)
    start = seconds()
    for index in 0..<texts.count {
      let before = ids.count
      texts.withUTF8(index) { tokenizer.encode($0, into: &ids) }
      lengths.append(Int32(ids.count - before))
    }
    report("encode, \(pass)", megabytes / (seconds() - start), "MB/s")
  }
  print("tokens: \(ids.count)")

  start = seconds()
  var position = 0
  var wrong = 0
  for (index, length) in lengths.enumerated() {
    let bytes = tokenizer.model.bytes(of: ids[position..<position + Int(length)])
    wrong += texts.withUTF8(index) { $0.elementsEqual(bytes) } ? 0 : 1
    position += Int(length)
  }
  report("decode", megabytes / (seconds() - start), "MB/s")
  print("texts that do not come back: \(wrong)")

  start = seconds()
  var trainer = try BPETrainer(vocabularySize: 8192, specialTokens: ["<|endoftext|>"])
  for index in 0..<texts.count { texts.withUTF8(index) { trainer.add($0) } }
  let counted = seconds() - start
  let learned = try trainer.train()
  report(
    "learn \(learned.tokens.count) tokens", seconds() - start,
    "s, of which \((counted * 100).rounded() / 100) s counting words")

  if CommandLine.arguments.count > 2 {
    try FileIO.write(to: CommandLine.arguments[2]) { writer in
      try withUnsafeBytes(of: Int32(lengths.count)) { try writer.write($0) }
      try lengths.withUnsafeBytes { try writer.write($0) }
      try ids.withUnsafeBytes { try writer.write($0) }
    }
  }
} catch {
  print("tokenizer-bench: \(error)")
  exit(1)
}
