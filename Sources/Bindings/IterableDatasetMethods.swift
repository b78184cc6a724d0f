import Dataset
import Script
import Support

/// What is done to the rows of an ``IterableDatasetObject`` while they pass.
enum IterableDatasetMethods {
  private typealias Rows = IterableDatasetObject.Rows
  private static func me(_ call: CallArguments) -> IterableDatasetObject { call.me(IterableDatasetObject.self) }

  static func register(_ type: TypeObject) {
    registerChoices(type)
    registerColumns(type)
    registerFunctions(type)
    type.method("with_format", "type=None") { call in
      let me = me(call)
      switch call[0].string {
      case "torch", "pt": return Value(IterableDatasetObject(me.columns, isTorch: true, me.source))
      case nil where call.isNone(0): return Value(IterableDatasetObject(me.columns, me.source))
      default:
        throw ScriptError(
          .notImplementedError, "a stream has no format \(try call[0].repr())", hint: "'torch' and None are there")
      }
    }
    type.method("iter", "batch_size, drop_last_batch=False") { call in
      let (me, size, dropsLast) = (me(call), max(1, try call.int(0)), try call.bool(1))
      let next = try me.source()
      return Value(
        NativeIterator(typeName: "generator") { try batch(next, size, dropsLast).map { Value(me.formatted($0)) } })
    }
    type.method("batch", "batch_size, drop_last_batch=False") { call in
      let (me, size, dropsLast) = (me(call), max(1, try call.int(0)), try call.bool(1))
      return me.passing(me.columns?.map { ($0.name, .list($0.feature)) }) { next in
        { try batch(next, size, dropsLast) }
      }
    }
  }

  /// The next `size` rows, fewer at the end.
  private static func rows(_ next: Rows, _ size: Int) throws -> [DictObject] {
    var rows: [DictObject] = []
    while rows.count < size, let row = try next() { rows.append(row) }
    return rows
  }

  /// The next `size` rows as a dict of lists.
  private static func batch(_ next: Rows, _ size: Int, _ dropsLast: Bool) throws -> DictObject? {
    let rows = try rows(next, size)
    guard !rows.isEmpty, rows.count == size || !dropsLast else { return nil }
    return try columns(rows)
  }

  /// `rows` as a dict of lists; what a row lacks is None.
  private static func columns(_ rows: [DictObject]) throws -> DictObject {
    let batch = DictObject()
    for row in rows {
      for (key, _) in row.items where try batch.get(key) == nil {
        try batch.set(key, Value(list: try rows.map { try $0.get(key) ?? .none }))
      }
    }
    return batch
  }

  private static func registerChoices(_ type: TypeObject) {
    type.method("take", "n") { call in
      let (me, count) = (me(call), try call.int(0))
      return me.passing(me.columns) { next in
        var left = count
        return {
          guard left > 0 else { return nil }
          left -= 1
          return try next()
        }
      }
    }
    type.method("skip", "n") { call in
      let (me, count) = (me(call), try call.int(0))
      return me.passing(me.columns) { next in
        var left = count
        return {
          while left > 0 {
            left -= 1
            if try next() == nil { return nil }
          }
          return try next()
        }
      }
    }
    type.method("repeat", "num_times=None") { call in
      let (me, times) = (me(call), call.isNone(0) ? nil : try call.int(0))
      return Value(
        IterableDatasetObject(me.columns, isTorch: me.isTorch) {
          var next: Rows?
          var round = 0
          return {
            while true {
              if let next, let row = try next() { return row }
              if let times, round >= times { return nil }
              try Interruption.check()
              round += 1
              next = try me.source()
            }
          }
        })
    }
    type.method("shuffle", "seed=None, generator=None, buffer_size=1000") { call in
      let (me, size) = (me(call), max(1, try call.int(2)))
      guard call.isNone(1) else {
        throw ScriptError(.notImplementedError, "shuffle(generator=…) is not there", hint: "seed=… is")
      }
      let seed = call.isNone(0) ? Int(RandomState.generator.next() >> 33) : try call[0].asInt("seed")
      return me.passing(me.columns) { shuffled($0, size, seed) }
    }
  }

