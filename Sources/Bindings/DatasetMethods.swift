import Dataset
import Script
import Support

/// The methods of a data set that choose, rename and arrange.
enum DatasetMethods {
  private static func me(_ call: CallArguments) -> DatasetObject { call.me(DatasetObject.self) }

  /// One name or a list of them.
  static func names(_ value: Value, _ what: String) throws -> [String] {
    if let name = value.string { return [name] }
    return try value.asList(what).map { try $0.asString(what) }
  }

  /// Answers a missing column in the words of `datasets`.
  private static func check(_ names: [String], in table: Table, _ words: (String) -> String) throws {
    for name in names where !table.contains(name) {
      let near = Nearest.match(name, among: table.columnNames)
      let columns = try Value(table.columnNames).repr()
      throw ScriptError(
        .valueError, "\(words(name)) not in the dataset. Current columns in the dataset: \(columns)",
        hint: near.map { "did you mean '\($0)'?" })
    }
  }

  static func register(_ type: TypeObject) {
    registerColumns(type)
    DatasetFiles.register(type)
    registerRows(type)
    type.method("set_format", "type=None, columns=None, output_all_columns=False, **format_kwargs") { call in
      try me(call).setFormat(call[0], columns: call[1])
      return .none
    }
    type.method("with_format", "type=None, columns=None, output_all_columns=False, **format_kwargs") { call in
      let copy = DatasetObject(me(call).table)
      try copy.setFormat(call[0], columns: call[1])
      return Value(copy)
    }
    type.method("reset_format") { call in
      try me(call).setFormat(.none, columns: .none)
      return .none
    }
    type.method("to_pandas", "batch_size=None, batched=False") { call in
      let plain = DatasetObject(me(call).table)
      return Value(try plain.frame(0..<plain.table.rowCount))
    }
    type.method("to_dict", "batch_size=None") { call in
      try DatasetObject(me(call).table).rows(0..<me(call).table.rowCount)
    }
    type.method("to_list") { call in
      let plain = DatasetObject(me(call).table)
      return Value(list: try (0..<plain.table.rowCount).map { Value(try plain.row($0)) })
    }
    type.method("to_iterable_dataset", "num_shards=1") { call in Value(IterableDatasetObject(me(call))) }
    type.classMethod("from_generator", "generator, features=None, gen_kwargs=None, **kwargs") { call in
      let keywords = try call[2].dict?.items.map { (try $0.key.asString("a key of gen_kwargs"), $0.value) } ?? []
      let next = try IterableDatasetObject(generator: call[0], keywords).source()
      var rows: [JSON] = []
      while let row = try next() {
        if rows.count & 255 == 0 { try Interruption.check() }
        rows.append(try DatasetValues.cell(Value(row), "a row"))
      }
      return Value(DatasetObject(try JSONTableReader.table(rows, source: "from_generator")))
    }
    type.method("iter", "batch_size, drop_last_batch=False") { call in
      let (me, size, dropsLast) = (me(call), max(1, try call.int(0)), try call.bool(1))
      var start = 0
      return Value(
        NativeIterator(typeName: "generator") {
          let end = min(start + size, me.table.rowCount)
          guard start < end, end - start == size || !dropsLast else { return nil }
          defer { start = end }
          return try me.rows(start..<end)
        })
    }
    type.classMethod("from_dict", "mapping, features=None, info=None, split=None") { call in
      guard let dict = call[0].dict else {
        throw ScriptError(.typeError, "mapping must be a dict of lists, not \(call[0].typeName)")
      }
      let features = call[1].dict
      var table = Table()
      for (key, value) in dict.items {
        let name = try key.asString("a column name")
        let feature = try features?[name].map { try FeaturesObject.feature($0) }
        let (column, found) = try DatasetValues.uniformColumn(value, named: name)
        try table.add(column, named: name, feature: feature ?? found)
      }
      return Value(DatasetObject(table))
    }
    type.classMethod("from_list", "mapping, features=None, info=None, split=None") { call in
      // The first row has the columns, as in `datasets`.
      let first = try call.list(0).first?.dict?.items.map { try $0.key.asString("a column name") } ?? []
      let rows = try call.list(0).map { row -> JSON in
        guard case .object(let members) = try DatasetValues.cell(row, "a row") else {
          throw ScriptError(.typeError, "from_list() needs a list of dicts, not of \(row.typeName)")
        }
        return .object(first.reduce(into: JSONObject()) { $0[$1] = members[$1] ?? .null })
      }
      return Value(DatasetObject(try JSONTableReader.table(rows, source: "from_list")))
    }
    type.classMethod("from_pandas", "df, features=None, info=None, split=None, preserve_index=None") { call in
      let frame = try call.object(0, FrameObject.self, named: "DataFrame")
      return Value(DatasetObject(try frame.table()))
    }
  }

