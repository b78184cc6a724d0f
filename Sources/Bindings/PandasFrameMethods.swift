import Dataset
import Script
import Support

/// The methods of a data frame.
enum FrameMethods {
  private static func me(_ call: CallArguments) -> FrameObject { call.me(FrameObject.self) }

  static func register(_ type: TypeObject) {
    registerRows(type)
    registerColumns(type)
    registerStatistics(type)
    type.method("to_dict", "orient='dict', **kwargs") { call in try dict(me(call), orient: call.string(0)) }
    type.method("to_string", "**kwargs") { call in Value(try PandasText.text(me(call), whole: true)) }
    type.method("to_html", "**kwargs") { call in Value(try PandasHTML.html(me(call))) }
    type.method("to_csv", "path_or_buf=None, index=True, **kwargs") { call in
      let text = try csv(me(call), withIndex: call.bool(1))
      if call.isNone(0) { return Value(text) }
      try FileIO.write(text, to: call[0].asString("path_or_buf"))
      return .none
    }
    type.method("copy", "deep=True") { call in Value(try FrameObject(me(call).pairs, index: me(call).index)) }
  }

  private static func registerRows(_ type: TypeObject) {
    type.method("head", "n=5") { call in
      let (n, count) = (try call.int(0), me(call).rowCount)
      return Value(try me(call).select(Array(0..<max(0, min(n < 0 ? count + n : n, count)))))
    }
    type.method("tail", "n=5") { call in
      let count = me(call).rowCount
      return Value(try me(call).select(Array(max(0, count - (try call.int(0)))..<count)))
    }
    type.method("sample", "n=None, frac=None, replace=False, random_state=None, **kwargs") { call in
      Value(try me(call).select(PandasSampling.positions(me(call).rowCount, call)))
    }
    type.method("sort_values", "by, ascending=True, ignore_index=False, **kwargs") { call in
      let frame = me(call)
      let names = try DatasetMethods.names(call[0], "by")
      let flags =
        call[1].list != nil ? try call.list(1).map { try $0.isTrue() } : try names.map { _ in try call.bool(1) }
      guard flags.count == names.count else {
        throw ScriptError(.valueError, "Length of ascending (\(flags.count)) != length of by (\(names.count))")
      }
      var order = Array(0..<frame.rowCount)
      for (name, isAscending) in zip(names, flags).reversed() {
        let values = try frame.column(name).values
        let ranks = try PandasStatistics.order(order.map { values[$0] }, descending: !isAscending)
        order = ranks.map { [order] in order[$0] }
      }
      let sorted = try frame.select(order)
      return Value(try call.bool(2) ? FrameObject(sorted.pairs) : sorted)
    }
    type.method("reset_index", "drop=False, **kwargs") { call in
      let frame = me(call)
      return Value(try FrameObject((try call.bool(0) ? [] : [("index", frame.index.values)]) + frame.pairs))
    }
    type.method("set_index", "keys") { call in
      let copy = try FrameObject(me(call).pairs)
      let labels = try copy.remove(call.string(0)).values
      return Value(try FrameObject(copy.pairs, index: PandasIndex(labels)))
    }
    type.method("iterrows") { call in
      let frame = me(call)
      var row = 0
      return Value(
        NativeIterator(typeName: "generator") {
          guard row < frame.rowCount else { return nil }
          row += 1
          return Value(tuple: [frame.index[row - 1], Value(frame.row(row - 1))])
        })
    }
    type.method("dropna", "**kwargs") { call in
      let frame = me(call)
      return Value(
        try frame.select(
          (0..<frame.rowCount).filter { row in
            frame.columns.allSatisfy { !PandasStatistics.isMissing($0.values[row]) }
          }))
    }
    type.method("apply", "func, axis=0, **kwargs") { call in
      let frame = me(call)
      if call[1].exactInt == 1 || call[1].string == "columns" {
        return Value(
          SeriesObject(try (0..<frame.rowCount).map { try call[0].call(Value(frame.row($0))) }, index: frame.index))
      }
      return Value(
        SeriesObject(
          try frame.columns.map { try call[0].call(Value($0)) }, index: PandasIndex(frame.names.map { Value($0) })))
    }
  }

