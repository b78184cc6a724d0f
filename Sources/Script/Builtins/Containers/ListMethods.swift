/// The methods and the constructor of `list`.
enum ListMethods {
  static func register(_ type: TypeObject) {
    type.constructor("iterable=(), /") { call in
      if let list = call[0].list, list.kind == .list { return Value(ListObject(list.buffer)) }
      return Value(list: try call[0].items())
    }
    type.method("__init__", "iterable=(), /") { call in
      call.listReceiver.items = try call[0].items()
      return .none
    }
    type.method("append", "object, /") { call in
      call.listReceiver.append(call[0])
      return .none
    }
    type.method("extend", "iterable, /") { call in
      let list = call.listReceiver
      if let other = call[0].list, other !== list {
        list.reserve(list.count + other.count)
        for item in other.buffer { list.append(item) }
        return .none
      }
      try list.extend(call[0])
      return .none
    }
    type.method("insert", "index, object, /") { call in
      let list = call.listReceiver
      var index = try call.indexValue(0)
      if index < 0 { index = max(0, index &+ list.count) }
      list.insert(call[1], at: min(index, list.count))
      return .none
    }
    type.method("pop", "index=-1, /") { call in
      let list = call.listReceiver
      var index = try call.indexValue(0)
      if list.count == 0 { throw ScriptError(.indexError, "pop from empty list") }
      if index < 0 { index &+= list.count }
      guard index >= 0, index < list.count else { throw ScriptError(.indexError, "pop index out of range") }
      return list.remove(at: index)
    }
    type.method("remove", "value, /") { call in
      let list = call.listReceiver
      guard let index = try position(of: call[0], in: list, from: 0, to: .max) else {
        throw ScriptError(.valueError, "list.remove(x): x not in list")
      }
      if index < list.count { _ = list.remove(at: index) }
      return .none
    }
    type.method("clear", "") { call in
      call.listReceiver.removeAll()
      return .none
    }
    type.method("copy", "") { call in Value(ListObject(call.listReceiver.buffer)) }
    type.method("reverse", "") { call in
      let list = call.listReceiver
      var (low, high) = (0, list.count - 1)
      while low < high {
        (list[low], list[high]) = (list[high], list[low])
        (low, high) = (low + 1, high - 1)
      }
      return .none
    }
    type.method("index", "value, start=0, stop=9223372036854775807, /") { call in
      let list = call.listReceiver
      let start = try sequenceBound(call[1], list.count)
      let stop = try sequenceBound(call[2], list.count)
      guard let index = try position(of: call[0], in: list, from: start, to: stop) else {
        throw ScriptError(.valueError, "\(try call[0].repr()) is not in list")
      }
      return .int(index)
    }
    type.method("count", "value, /") { call in
      let list = call.listReceiver
      var count = 0
      var i = 0
      while i < list.count {
        if try call[0].isIdentical(to: list[i]) || list[i].equals(call[0]) { count += 1 }
        i += 1
      }
      return .int(count)
    }
    type.method("sort", "/, *, key=None, reverse=False") { call in
      let list = call.listReceiver
      let items = list.items
      list.removeAll()
      do {
        let (sorted, failure) = try Ordering.sort(items, key: call[0], reverse: call.flag(1))
        let modified = list.count > 0
        list.items = sorted
        if let failure { throw failure }
        if modified { throw ScriptError(.valueError, "list modified during sort") }
      } catch {
        if list.count != items.count { list.items = items }
        throw error
      }
      return .none
    }
  }

  static func sequenceBound(_ value: Value, _ count: Int) throws -> Int {
    if value.integer == nil, try value.index() == nil {
      throw ScriptError(.typeError, "slice indices must be integers or have an __index__ method")
    }
    let bound = try value.asSliceBound()
    return bound < 0 ? max(0, bound &+ count) : bound
  }

  private static func position(of value: Value, in list: ListObject, from start: Int, to stop: Int) throws -> Int? {
    var i = start
    while i < min(stop, list.count) {
      if try value.isIdentical(to: list[i]) || list[i].equals(value) { return i }
      i += 1
    }
    return nil
  }
}

extension CallArguments {
  /// The receiver of a `list` method.
  @inline(__always) var listReceiver: ListObject { receiver.list.unsafelyUnwrapped }
}
