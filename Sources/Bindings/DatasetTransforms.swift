import Dataset
import Glibc
import Script
import Support

/// `map` and `filter`.
enum DatasetTransforms {
  static func register(_ type: TypeObject) {
    type.method(
      "map",
      "function=None, with_indices=False, with_rank=False, input_columns=None, batched=False, batch_size=1000, "
        + "drop_last_batch=False, remove_columns=None, keep_in_memory=False, load_from_cache_file=None, "
        + "cache_file_name=None, writer_batch_size=1000, features=None, disable_nullable=False, fn_kwargs=None, "
        + "num_proc=None, suffix_template=None, new_fingerprint=None, desc=None"
    ) { call in
      let job = try Job(
        call, function: 0, indices: 1, columns: 3, batched: 4, batchSize: 5, arguments: 14, label: call[18], "Map")
      let removed = call.isNone(7) ? [] : try DatasetMethods.names(call[7], "remove_columns")
      let table = try DatasetFingerprint.cached(
        call[9], job.dataset.table, call[0],
        ["map", "\(removed)", "\(try call.bool(1)) \(try call.bool(4)) \(job.batchSize)"] + job.settings
      ) { try job.map(removing: removed).table }
      return Value(DatasetObject(table, like: job.dataset))
    }
    type.method(
      "filter",
      "function=None, with_indices=False, with_rank=False, input_columns=None, batched=False, batch_size=1000, "
        + "keep_in_memory=False, load_from_cache_file=None, cache_file_name=None, writer_batch_size=1000, "
        + "fn_kwargs=None, num_proc=None, suffix_template=None, new_fingerprint=None, desc=None"
    ) { call in
      let job = try Job(
        call, function: 0, indices: 1, columns: 3, batched: 4, batchSize: 5, arguments: 10, label: call[14], "Filter")
      let table = try DatasetFingerprint.cached(
        call[7], job.dataset.table, call[0],
        ["filter", "\(try call.bool(1)) \(try call.bool(4)) \(job.batchSize)"] + job.settings
      ) { try job.filter().table }
      return Value(DatasetObject(table, like: job.dataset))
    }
  }

  /// One pass of a function of the language over a data set.
  private struct Job {
    let dataset: DatasetObject
    let function: Value
    let withIndices: Bool
    let inputColumns: [String]?
    let isBatched: Bool
    let batchSize: Int
    let keywords: [(name: String, value: Value)]
    let progress: SlowProgress

    init(
      _ call: CallArguments, function: Int, indices: Int, columns: Int, batched: Int, batchSize: Int, arguments: Int,
      label: Value, _ name: String
    ) throws {
      dataset = call.me(DatasetObject.self)
      self.function = call[function]
      guard self.function.isCallable else {
        throw ScriptError(.typeError, "\(name.lowercased())() needs a function, not \(call[function].typeName)")
      }
      withIndices = try call.bool(indices)
      inputColumns = call.isNone(columns) ? nil : try DatasetMethods.names(call[columns], "input_columns")
      isBatched = try call.bool(batched)
      let size = call.isNone(batchSize) ? dataset.table.rowCount : try call.int(batchSize)
      self.batchSize = max(1, size <= 0 ? dataset.table.rowCount : size)
      keywords = try call[arguments].dict?.items.map { (try $0.key.asString("a key of fn_kwargs"), $0.value) } ?? []
      progress = SlowProgress(label.string ?? name, of: dataset.table.rowCount, unit: "examples")
    }

    /// What decides the result beside the function and its data.
    var settings: [String] {
      ["\(inputColumns ?? [])", dataset.format?.rawValue ?? "", "\(dataset.visibleColumns)"]
        + keywords.map { "\($0.name)=\((try? $0.value.repr()) ?? "")" }
    }

    private func arguments(_ input: Value, _ index: Value) throws -> [Value] {
      var arguments = try inputColumns.map { try $0.map { try input.getItem(Value($0)) } } ?? [input]
      if withIndices { arguments.append(index) }
      return arguments
    }

    private func call(row: DictObject, _ index: Int) throws -> Value {
      if index & 15 == 0 { try Interruption.check() }
      let interpreter = Interpreter.running
      if inputColumns == nil && !withIndices { return try interpreter.call(function, [Value(row)], keywords) }
      return try interpreter.call(function, arguments(Value(row), .int(index)), keywords)
    }

    private func call(batch rows: Range<Int>, _ input: Value) throws -> Value {
      try Interruption.check()
      return try Interpreter.running.call(function, arguments(input, Value(Array(rows))), keywords)
    }

    private var batches: [Range<Int>] {
      stride(from: 0, to: dataset.table.rowCount, by: batchSize).map {
        $0..<min($0 + batchSize, dataset.table.rowCount)
      }
    }

    func filter() throws -> DatasetObject {
      let count = dataset.table.rowCount
      var kept: [Int] = []
      if isBatched {
        for rows in batches {
          let flags = try call(batch: rows, dataset.rows(rows)).asList("the result of the function")
          guard flags.count == rows.count else {
            throw ScriptError(.valueError, "the function gave \(flags.count) answers for \(rows.count) rows")
          }
          for (row, flag) in zip(rows, flags) where try flag.isTrue() { kept.append(row) }
          progress.report(rows.upperBound)
        }
      } else {
        for index in 0..<count {
          if try call(row: dataset.row(index), index).isTrue() { kept.append(index) }
          progress.report(index + 1)
        }
      }
      progress.finish(count)
      return DatasetObject(try dataset.table.select(kept), like: dataset)
    }

    func map(removing removed: [String]) throws -> DatasetObject {
      for name in removed { _ = try dataset.table.column(name) }
      var output = MappedColumns(dataset.table, removing: removed)
      if isBatched {
        for rows in batches {
          let input = try dataset.rows(rows)
          let result = try call(batch: rows, input)
          try output.append(batch: result.isNone ? input : result, rows)
          progress.report(rows.upperBound)
        }
      } else {
        for index in 0..<dataset.table.rowCount {
          let row = try dataset.row(index)
          let before = row.items
          let result = try call(row: row, index)
          try output.append(result, index, before: before)
          progress.report(index + 1)
        }
      }
      progress.finish(dataset.table.rowCount)
      return DatasetObject(try output.table(), like: dataset)
    }
  }
}

/// Shows progress only of what takes over a second.
struct SlowProgress {
  private let label: String
  private let total: Int
  private let unit: String
  private let start = SlowProgress.seconds()
  private final class State { var shown = false; var last = 0.0 }
  private let state = State()

  init(_ label: String, of total: Int, unit: String) {
    self.label = label
    self.total = total
    self.unit = unit
  }

  static func seconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }

  func report(_ done: Int) {
    guard done & 63 == 0 || done == total else { return }
    let now = Self.seconds()
    guard now - start > 1, now - state.last > 0.1, done < total else { return }
    state.last = now
    state.shown = true
    Progress.report(label, done: done, of: total, unit: unit)
  }

  func finish(_ done: Int) {
    if state.shown { Progress.report(label, done: done, of: total, unit: unit) }
  }
}
