// Measures the readers of data sets and the loading of a model, without the language in between, and throws damaged
// files at the readers.
//
//   data-bench csv FILE [rounds=5]             read a CSV file whole: seconds, MB/s
//   data-bench stream FILE [batch=4]           read a CSV file in batches of so many MB: rows, seconds, peak memory
//   data-bench parquet|json FILE [rounds=5]
//   data-bench make-csv FILE [megabytes=2048]  write a CSV file of reviews of that size
//   data-bench load FOLDER [rounds=5]          load a GPT-2 from a folder of Hugging Face's
//   data-bench fuzz csv|json|parquet|archive|arrow CORPUS [executions=100000 seed=1]
//
// CORPUS is a folder of files to damage: Tests/Fixtures/data has one.

import Dataset
import Glibc
import Measuring
import Support
import Transformer

func rounded(_ value: Double, _ places: Int = 3) -> Double {
  let scale = pow(10, Double(places))
  return (value * scale).rounded() / scale
}

func fileSize(_ path: String) throws -> Int {
  var info = stat()
  guard stat(path, &info) == 0 else { throw UserError.missingFile(path) }
  return Int(info.st_size)
}

/// Runs `body` a few times and says the median.
func measure(_ path: String, _ settings: Settings, _ body: () throws -> Int) throws {
  var times: [Double] = []
  var rows = 0
  for _ in 0..<settings.int("rounds", 5) {
    let start = now()
    rows = try body()
    times.append(now() - start)
  }
  let median = times.sorted()[times.count / 2]
  let megabytes = Double(try fileSize(path)) / 1e6
  say(
    "rows=\(rows) seconds=\(rounded(median, 4)) megabytes_per_second=\(rounded(megabytes / median, 0)) peak_mb=\(rounded(peakMemory(), 0))"
  )
}

func stream(_ path: String, _ settings: Settings) throws {
  let start = now()
  let reader = try CSVBatchReader(path, batchBytes: settings.int("batch", 4) << 20)
  var rows = 0
  while let batch = try reader.next() { rows += batch.rowCount }
  let seconds = now() - start
  let megabytes = Double(try fileSize(path)) / 1e6
  say(
    "rows=\(rows) megabytes=\(rounded(megabytes, 0)) seconds=\(rounded(seconds)) megabytes_per_second=\(rounded(megabytes / seconds, 0)) peak_mb=\(rounded(peakMemory(), 0))"
  )
}

func makeCSV(_ path: String, _ settings: Settings) throws {
  let size = settings.int("megabytes", 2048) << 20
  let sentence = "The film, though \"\"long\"\", holds its audience to the last scene.\nA second line follows. "
  try FileIO.write(to: path) { writer in
    try writer.write(Array("id,text,label,score\n".utf8))
    var written = 0
    var row = 0
    var buffer: [UInt8] = []
    while written < size {
      buffer.removeAll(keepingCapacity: true)
      for _ in 0..<1000 {
        buffer.append(contentsOf: "\(row),\"".utf8)
        for _ in 0..<(1 + row % 20) { buffer.append(contentsOf: sentence.utf8) }
        buffer.append(contentsOf: "\",\(row & 1),\(row % 1000).25\n".utf8)
        row += 1
      }
      try writer.write(buffer)
      written += buffer.count
    }
  }
}

do {
  let settings = Settings(CommandLine.arguments.dropFirst())
  let words = settings.words
  switch (words.first, words.dropFirst().first) {
  case ("csv"?, let path?): try measure(path, settings) { try CSVReader.read(path).rowCount }
  case ("json"?, let path?): try measure(path, settings) { try JSONTableReader.read(path).rowCount }
  case ("parquet"?, let path?): try measure(path, settings) { try ParquetReader.read(path).rowCount }
  case ("stream"?, let path?): try stream(path, settings)
  case ("make-csv"?, let path?): try makeCSV(path, settings)
  case ("load"?, let folder?):
    try measure(folder + "/model.safetensors", settings) {
      try PretrainedFolder(folder).causalLM().configuration.layerCount
    }
  case ("fuzz"?, let format?) where words.count == 3: try Fuzzer(format, corpus: words[2], settings).run()
  default:
    throw UserError(.value, "usage: data-bench csv|stream|parquet|json|make-csv|load FILE, or fuzz FORMAT CORPUS")
  }
} catch {
  fputs("data-bench: \(error)\n", stderr)
  exit(1)
}
