import Dataset
import Glibc
import Support
import Tokenizer

// tokenizer-bench measure FOLDER            encode the reviews once, cold; load time; two threads
// tokenizer-bench train SIZE [FILE]         learn a byte-level BPE from the reviews, and write its tokens to FILE
// tokenizer-bench ids FOLDER TEXTS IDS      the ids of the texts in a file, for check.py
// tokenizer-bench save FOLDER OUT            load a tokenizer and save it, for check_saved.py
// tokenizer-bench fuzz CORPUS COUNT [SEED]  load damaged tokenizer files

/// Seconds by the clock on the wall, or of the processor.
func seconds(_ clock: clockid_t = CLOCK_MONOTONIC) -> Double {
  var time = timespec()
  clock_gettime(clock, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
}

func report(_ name: String, _ value: Double) { print("\(name)=\((value * 1000).rounded() / 1000)") }

/// IMDb's 25,000 training reviews.
func reviews() throws -> StringColumn {
  let table: Table = try DatasetLoader.load("imdb", split: "train")
  guard case .strings(let texts) = try table.column("text") else { throw UserError(.type, "the reviews are no text") }
  return texts
}

do {
  let arguments = Array(CommandLine.arguments.dropFirst())
  switch (arguments.first, arguments.count) {
  case ("measure", 2): try Measurement.run(folder: arguments[1])
  case ("train", 2...3):
    guard let size = Int(arguments[1]) else { throw UserError(.value, "'\(arguments[1])' is not a number of tokens") }
    try Measurement.train(size: size, output: arguments.count > 2 ? arguments[2] : nil)
  case ("ids", 4): try TokenFile.write(folder: arguments[1], texts: arguments[2], ids: arguments[3])
  case ("save", 3): try PretrainedTokenizer(folder: arguments[1]).save(to: arguments[2])
  case ("fuzz", 3...4):
    guard let count = Int(arguments[2]), let seed = UInt64(arguments.count > 3 ? arguments[3] : "1") else {
      throw UserError(.value, "COUNT and SEED are numbers")
    }
    var fuzzer = try FileFuzzer(corpus: arguments[1], seed: seed)
    try fuzzer.run(count)
  default:
    throw UserError(
      .value,
      "usage: tokenizer-bench measure FOLDER | train SIZE [FILE] | ids FOLDER TEXTS IDS | save FOLDER OUT | "
        + "fuzz CORPUS COUNT [SEED]")
  }
} catch {
  print("tokenizer-bench: \(error)")
  exit(1)
}
