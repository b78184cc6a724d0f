import Support

/// The splits of a data set by name, in their order: `train`, `test`.
public struct DatasetDictionary: Sendable {
  public private(set) var names: [String] = []
  public private(set) var tables: [Table] = []

  public init(_ splits: [(name: String, table: Table)] = []) {
    for (name, table) in splits { self[name] = table }
  }

  public subscript(name: String) -> Table? {
    get { names.firstIndex(of: name).map { tables[$0] } }
    set {
      switch (names.firstIndex(of: name), newValue) {
      case (let index?, let table?): tables[index] = table
      case (nil, let table?):
        names.append(name)
        tables.append(table)
      case (let index?, nil):
        names.remove(at: index)
        tables.remove(at: index)
      case (nil, nil): break
      }
    }
  }

  public var count: Int { names.count }
}

extension DatasetDictionary: CustomStringConvertible {
  /// As Hugging Face's `datasets` prints it.
  public var description: String {
    let splits = zip(names, tables).map { name, table in
      "    \(name): " + table.description.replacing("\n", with: "\n    ") + "\n"
    }
    return "DatasetDict({\n\(splits.joined())})"
  }
}
