import Support
import Tokenizer

/// Files that check.py exchanges with this program. A file of texts is their count, their lengths in bytes, as 32-bit
/// little-endian integers, and their UTF-8. A file of ids is the count, the lengths and the ids, as such integers, and
/// then the decoded texts as a file of texts.
enum TokenFile {
  static func write(folder: String, texts path: String, ids output: String) throws {
    let tokenizer = try PretrainedTokenizer(folder: folder)
    let bytes = try FileIO.read(path)
    func integer(_ index: Int) -> Int {
      (0..<4).reduce(0) { $0 | Int(bytes[4 * index + $1]) << (8 * $1) }
    }
    guard bytes.count >= 4, case let count = integer(0), bytes.count >= 4 * (count + 1) else {
      throw UserError(.value, "'\(path)' is not a file of texts")
    }
    var lengths: [Int32] = []
    var ids: [Int32] = []
    var decoded: [UInt8] = []
    var decodedLengths: [Int32] = []
    try bytes.withUnsafeBufferPointer { buffer in
      var place = 4 * (count + 1)
      for index in 0..<count {
        let end = place + integer(index + 1)
        guard end <= buffer.count else { throw UserError(.value, "'\(path)' ends too early") }
        let before = ids.count
        tokenizer.encode(UnsafeBufferPointer(rebasing: buffer[place..<end]), into: &ids)
        lengths.append(Int32(ids.count - before))
        let text = tokenizer.decode(ids[before...], cleanUpSpaces: false)
        decoded.append(contentsOf: text.utf8)
        decodedLengths.append(Int32(text.utf8.count))
        place = end
      }
    }
    try FileIO.write(to: output) { writer in
      for block in [[Int32(count)], lengths, ids, [Int32(count)], decodedLengths] {
        try block.withUnsafeBytes { try writer.write($0) }
      }
      try decoded.withUnsafeBytes { try writer.write($0) }
    }
  }
}