  private static func registerColumns(_ type: TypeObject) {
    type.method("assign", "**kwargs") { call in
      let copy = try FrameObject(me(call).pairs, index: me(call).index)
      for (name, value) in call.keywords(0) { try copy.set(name, value.isCallable ? value.call(Value(copy)) : value) }
      return Value(copy)
    }
    type.method("rename", "columns=None, **kwargs") { call in
      let copy = try FrameObject(me(call).pairs, index: me(call).index)
      guard let dict = call[0].dict else { throw ScriptError(.typeError, "rename() needs columns={old: new}") }
      try copy.rename(all: copy.names.map { try dict[$0]?.text() ?? $0 })
      return Value(copy)
    }
    type.method("drop", "labels=None, axis=0, columns=None, **kwargs") { call in
      let copy = try FrameObject(me(call).pairs, index: me(call).index)
      let given = call.isNone(2) ? call[0] : call[2]
      if call.isNone(2), call[1].exactInt == 0 {
        let gone = given.isIterable && given.str == nil ? try given.items() : [given]
        return Value(
          try copy.select((0..<copy.rowCount).filter { row in try !gone.contains { try $0.equals(copy.index[row]) } }))
      }
      for name in try DatasetMethods.names(given, "columns") { _ = try copy.remove(name) }
      return Value(copy)
    }
    type.method("insert", "loc, column, value, **kwargs") { call in
      let frame = me(call)
      let (place, name) = (try call.int(0), try call.string(1))
      guard !frame.names.contains(name) else { throw ScriptError(.valueError, "cannot insert \(name), already exists") }
      let after = frame.names.dropFirst(place).map { ($0, (try? frame.remove($0).values) ?? []) }
      try frame.set(name, call[2])
      for (old, values) in after { try frame.set(old, Value(list: values)) }
      return .none
    }
    type.method("pop", "item") { call in Value(try me(call).remove(call.string(0))) }
    type.method("get", "key, default=None") { call in
      try me(call).names.contains(call.string(0)) ? Value(me(call).column(call.string(0))) : call[1]
    }
    type.method("items") { call in
      Value(list: zip(me(call).names, me(call).columns).map { Value(tuple: [Value($0), Value($1)]) })
    }
    type.method("keys") { call in Value(me(call).names) }
    type.method("round", "decimals=0") { call in
      Value(
        try FrameObject(
          me(call).columns.map { column in
            guard column.dataType == .float else { return (column.name ?? "", column.values) }
            let rounded = try Value(column).callMethod("round", call[0])
            return (column.name ?? "", rounded.cast(to: SeriesObject.self)?.values ?? column.values)
          }, index: me(call).index))
    }
  }

  private static func registerStatistics(_ type: TypeObject) {
    for name in ["mean", "median", "std", "var", "min", "max", "sum", "count", "nunique"] {
      type.method(name, "numeric_only=False, **kwargs") { call in
        let onlyNumbers = try call.bool(0)
        let columns = me(call).columns.filter { !onlyNumbers || $0.dataType != .object }
        return Value(
          SeriesObject(
            try columns.map { try Value($0).callMethod(name) }, index: PandasIndex(columns.map { Value($0.name ?? "") })
          ))
      }
    }
    type.method("describe", "**kwargs") { call in
      let columns = me(call).columns.filter { $0.dataType.isNumeric }
      return Value(
        try FrameObject(
          columns.map { column in
            let numbers = try PandasStatistics.numbers(column.values, "describe")
            return (column.name ?? "", PandasStatistics.describe(numbers).map { .float($0) })
          }, index: PandasIndex(PandasStatistics.describedRows.map { Value($0) })))
    }
  }

  private static func dict(_ frame: FrameObject, orient: String) throws -> Value {
    switch orient {
    case "dict":
      return Value(DictObject(try frame.columns.map { ($0.name ?? "", try Value($0).callMethod("to_dict")) }))
    case "list": return Value(DictObject(frame.columns.map { ($0.name ?? "", Value(list: $0.values)) }))
    case "records":
      return Value(
        list: (0..<frame.rowCount).map { row in
          Value(DictObject(frame.columns.map { ($0.name ?? "", $0.values[row]) }))
        })
    default:
      throw ScriptError(
        .valueError, "orient '\(orient)' not understood", hint: "'dict', 'list' and 'records' are known")
    }
  }

  private static func csv(_ frame: FrameObject, withIndex: Bool) throws -> String {
    func field(_ text: String) -> String {
      guard text.utf8.contains(where: { $0 == 0x22 || $0 == 0x2C || $0 == 0x0A || $0 == 0x0D }) else { return text }
      return "\"" + text.replacing("\"", with: "\"\"") + "\""
    }
    var text = ((withIndex ? [""] : []) + frame.names.map(field)).joined(separator: ",") + "\n"
    for row in 0..<frame.rowCount {
      var fields = withIndex ? [field(try frame.index[row].text())] : []
      for column in frame.columns {
        let value = column.values[row]
        fields.append(PandasStatistics.isMissing(value) ? "" : field(try value.text()))
      }
      text += fields.joined(separator: ",") + "\n"
    }
    return text
  }
}

/// Random rows: `sample(n, random_state=…)`.
enum PandasSampling {
  /// The positions that a call with `n, frac, replace, random_state` draws of `count`: NumPy's for a seed, the
  /// session's stream without.
  static func positions(_ count: Int, _ call: CallArguments) throws -> [Int] {
    var wanted = call.isNone(0) ? 1 : try call.int(0)
    if !call.isNone(1) { wanted = Int((try call.double(1) * Double(count)).rounded()) }
    guard wanted >= 0 else {
      throw ScriptError(.valueError, "A negative number of rows requested. Please provide `n` >= 0.")
    }
    if try call.bool(2) {
      guard count > 0 || wanted == 0 else {
        throw ScriptError(.valueError, "a must be greater than 0 unless no samples are taken")
      }
      if call.isNone(3) { return (0..<wanted).map { _ in RandomState.generator.integer(below: count) } }
      var generator = MT19937(seed: try seed(call[3]))
      return (0..<wanted).map { _ in Int(generator.interval(UInt64(count - 1))) }
    }
    guard wanted <= count else {
      throw ScriptError(.valueError, "Cannot take a larger sample than population when 'replace=False'")
    }
    if !call.isNone(3) {
      var generator = MT19937(seed: try seed(call[3]))
      return Array(generator.permutation(count).prefix(wanted))
    }
    return Array(try DatasetMethods.permutation(count, seed: .none).prefix(wanted))
  }

  private static func seed(_ value: Value) throws -> UInt32 {
    guard let seed = UInt32(exactly: try value.asInt("random_state")) else {
      throw ScriptError(.valueError, "Seed must be between 0 and 2**32 - 1")
    }
    return seed
  }
}
