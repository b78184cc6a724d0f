import Script

/// The methods of a series.
enum SeriesMethods {
  private static func me(_ call: CallArguments) -> SeriesObject { call.me(SeriesObject.self) }

  static func register(_ type: TypeObject) {
    for name in ["tolist", "to_list"] { type.method(name) { call in Value(list: me(call).values) } }
    type.method("to_dict") { call in
      let dict = DictObject()
      for (position, value) in me(call).values.enumerated() { try dict.set(me(call).index[position], value) }
      return Value(dict)
    }
    type.method("to_numpy", "*args, **kwargs") { call in Value(list: me(call).values) }
    type.method("head", "n=5") { call in
      let count = me(call).values.count
      let n = try call.int(0)
      return Value(me(call).select(Array(0..<max(0, min(n < 0 ? count + n : n, count)))))
    }
    type.method("tail", "n=5") { call in
      let count = me(call).values.count
      return Value(me(call).select(Array(max(0, count - (try call.int(0)))..<count)))
    }
    registerStatistics(type)
    type.method("unique") { call in Value(list: try distinct(me(call)).map { me(call).values[$0] }) }
    type.method("nunique", "dropna=True") { call in
      .int(try distinct(me(call)).filter { !PandasStatistics.isMissing(me(call).values[$0]) }.count)
    }
    type.method("value_counts", "normalize=False, sort=True, ascending=False, **kwargs") { call in
      try valueCounts(me(call), normalize: try call.bool(0), ascending: try call.bool(2))
    }
    for name in ["map", "apply"] {
      type.method(name, "func, *args, **kwargs") { call in
        if let dict = call[0].dict { return Value(try me(call).map { try dict.get($0) ?? .float(.nan) }) }
        let (rest, keywords) = (call.rest(1), call.keywords(2))
        return Value(try me(call).map { try call.interpreter.call(call[0], [$0] + rest, keywords) })
      }
    }
    type.method("isin", "values") { call in
      Value(try me(call).map { value in .bool(try call[0].contains(value)) })
    }
    for name in ["isna", "isnull"] {
      type.method(name) { call in Value(me(call).map { .bool(PandasStatistics.isMissing($0)) }) }
    }
    for name in ["notna", "notnull"] {
      type.method(name) { call in Value(me(call).map { .bool(!PandasStatistics.isMissing($0)) }) }
    }
    type.method("fillna", "value") { call in Value(me(call).map { PandasStatistics.isMissing($0) ? call[0] : $0 }) }
    type.method("dropna") { call in
      Value(me(call).select(me(call).values.indices.filter { !PandasStatistics.isMissing(me(call).values[$0]) }))
    }
    type.method("astype", "dtype") { call in
      let convert =
        call[0].string.flatMap { name in
          [
            "int": "int", "int64": "int", "float": "float", "float64": "float", "str": "str", "object": "str",
            "bool": "bool",
          ][name]
        }.flatMap { call.interpreter.builtins[$0] } ?? call[0]
      return Value(try me(call).map { try convert.call($0) })
    }
    type.method("round", "decimals=0") { call in
      guard let round = call.interpreter.builtins["round"] else { return call.receiver }
      return Value(
        try me(call).map { value in
          if case .float(let number) = value, number.isFinite { return try round.call(value, call[0]) }
          return value
        })
    }
    type.method("abs") { call in
      guard let absolute = call.interpreter.builtins["abs"] else { return call.receiver }
      return Value(try me(call).map { try absolute.call($0) })
    }
    type.method("sort_values", "ascending=True, **kwargs") { call in
      Value(me(call).select(try PandasStatistics.order(me(call).values, descending: try !call.bool(0))))
    }
    type.method("reset_index", "drop=False, **kwargs") { call in
      Value(SeriesObject(me(call).values, name: me(call).name))
    }
    type.method("sample", "n=None, frac=None, replace=False, random_state=None, **kwargs") { call in
      Value(me(call).select(try PandasSampling.positions(me(call).values.count, call)))
    }
    type.method("items") { call in
      Value(list: me(call).values.enumerated().map { Value(tuple: [me(call).index[$0.offset], $0.element]) })
    }
    type.method("copy", "deep=True") { call in Value(me(call).map { $0 }) }
    type.method("to_frame", "name=None") { call in
      let name = call.isNone(0) ? me(call).name ?? "0" : try call.string(0)
      return Value(try FrameObject([(name, me(call).values)], index: me(call).index))
    }
    type.method("get", "key, default=None") { call in
      try me(call).index.position(of: call[0]).map { me(call).values[$0] } ?? call[1]
    }
    type.method("to_string", "**kwargs") { call in Value(try PandasText.text(me(call), whole: true)) }
  }

