import Support

/// Texts sorted into folders by label: `pos/1.txt`, `neg/1.txt`, also one level down in folders of splits, as the
/// archive of IMDb's reviews has them (`aclImdb/train/pos/0_9.txt`).
struct LabelledTexts {
  /// The names of the labels, in their order: the column `label` counts in it.
  let labels: [String]
  /// The splits and which have labels.
  let splits: [String]
  private let place: (String) -> (split: String, label: String)?

  /// The layout of the files `names`, relative paths; `nil` when they are no texts in folders of labels.
  init?(_ names: [String]) {
    var folders: [String] = []
    var seen = Set<String>()
    for name in names where name.lowercased().hasSuffix(".txt") {
      let folder = name.split(separator: "/").dropLast().joined(separator: "/")
      if seen.insert(folder).inserted { folders.append(folder) }
    }
    // The folder that is nearest above all texts, and then `LABEL` or `SPLIT/LABEL`.
    let paths = folders.map { $0.split(separator: "/").map(String.init) }
    let depth = paths.map(\.count).max() ?? 0
    // Texts beside the folders (a README, say) are no rows.
    let rows = paths.filter { $0.count == depth && depth > 0 }
    guard let first = rows.first, rows.count > 1 else { return nil }
    let isSplit = depth >= 2 && rows.allSatisfy { DataFiles.split(named: $0[depth - 2]) != nil }
    let prefix = Array(first.prefix(depth - (isSplit ? 2 : 1)))
    guard rows.allSatisfy({ Array($0.prefix(prefix.count)) == prefix }) else { return nil }
    let unlabelled: Set<String> = ["unsup", "unsupervised"]
    labels = Set(rows.compactMap(\.last)).subtracting(unlabelled).sorted()
    guard labels.count > 1 else { return nil }
    var splits: [String] = []
    for row in rows {
      let folder = isSplit ? row[depth - 2] : "train"
      let split = unlabelled.contains(row[depth - 1]) ? "unsupervised" : DataFiles.split(named: folder) ?? folder
      if !splits.contains(split) { splits.append(split) }
    }
    self.splits = DataFiles.order.filter(splits.contains) + splits.filter { !DataFiles.order.contains($0) }
    place = { name in
      guard name.lowercased().hasSuffix(".txt") else { return nil }
      let path = name.split(separator: "/").dropLast().map(String.init)
      guard path.count == depth, Array(path.prefix(prefix.count)) == prefix else { return nil }
      let folder = isSplit ? path[depth - 2] : "train"
      if unlabelled.contains(path[depth - 1]) { return ("unsupervised", path[depth - 1]) }
      return (DataFiles.split(named: folder) ?? folder, path[depth - 1])
    }
  }

  /// Whether the file `name` is a row of `split`.
  func belongs(_ name: String, to split: String) -> Bool { place(name)?.split == split }

  /// Gathers the rows of a split. The reviews without a label have -1, as in `datasets`.
  struct Builder {
    private let layout: LabelledTexts
    private var texts = StringColumn()
    private var values: [Int] = []

    init(_ layout: LabelledTexts) { self.layout = layout }

    mutating func append(_ name: String, _ bytes: [UInt8], source: String) throws {
      guard let place = layout.place(name) else { return }
      if let bad = UTF8Validation.firstInvalid(bytes) {
        let place = TextPlace(bytes, bad)
        throw UserError(.unicodeDecode, "'\(source)', line \(place.line), column \(place.column): not UTF-8 text")
      }
      bytes.withUnsafeBufferPointer { texts.append(utf8: $0) }
      values.append(layout.labels.firstIndex(of: place.label) ?? -1)
    }

    func table() throws -> Table {
      var table = try Table([("text", .strings(texts))])
      try table.add(.integers(values), named: "label", feature: .classLabel(layout.labels))
      return table
    }
  }
}
