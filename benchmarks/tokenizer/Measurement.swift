import Dataset
import Glibc
import Support
import Tokenizer

/// The times of this program, as `name=value` lines for compare.py.
enum Measurement {
  /// Loads the tokenizer in `folder` and encodes the reviews: by one thread, cold and warm, and by two, cold.
  static func run(folder: String) throws {
    let texts = try reviews()
    let megabytes = Double(texts.bytes.count) / 1e6
    // The first time is what a program waits for; the median leaves out what the disk did.
    let loads = try (0..<5).map { _ in
      let start = seconds()
      _ = try PretrainedTokenizer(folder: folder)
      return (seconds() - start) * 1000
    }
    report("load_first_ms", loads[0])
    report("load_ms", loads.sorted()[2])

    let tokenizer = try PretrainedTokenizer(folder: folder)
    var ids: [Int32] = []
    ids.reserveCapacity(10_000_000)
    var lengths: [Int] = []
    for pass in ["cold", "warm"] {
      ids.removeAll(keepingCapacity: true)
      lengths.removeAll(keepingCapacity: true)
      let start = seconds(CLOCK_PROCESS_CPUTIME_ID)
      for index in 0..<texts.count {
        let before = ids.count
        texts.withUTF8(index) { tokenizer.encode($0, into: &ids) }
        lengths.append(ids.count - before)
      }
      report("encode_\(pass)_mb_s", megabytes / (seconds(CLOCK_PROCESS_CPUTIME_ID) - start))
    }
    print("tokens=\(ids.count)")

    var start = seconds(CLOCK_PROCESS_CPUTIME_ID)
    var position = 0
    var different = 0
    for (index, length) in lengths.enumerated() {
      let text = tokenizer.decode(ids[position..<position + length], cleanUpSpaces: false)
      different += texts.withUTF8(index) { $0.elementsEqual(text.utf8) } ? 0 : 1
      position += length
    }
    report("decode_mb_s", megabytes / (seconds(CLOCK_PROCESS_CPUTIME_ID) - start))
    // Expected of WordPiece, which forgets case and spaces.
    print("not_the_same_again=\(different)")

    try texts.bytes.withUnsafeBufferPointer { bytes in
      var place = 0
      let views = (0..<texts.count).map { index in
        let count = texts.withUTF8(index) { $0.count }
        defer { place += count }
        return UnsafeBufferPointer(rebasing: bytes[place..<place + count])
      }
      for threads in 1...2 {
        let fresh = try PretrainedTokenizer(folder: folder)
        start = seconds()
        let rows = try fresh.encode(views, threads: threads)
        report("encode_\(threads)_threads_mb_s", megabytes / (seconds() - start))
        guard rows.reduce(0, { $0 + $1.count }) == ids.count else {
          throw UserError(.runtime, "threads changed the ids")
        }
      }
    }
  }

  /// Learns a byte-level BPE vocabulary of `size` tokens from the reviews.
  static func train(size: Int, output: String?) throws {
    let texts = try reviews()
    let start = seconds()
    var trainer = try BPETrainer(vocabularySize: size, specialTokens: ["<|endoftext|>"])
    for index in 0..<texts.count { texts.withUTF8(index) { trainer.add($0) } }
    let learned = try trainer.train()
    report("train_s", seconds() - start)
    print("learned=\(learned.tokens.count)")
    if let output {
      let tokenizer = PretrainedTokenizer.gpt2(try ByteLevelBPE(learned, specialTokens: ["<|endoftext|>"]))
      try tokenizer.save(to: output)
    }
  }
}
