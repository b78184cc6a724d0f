import Support

/// Splits rows so that every class has its share of both parts: the rows that `datasets` takes for a seed, which follows
/// scikit-learn's `StratifiedShuffleSplit`.
public enum StratifiedSplit {
  /// The rows of `table` for training and for testing.
  /// - Parameter name: a column of class labels.
  /// - Throws: a `ValueError` when the column has no labels, a class is too small, or a part has fewer rows than there
  ///   are classes.
  public static func rows(
    of table: Table, by name: String, train: Int, test: Int, seed: Int
  ) throws -> (train: [Int], test: [Int]) {
    guard table.contains(name) else {
      let names = table.columnNames.map { "'\($0)'" }.joined(separator: ", ")
      throw UserError(
        .value, "Key \(name) not found in [\(names)]",
        hint: Nearest.match(name, among: table.columnNames).map { "did you mean '\($0)'?" })
    }
    let feature = table.features.first { $0.name == name }?.feature
    guard case .classLabel? = feature, case .integers(let labels) = try table.column(name) else {
      throw UserError(
        .value,
        "Stratifying by column is only supported for ClassLabel column, and column \(name) is "
          + (feature.map { "\($0)" } ?? "of mixed values") + ".",
        hint: "class_encode_column(\"\(name)\") makes it one")
    }
    var members: [Int: [Int]] = [:]
    for (row, label) in labels.enumerated() { members[label, default: []].append(row) }
    let classes = members.sorted { $0.key < $1.key }.map(\.value)
    guard classes.allSatisfy({ $0.count >= 2 }) else {
      throw UserError(
        .value,
        "The least populated class in \(name) column has only 1 member, which is too few. The minimum number of groups "
          + "for any class cannot be less than 2.")
    }
    for (what, size) in [("train", train), ("test", test)] where size < classes.count {
      throw UserError(
        .value,
        "The \(what)_size = \(size) should be greater or equal to the number of classes = \(classes.count)")
    }
    var generator = PCG64(seed: seed)
    let counts = classes.map(\.count)
    let trainCounts = shares(counts, train, &generator)
    let testCounts = shares(zip(counts, trainCounts).map { $0 - $1 }, test, &generator)
    var result: (train: [Int], test: [Int]) = ([], [])
    for (index, rows) in classes.enumerated() {
      let order = generator.permutation(rows.count).map { rows[$0] }
      let (first, second) = (trainCounts[index], testCounts[index])
      result.train += order[..<min(first, order.count)]
      result.test += order[min(first, order.count)..<min(first + second, order.count)]
    }
    generator.shuffle(&result.train)
    generator.shuffle(&result.test)
    return result
  }

  /// How many of `draws` rows each class gives: its share rounded down, and one more for the largest remainders, among
  /// equal ones by chance.
  private static func shares(_ counts: [Int], _ draws: Int, _ generator: inout PCG64) -> [Int] {
    let total = Double(counts.reduce(0, +))
    let exact = counts.map { Double(draws) * Double($0) / total }
    var result = exact.map { Int($0.rounded(.down)) }
    var missing = draws - result.reduce(0, +)
    let remainders = zip(exact, result).map { $0 - Double($1) }
    for value in Set(remainders).sorted(by: >) where missing > 0 {
      let places = remainders.indices.filter { remainders[$0] == value }
      let chosen = generator.choice(places.count, min(places.count, missing))
      for place in chosen { result[places[place]] += 1 }
      missing -= chosen.count
    }
    return result
  }
}