  private static func registerColumns(_ type: TypeObject) {
    type.method("rename_column", "original_column_name, new_column_name, **kwargs") { call in
      try rename(me(call), [(try call.string(0), try call.string(1))]) { "Original column name \($0)" }
    }
    type.method("rename_columns", "column_mapping, **kwargs") { call in
      guard let dict = call[0].dict else {
        throw ScriptError(.typeError, "column_mapping must be a dict of old: new names, not \(call[0].typeName)")
      }
      let pairs = try dict.items.map { (try $0.key.asString("an old name"), try $0.value.asString("a new name")) }
      return try rename(me(call), pairs) { "Original column names {'\($0)'}" }
    }
    type.method("remove_columns", "column_names, **kwargs") { call in
      let gone = try names(call[0], "column_names")
      try check(gone, in: me(call).table) { "Column name ['\($0)']" }
      return Value(DatasetObject(try me(call).table.removing(gone), like: me(call)))
    }
    type.method("select_columns", "column_names, **kwargs") { call in
      let wanted = try names(call[0], "column_names")
      try check(wanted, in: me(call).table) { "Column name ['\($0)']" }
      return Value(DatasetObject(try me(call).table.selecting(columns: wanted), like: me(call)))
    }
    type.method("add_column", "name, column, **kwargs") { call in
      var table = me(call).table
      let (column, feature) = try DatasetValues.uniformColumn(call[1], named: call.string(0))
      try table.add(column, named: call.string(0), feature: feature)
      return Value(DatasetObject(table, like: me(call)))
    }
    type.method("unique", "column") { call in
      Value(list: try me(call).table.column(call.string(0)).unique().map { DatasetValues.value($0) })
    }
    type.method("cast_column", "column, feature, **kwargs") { call in
      var table = me(call).table
      let name = try call.string(0)
      try check([name], in: table) { "Column '\($0)'" }
      let feature = try FeaturesObject.feature(call[1])
      let column = try DatasetValues.cast(try table.column(name), to: feature, named: name)
      try table.set(column, named: name, feature: feature)
      return Value(DatasetObject(table, like: me(call)))
    }
    type.method("class_encode_column", "column, include_nulls=False") { call in
      var table = me(call).table
      let name = try call.string(0)
      let column = try table.column(name)
      let texts = try (0..<column.count).map { try DatasetValues.value(column, $0).text() }
      let labels = Set(texts).sorted()
      let places = Dictionary(uniqueKeysWithValues: zip(labels, labels.indices))
      try table.set(.integers(texts.map { places[$0] ?? 0 }), named: name, feature: .classLabel(labels))
      return Value(DatasetObject(table, like: me(call)))
    }
  }

  private static func rename(
    _ dataset: DatasetObject, _ pairs: [(old: String, new: String)], _ words: (String) -> String
  ) throws -> Value {
    try check(pairs.map(\.old), in: dataset.table, words)
    return Value(DatasetObject(try dataset.table.renaming(pairs), like: dataset))
  }