  /// The rows in the order that `datasets` gives them: one of the `size` rows in memory, chosen by chance, makes place
  /// for the next; those left at the end come in a random order.
  private static func shuffled(_ next: @escaping Rows, _ size: Int, _ seed: Int) -> Rows {
    var generator = PCG64(seed: seed)
    var buffer: [DictObject] = []
    var places: [Int] = []
    var isAtEnd = false
    return {
      while !isAtEnd {
        guard let row = try next() else {
          isAtEnd = true
          generator.shuffle(&buffer)
          buffer.reverse()
          break
        }
        if buffer.count < size {
          buffer.append(row)
          continue
        }
        if places.isEmpty {
          // NumPy draws a thousand at a time.
          places = (0..<1000).map { _ in generator.bounded(UInt32(clamping: size - 1)) }.reversed()
        }
        let place = places.removeLast()
        defer { buffer[place] = row }
        return buffer[place]
      }
      return buffer.popLast()
    }
  }

  private static func registerColumns(_ type: TypeObject) {
    func check(_ names: [String], _ me: IterableDatasetObject) throws {
      guard let known = me.columnNames else { return }
      for name in names where !known.contains(name) {
        throw ScriptError(
          .valueError, "Column name ['\(name)'] not in the dataset. Columns in the dataset: \(try Value(known).repr())",
          hint: Nearest.match(name, among: known).map { "did you mean '\($0)'?" })
      }
    }
    for (name, keeps) in [("remove_columns", false), ("select_columns", true)] {
      type.method(name, "column_names") { call in
        let (me, names) = (me(call), try DatasetMethods.names(call[0], "column_names"))
        try check(names, me)
        let wanted = Set(names)
        return me.passing(me.columns?.filter { wanted.contains($0.name) == keeps }) { next in
          {
            try next().map { row in
              DictObject(
                row.items.compactMap { key, value in
                  key.string.flatMap { wanted.contains($0) == keeps ? ($0, value) : nil }
                })
            }
          }
        }
      }
    }
    // Renamed columns come last in a row, as in `datasets`.
    func renamed(_ me: IterableDatasetObject, _ pairs: [(old: String, new: String)]) throws -> Value {
      try check(pairs.map(\.old), me)
      let names = Dictionary(pairs.map { ($0.old, $0.new) }) { _, last in last }
      return me.passing(me.columns?.map { (names[$0.name] ?? $0.name, $0.feature) }) { next in
        {
          try next().map { row in
            var fields = row.items.compactMap { key, value in key.string.map { ($0, value) } }
            fields.removeAll { names[$0.0] != nil }
            for (old, new) in pairs { if let value = row[old] { fields.append((new, value)) } }
            return DictObject(fields)
          }
        }
      }
    }
    type.method("rename_column", "original_column_name, new_column_name") { call in
      try renamed(me(call), [(try call.string(0), try call.string(1))])
    }
    type.method("rename_columns", "column_mapping") { call in
      guard let dict = call[0].dict else {
        throw ScriptError(.typeError, "column_mapping must be a dict of old: new names, not \(call[0].typeName)")
      }
      return try renamed(
        me(call), dict.items.map { (try $0.key.asString("an old name"), try $0.value.asString("a new name")) })
    }
  }

