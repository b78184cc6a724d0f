import Support
import Tokenizer

/// Tokenised reviews, prepared once: `tokenizer/` and `corpus.bin` in one folder.
struct Corpus {
  struct Review {
    var source: String
    var label: Int
    var tokens: [Int32]
  }

  var tokenizer: PretrainedTokenizer
  var train: [Review]
  var heldOut: [Review]
  /// Single sentences from another source, training only.
  var sentences: [Review]

  /// Every tenth review of the train split is held out.
  static func prepare(csv: String, folder: String, vocabularySize: Int) throws {
    let rows = try readCSV(csv)
    let reviews = rows.filter { $0.source == "imdb" }
    let learned = reviews.enumerated().filter { $0.offset % 10 != 9 }.map(\.element.text)
    let tokenizer = try PretrainedTokenizer.train(learned, vocabularySize: vocabularySize)
    try FileIO.makeFolder(folder)
    try tokenizer.save(to: folder + "/tokenizer")
    try FileIO.write(to: folder + "/corpus.bin") { writer in
      var count = 0
      for row in rows {
        let tokens = tokenizer.model.encode(row.text)
        let isHeldOut = row.source == "imdb" && count % 10 == 9
        if row.source == "imdb" { count += 1 }
        let kind: Int32 = row.source == "imdb" ? (isHeldOut ? 1 : 0) : 2
        let record = [kind, Int32(row.label), Int32(tokens.count)] + tokens
        try record.withUnsafeBytes { try writer.write($0) }
      }
    }
  }

  init(folder: String) throws {
    tokenizer = try PretrainedTokenizer(folder: folder + "/tokenizer")
    (train, heldOut, sentences) = ([], [], [])
    let bytes = try FileIO.read(folder + "/corpus.bin")
    bytes.withUnsafeBytes { raw in
      let words = raw.bindMemory(to: Int32.self)
      var place = 0
      while place < words.count {
        let (kind, label, count) = (words[place], Int(words[place + 1]), Int(words[place + 2]))
        let tokens = Array(words[place + 3..<place + 3 + count])
        let review = Review(source: kind == 2 ? "sentence" : "imdb", label: label, tokens: tokens)
        switch kind {
        case 0: train.append(review)
        case 1: heldOut.append(review)
        default: sentences.append(review)
        }
        place += 3 + count
      }
    }
  }

  private static func readCSV(_ path: String) throws -> [(text: String, label: Int, source: String)] {
    let bytes = try FileIO.read(path)
    var rows: [(String, Int, String)] = []
    var fields: [String] = []
    var field: [UInt8] = []
    var quoted = false
    var place = 0
    while place < bytes.count {
      let byte = bytes[place]
      if quoted {
        if byte == 0x22 {
          if place + 1 < bytes.count && bytes[place + 1] == 0x22 {
            field.append(byte)
            place += 1
          } else {
            quoted = false
          }
        } else {
          field.append(byte)
        }
      } else if byte == 0x22 {
        quoted = true
      } else if byte == 0x2C || byte == 0x0A {
        fields.append(String(decoding: field, as: UTF8.self))
        field.removeAll(keepingCapacity: true)
        if byte == 0x0A {
          if fields.count == 3, let label = Int(fields[1]) {
            rows.append((fields[0], label, fields[2].filter { $0 != "\r" }))
          }
          fields = []
        }
      } else {
        field.append(byte)
      }
      place += 1
    }
    return rows
  }
}