  private static func registerRows(_ type: TypeObject) {
    type.method("select", "indices, **kwargs") { call in
      let count = me(call).table.rowCount
      let indices = try call.list(0).map { value -> Int in
        let index = try value.asInt("an index")
        let place = index < 0 ? index + count : index
        guard place >= 0, place < count else {
          throw ScriptError(.indexError, "Index \(index) out of range for dataset of size \(count).")
        }
        return place
      }
      return Value(DatasetObject(try me(call).table.select(indices), like: me(call)))
    }
    for (name, fromEnd) in [("take", false), ("skip", true)] {
      type.method(name, "n") { call in
        let count = me(call).table.rowCount
        let n = min(max(try call.int(0), 0), count)
        return Value(DatasetObject(me(call).table.slice(fromEnd ? n..<count : 0..<n), like: me(call)))
      }
    }
    type.method("shuffle", "seed=None, generator=None, **kwargs") { call in
      let order = try permutation(me(call).table.rowCount, seed: call[0])
      return Value(DatasetObject(try me(call).table.select(order), like: me(call)))
    }
    type.method("sort", "column_names, reverse=False, **kwargs") { call in
      var table = me(call).table
      // The last name first: sorting is stable.
      let wanted = try names(call[0], "column_names").reversed()
      for name in wanted where !table.contains(name) {
        throw ScriptError(
          .valueError,
          "Column '\(name)' not found in the dataset. Please provide a column selected in: "
            + (try Value(table.columnNames).repr()),
          hint: Nearest.match(name, among: table.columnNames).map { "did you mean '\($0)'?" })
      }
      for name in wanted { table = try table.sorted(by: name, descending: try call.bool(1)) }
      return Value(DatasetObject(table, like: me(call)))
    }
    type.method(
      "train_test_split", "test_size=None, train_size=None, shuffle=True, stratify_by_column=None, seed=None, **kwargs"
    ) { call in
      let table = me(call).table
      let (train, test) = try sizes(table.rowCount, train: call[1], test: call[0])
      if !call.isNone(3) {
        guard try call.bool(2) else {
          throw ScriptError(.valueError, "Stratified train/test split is not implemented for `shuffle=False`")
        }
        let seed = call.isNone(4) ? Int(RandomState.generator.next() >> 33) : try call[4].asInt("seed")
        let rows = try StratifiedSplit.rows(of: table, by: call.string(3), train: train, test: test, seed: seed)
        return Value(
          DatasetDictObject([
            ("train", DatasetObject(try table.select(rows.train), like: me(call))),
            ("test", DatasetObject(try table.select(rows.test), like: me(call))),
          ]))
      }
      let order = try call.bool(2) ? permutation(table.rowCount, seed: call[4]) : Array(0..<table.rowCount)
      // As in `datasets`: shuffled, the test rows come first in the permutation; unshuffled, last.
      let (testRows, trainRows) =
        try call.bool(2)
        ? (order[..<test], order[test..<test + train]) : (order[train..<train + test], order[..<train])
      return Value(
        DatasetDictObject([
          ("train", DatasetObject(try table.select(Array(trainRows)), like: me(call))),
          ("test", DatasetObject(try table.select(Array(testRows)), like: me(call))),
        ]))
    }
    type.method("shard", "num_shards, index, contiguous=True, **kwargs") { call in
      let (shards, index, count) = (try call.int(0), try call.int(1), me(call).table.rowCount)
      guard shards > 0, index >= 0, index < shards else {
        throw ScriptError(.valueError, "index should be in [0, num_shards-1]")
      }
      let (size, extra) = (count / shards, count % shards)
      let start = index * size + min(index, extra)
      return Value(DatasetObject(me(call).table.slice(start..<start + size + (index < extra ? 1 : 0)), like: me(call)))
    }
  }

  /// A random order of `count` rows: NumPy's for a seed, the session's stream without.
  static func permutation(_ count: Int, seed: Value) throws -> [Int] {
    if !seed.isNone {
      var generator = PCG64(seed: try seed.asInt("seed"))
      return generator.permutation(count)
    }
    var order = Array(0..<count)
    RandomState.generator.shuffle(&order)
    return order
  }

  private static func sizes(_ count: Int, train: Value, test: Value) throws -> (train: Int, test: Int) {
    func size(_ value: Value, _ what: String, roundingUp: Bool) throws -> Int? {
      if value.isNone { return nil }
      if case .float(let share) = value {
        guard share > 0, share < 1 else {
          throw ScriptError(
            .valueError,
            "\(what)=\(share) should be either positive and smaller than the number of samples \(count) or a float in the (0, 1) range"
          )
        }
        return Int((share * Double(count)).rounded(roundingUp ? .up : .down))
      }
      let rows = try value.asInt(what)
      guard rows > 0, rows < count else {
        throw ScriptError(
          .valueError,
          "\(what)=\(rows) should be either positive and smaller than the number of samples \(count) or a float in the (0, 1) range"
        )
      }
      return rows
    }
    let testSize = try size(test, "test_size", roundingUp: true)
    let trainSize = try size(train, "train_size", roundingUp: false)
    let wantedTest = testSize ?? trainSize.map { count - $0 } ?? Int((0.25 * Double(count)).rounded(.up))
    let wantedTrain = trainSize ?? count - wantedTest
    guard wantedTest >= 0, wantedTrain > 0, wantedTest + wantedTrain <= count else {
      throw ScriptError(
        .valueError,
        "The sum of train_size and test_size = \(wantedTest + wantedTrain), should be smaller than the number of samples \(count)."
      )
    }
    return (wantedTrain, wantedTest)
  }
}