  private static func registerStatistics(_ type: TypeObject) {
    let simple: [(String, ([Double]) -> Double)] = [
      ("mean", PandasStatistics.mean), ("median", { PandasStatistics.quantile($0, 0.5) }),
    ]
    for (name, compute) in simple {
      type.method(name, "**kwargs") { call in .float(compute(try PandasStatistics.numbers(me(call).values, name))) }
    }
    type.method("std", "ddof=1, **kwargs") { call in
      .float(PandasStatistics.deviation(try PandasStatistics.numbers(me(call).values, "std"), freedom: try call.int(0)))
    }
    type.method("var", "ddof=1, **kwargs") { call in
      .float(PandasStatistics.variance(try PandasStatistics.numbers(me(call).values, "var"), freedom: try call.int(0)))
    }
    type.method("quantile", "q=0.5") { call in
      let numbers = try PandasStatistics.numbers(me(call).values, "quantile")
      if let q = call[0].number { return .float(PandasStatistics.quantile(numbers, q)) }
      let points = try call.list(0)
      return Value(
        SeriesObject(
          try points.map { .float(PandasStatistics.quantile(numbers, try $0.asDouble("q"))) }, name: me(call).name,
          index: PandasIndex(points)))
    }
    type.method("sum", "**kwargs") { call in
      try me(call).values.filter { !PandasStatistics.isMissing($0) }.reduce(.int(0)) { total, value in
        if case .int(0) = total, value.str != nil { return value }
        return try total.binary(.add, value)
      }
    }
    type.method("count") { call in .int(me(call).values.filter { !PandasStatistics.isMissing($0) }.count) }
    for (name, descending) in [("min", false), ("max", true)] {
      type.method(name, "**kwargs") { call in
        let present = me(call).values.filter { !PandasStatistics.isMissing($0) }
        return try PandasStatistics.order(present, descending: descending).first.map { present[$0] } ?? .float(.nan)
      }
      type.method("idx" + name, "**kwargs") { call in
        try PandasStatistics.order(me(call).values, descending: descending).first.map { me(call).index[$0] }
          ?? .float(.nan)
      }
    }
    type.method("any", "**kwargs") { call in .bool(try me(call).values.contains { try $0.isTrue() }) }
    type.method("all", "**kwargs") { call in .bool(try me(call).values.allSatisfy { try $0.isTrue() }) }
    type.method("item") { call in
      guard me(call).values.count == 1 else {
        throw ScriptError(.valueError, "can only convert an array of size 1 to a Python scalar")
      }
      return me(call).values[0]
    }
    type.method("describe", "**kwargs") { call in
      let numbers = try PandasStatistics.numbers(me(call).values, "describe")
      return Value(
        SeriesObject(
          PandasStatistics.describe(numbers).map { .float($0) }, name: me(call).name,
          index: PandasIndex(PandasStatistics.describedRows.map { Value($0) })))
    }
    type.method("cumsum", "**kwargs") { call in
      var total = Value.int(0)
      return Value(
        try me(call).map { value in
          total = try total.binary(.add, value)
          return total
        })
    }
  }

  /// The positions where each distinct value is first.
  private static func distinct(_ series: SeriesObject) throws -> [Int] {
    let seen = DictObject()
    var positions: [Int] = []
    for (position, value) in series.values.enumerated() where try seen.get(value) == nil {
      try seen.set(value, .none)
      positions.append(position)
    }
    return positions
  }

  private static func valueCounts(_ series: SeriesObject, normalize: Bool, ascending: Bool) throws -> Value {
    let counts = DictObject()
    var total = 0
    for value in series.values where !PandasStatistics.isMissing(value) {
      try counts.set(value, .int((try counts.get(value)?.exactInt ?? 0) + 1))
      total += 1
    }
    let items = counts.items
    let order = items.indices.sorted { left, right in
      let (first, second) = (items[left].value.exactInt ?? 0, items[right].value.exactInt ?? 0)
      return first == second ? left < right : (first > second) != ascending
    }
    let values = order.map { position -> Value in
      guard normalize, let count = items[position].value.exactInt else { return items[position].value }
      return .float(Double(count) / Double(total))
    }
    return Value(
      SeriesObject(
        values, name: normalize ? "proportion" : "count", index: PandasIndex(order.map { items[$0].key }),
        indexName: series.name))
  }
}
