/// The methods and constructors of `tuple`, `range` and `slice`.
enum TupleMethods {
  static func register() {
    TypeObject.tuple.constructor("iterable=(), /") { call in
      if call.type === TypeObject.tuple {
        if let tuple = call[0].tuple, tuple.type === TypeObject.tuple { return Value(tuple) }
        return Value(tuple: try call[0].items())
      }
      return Value(TupleObject(try call[0].items(), type: call.type))
    }
    for type in [TypeObject.tuple, .range] {
      let isTuple = type === TypeObject.tuple
      type.method("index", isTuple ? "value, start=0, stop=9223372036854775807, /" : "value, /") { call in
        if let range = call.receiver.range, let value = call[0].exactInt, range.contains(value) {
          return .int((value - range.start) / range.step)
        }
        let items = try call.receiver.tuple?.items ?? call.receiver.items()
        let start = isTuple ? try ListMethods.sequenceBound(call[1], items.count) : 0
        let stop = isTuple ? min(items.count, try ListMethods.sequenceBound(call[2], items.count)) : items.count
        for i in start..<max(start, stop) {
          if try call[0].isIdentical(to: items[i]) || items[i].equals(call[0]) { return .int(i) }
        }
        let message =
          isTuple
          ? "tuple.index(x): x not in tuple"
          : call[0].integer == nil ? "sequence.index(x): x not in sequence" : "\(try call[0].repr()) is not in range"
        throw ScriptError(.valueError, message)
      }
      type.method("count", "value, /") { call in
        if let range = call.receiver.range, let value = call[0].exactInt { return .int(range.contains(value) ? 1 : 0) }
        var count = 0
        for item in try call.receiver.tuple?.items ?? call.receiver.items() {
          if try call[0].isIdentical(to: item) || item.equals(call[0]) { count += 1 }
        }
        return .int(count)
      }
    }
    TypeObject.range.constructor("*args") { call in
      let arguments = call.rest(0)
      guard !arguments.isEmpty else { throw ScriptError(.typeError, "range expected at least 1 argument, got 0") }
      guard arguments.count <= 3 else {
        throw ScriptError(.typeError, "range expected at most 3 arguments, got \(arguments.count)")
      }
      // All of them are looked at before a large one is refused.
      for argument in arguments where argument.bigInt == nil && argument.object?.dunder(.index) == nil {
        _ = try argument.asIndex()
      }
      let numbers = try arguments.map { try $0.asIndex() }
      if numbers.count == 1 { return Value(RangeObject(0, numbers[0])) }
      let step = numbers.count == 3 ? numbers[2] : 1
      if step == 0 { throw ScriptError(.valueError, "range() arg 3 must not be zero") }
      return Value(RangeObject(numbers[0], numbers[1], step))
    }
    TypeObject.slice.constructor("*args") { call in
      let arguments = call.rest(0)
      switch arguments.count {
      case 1: return Value(SliceObject(.none, arguments[0], .none))
      case 2: return Value(SliceObject(arguments[0], arguments[1], .none))
      case 3: return Value(SliceObject(arguments[0], arguments[1], arguments[2]))
      case 0: throw ScriptError(.typeError, "slice expected at least 1 argument, got 0")
      default: throw ScriptError(.typeError, "slice expected at most 3 arguments, got \(arguments.count)")
      }
    }
    for name in ["start", "stop", "step"] {
      for type in [TypeObject.range, .slice] {
        type.property(name, get: { value in try value.object?.getAttribute(name) ?? .none })
      }
    }
    TypeObject.range.method("__reversed__", "") { call in
      try call.interpreter.builtins["reversed"]?.call(call.receiver) ?? .none
    }
    TypeObject.range.method("__bool__", "") { call in .bool(try call.receiver.isTrue()) }
    TypeObject.slice.method("indices", "length, /") { call in
      let count = try call.indexValue(0)
      if count < 0 { throw ScriptError(.valueError, "length should not be negative") }
      let indices = try call.me(SliceObject.self).indices(count: count)
      return Value(tuple: [.int(indices.start), .int(indices.stop), .int(indices.step)])
    }
  }
}