  private static func registerFunctions(_ type: TypeObject) {
    type.method(
      "map",
      "function=None, with_indices=False, input_columns=None, batched=False, batch_size=1000, drop_last_batch=False, "
        + "remove_columns=None, features=None, fn_kwargs=None"
    ) { call in
      let me = me(call)
      let job = try Job(call, indices: 1, columns: 2, arguments: 8)
      let (isBatched, size, dropsLast) = (
        try call.bool(3), call.isNone(4) ? Int.max : try call.int(4), try call.bool(5)
      )
      let removed = Set(call.isNone(6) ? [] : try DatasetMethods.names(call[6], "remove_columns"))
      return me.passing(nil) { next in
        var index = 0
        /// `input` without what is removed, and what the function made of it.
        func merged(_ input: DictObject, _ result: Value) throws -> DictObject {
          let output = DictObject()
          for (key, value) in input.items where !removed.contains(key.string ?? "") { try output.set(key, value) }
          for (key, value) in try fields(result)?.items ?? [] { try output.set(key, value) }
          return output
        }
        guard isBatched else {
          return {
            guard let row = try next() else { return nil }
            defer { index += 1 }
            return try merged(row, job.call(me.formatted(row), .int(index)))
          }
        }
        var made: [DictObject] = []
        return {
          while made.isEmpty {
            let batch = try rows(next, max(1, size))
            guard !batch.isEmpty, batch.count == size || !dropsLast else { return nil }
            let input = try columns(batch)
            let result = try job.call(me.formatted(input), Value(Array(index..<index + batch.count)))
            index += batch.count
            made = try rows(merged(input, result)).reversed()
          }
          return made.removeLast()
        }
      }
    }
    type.method(
      "filter", "function=None, with_indices=False, input_columns=None, batched=False, batch_size=1000, fn_kwargs=None"
    ) { call in
      let me = me(call)
      let job = try Job(call, indices: 1, columns: 2, arguments: 5)
      let isBatched = try call.bool(3)
      let size = isBatched ? max(1, call.isNone(4) ? Int.max : try call.int(4)) : 1
      return me.passing(me.columns) { next in
        var index = 0
        var kept: [DictObject] = []
        return {
          while kept.isEmpty {
            try Interruption.check()
            let some = try rows(next, size)
            guard let first = some.first else { return nil }
            if isBatched {
              let places = Value(Array(index..<index + some.count))
              let flags = try job.call(me.formatted(columns(some)), places).asList("the result of the function")
              for (row, flag) in zip(some, flags) where try flag.isTrue() { kept.append(row) }
              kept.reverse()
            } else if try job.call(me.formatted(first), .int(index)).isTrue() {
              kept = [first]
            }
            index += some.count
          }
          return kept.removeLast()
        }
      }
    }
  }

  /// A function of the language and what it is called with.
  private struct Job {
    let function: Value
    let withIndices: Bool
    let inputColumns: [String]?
    let keywords: [(name: String, value: Value)]

    init(_ call: CallArguments, indices: Int, columns: Int, arguments: Int) throws {
      function = call[0]
      guard function.isCallable else {
        throw ScriptError(.typeError, "a stream is mapped and filtered by a function, not \(function.typeName)")
      }
      withIndices = try call.bool(indices)
      inputColumns = call.isNone(columns) ? nil : try DatasetMethods.names(call[columns], "input_columns")
      keywords = try call[arguments].dict?.items.map { (try $0.key.asString("a key of fn_kwargs"), $0.value) } ?? []
    }

    func call(_ input: DictObject, _ index: Value) throws -> Value {
      // What the function does to its row is no concern of those before it.
      let row = Value(DictObject(input.items.compactMap { key, value in key.string.map { ($0, value) } }))
      let inputs = try inputColumns.map { try $0.map { try row.getItem(Value($0)) } } ?? [row]
      return try Interpreter.running.call(function, inputs + (withIndices ? [index] : []), keywords)
    }
  }

  /// What the function gave as a dict; nothing for `None`.
  private static func fields(_ result: Value) throws -> DictObject? {
    if result.isNone { return nil }
    if let dict = result.dict ?? result.cast(to: BatchEncodingObject.self)?.dictionary { return dict }
    throw ScriptError(.typeError, "the function of map() must give a dict or None, not \(result.typeName)")
  }

  /// The rows of a dict of lists.
  private static func rows(_ batch: DictObject) throws -> [DictObject] {
    let lists = try batch.items.map { key, value in
      (name: try key.asString("a column name"), values: try value.asList("column '\(key.string ?? "")'"))
    }
    guard let first = lists.first else { return [] }
    for list in lists where list.values.count != first.values.count {
      throw ScriptError(
        .valueError, "column '\(list.name)' has \(list.values.count) values, '\(first.name)' \(first.values.count)",
        hint: "remove_columns=… leaves columns out when a batched function changes the number of rows")
    }
    return first.values.indices.map { row in DictObject(lists.map { ($0.name, $0.values[row]) }) }
  }
}
