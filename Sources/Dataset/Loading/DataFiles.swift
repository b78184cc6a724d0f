import Glibc
import Support

/// Finds files of data and tells which split they belong to.
enum DataFiles {
  /// The order in which splits are listed.
  static let order = ["train", "validation", "test"]

  private static let words: [(split: String, words: Set<String>)] = [
    ("train", ["train", "training"]), ("validation", ["validation", "valid", "dev", "val"]),
    ("test", ["test", "testing", "eval", "evaluation"]),
  ]

  /// The split that the name of a file or folder says: `test` for `my-test-00000.csv`.
  static func split(named name: String) -> String? {
    let parts = name.lowercased().split { !($0 >= "a" && $0 <= "z") }.map(String.init)
    return words.first { !$0.words.isDisjoint(with: parts) }?.split
  }

  /// Whether a file is data rather than hidden or a note beside it.
  static func isData(_ path: String) -> Bool {
    let parts = path.split(separator: "/")
    guard !parts.contains(where: { $0.hasPrefix(".") || $0.hasPrefix("__") }), let name = parts.last else {
      return false
    }
    return !["README.md", "dataset_infos.json", "dataset_info.json", "state.json", "config.json"].contains(String(name))
  }

  /// The files below the folder `path`, as sorted relative paths.
  static func list(_ path: String) throws -> [String] {
    var result: [String] = []
    func visit(_ folder: String, _ prefix: String, _ depth: Int) throws {
      try Interruption.check()
      for name in try FileIO.list(folder) where !name.hasPrefix(".") {
        let full = folder + "/" + name
        if FileIO.isFolder(full) {
          if depth < 16 { try visit(full, prefix + name + "/", depth + 1) }
        } else {
          result.append(prefix + name)
        }
      }
    }
    try visit(path, "", 0)
    return result.sorted()
  }

  /// The files that `pattern` names: itself, or what matches its `*` and `?`.
  static func matching(_ pattern: String) throws -> [String] {
    guard !FileIO.exists(pattern), pattern.contains("*") || pattern.contains("?") || pattern.contains("[") else {
      return [pattern]
    }
    if let range = pattern.range(of: "**/") {
      let folder = pattern[..<range.lowerBound].isEmpty ? "." : String(pattern[..<range.lowerBound])
      let rest = String(pattern[range.upperBound...])
      let found = try list(folder).filter { path in
        fnmatch(rest, path.split(separator: "/").suffix(rest.split(separator: "/").count).joined(separator: "/"), 0)
          == 0
      }
      if !found.isEmpty { return found.map { folder == "." ? $0 : folder + $0 } }
    }
    var matches = glob_t()
    defer { globfree(&matches) }
    guard glob(pattern, 0, nil, &matches) == 0, matches.gl_pathc > 0 else {
      throw UserError(.fileNotFound, "Unable to find '\(pattern)': no file matches it")
    }
    return (0..<Int(matches.gl_pathc)).compactMap { index in matches.gl_pathv[index].map { String(cString: $0) } }
  }

  /// The files of each split: by their names and folders where these say it, else all in `train`.
  static func bySplit(_ paths: [String]) -> [(split: String, paths: [String])] {
    let shards = paths.compactMap(shardSplit)
    if shards.count == paths.count, !paths.isEmpty {
      let names = Set(shards)
      let known = order.filter(names.contains)
      return (known + names.subtracting(known).sorted()).map { name in
        (name, zip(paths, shards).filter { $0.1 == name }.map(\.0))
      }
    }
    var found: [(split: String, paths: [String])] = []
    for path in paths {
      // The file's own name first, then the folders above it.
      let parts = path.split(separator: "/").reversed()
      guard let split = parts.lazy.compactMap({ Self.split(named: String($0)) }).first else { continue }
      if let place = found.firstIndex(where: { $0.split == split }) {
        found[place].paths.append(path)
      } else {
        found.append((split, [path]))
      }
    }
    if found.isEmpty { return [("train", paths)] }
    return order.compactMap { split in found.first { $0.split == split } }
  }

  /// The split of a file that is called `SPLIT-00000-of-00002.parquet`.
  private static func shardSplit(_ path: String) -> String? { shard(path)?.split }

  /// How many parts there are of the data that the name of a file says it is one of.
  static func shardCount(_ path: String) -> Int? { shard(path)?.count }

  private static func shard(_ path: String) -> (split: String, count: Int)? {
    guard let name = path.split(separator: "/").last?.split(separator: ".").first else { return nil }
    let parts = name.split(separator: "-")
    func number(_ text: Substring) -> Int? { text.count == 5 ? Int(text) : nil }
    guard parts.count >= 4, parts[parts.count - 2] == "of", let count = number(parts[parts.count - 1]),
      number(parts[parts.count - 3]) != nil
    else { return nil }
    return (parts.dropLast(3).joined(separator: "-"), count)
  }

  /// The format that most of `paths` have, and those that have it.
  static func majority(_ paths: [String]) -> (format: DataFormat, paths: [String])? {
    let candidates = paths.filter(isData)
    let found = DataFormat.allCases.map { format in (format, candidates.filter { DataFormat(path: $0) == format }) }
    return found.filter { !$0.1.isEmpty }.max { $0.1.count < $1.1.count }.map { ($0.0, $0.1) }
  }

  /// The rows of `tables` after each other.
  static func joined(_ tables: [Table]) throws -> Table {
    guard let first = tables.first else { return Table() }
    return try tables.dropFirst().reduce(first) { try $0.appending($1) }
  }
}

extension String {
  /// Where `text` first stands.
  fileprivate func range(of text: String) -> Range<String.Index>? {
    var start = startIndex
    while start < endIndex {
      if self[start...].hasPrefix(text) { return start..<index(start, offsetBy: text.count) }
      start = index(after: start)
    }
    return nil
  }
}
