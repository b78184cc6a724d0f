/// The methods and constructors of `set` and `frozenset`.
enum SetMethods {
  static func register() {
    TypeObject.set.constructor("iterable=(), /") { call in
      let set = SetObject()
      try set.update(from: call[0])
      return Value(set)
    }
    TypeObject.set.method("__init__", "iterable=(), /") { call in
      let set = call.setReceiver
      set.removeAll()
      try set.update(from: call[0])
      return .none
    }
    TypeObject.frozenSet.constructor("iterable=(), /") { call in
      if call.type === TypeObject.frozenSet, let set = call[0].set, set.type === TypeObject.frozenSet {
        return Value(set)
      }
      let set = call.type === TypeObject.frozenSet ? SetObject(type: .frozenSet) : ExtendedSet(type: call.type)
      try set.update(from: call[0])
      return Value(set)
    }
    registerQueries(.set)
    registerQueries(.frozenSet)
    registerChanges(.set)
  }

  private static func other(_ value: Value) throws -> SetObject {
    try value.set ?? SetObject(value.items())
  }

  private static func registerQueries(_ type: TypeObject) {
    type.method("copy", "") { call in
      let set = call.setReceiver
      return Value(set.isFrozen && set.type === TypeObject.frozenSet ? set : set.copy())
    }
    type.method("union", "*others") { call in
      let result = call.setReceiver.copy()
      for value in call.rest(0) { try result.update(from: value) }
      return Value(result)
    }
    type.method("intersection", "*others") { call in
      var result = call.setReceiver
      for value in call.rest(0) { result = try intersection(result, value) }
      return Value(call.rest(0).isEmpty ? result.copy() : result)
    }
    type.method("difference", "*others") { call in
      let result = call.setReceiver.copy()
      for value in call.rest(0) {
        try value.forEach { try result.remove($0) }
      }
      return Value(result)
    }
    type.method("symmetric_difference", "other, /") { call in
      let result = call.setReceiver.copy()
      for member in try other(call[0]).items where try !result.remove(member) { try result.insert(member) }
      return Value(result)
    }
    type.method("issubset", "other, /") { call in .bool(try call.setReceiver.isSubset(of: other(call[0]))) }
    type.method("issuperset", "other, /") { call in .bool(try other(call[0]).isSubset(of: call.setReceiver)) }
    type.method("isdisjoint", "other, /") { call in
      let set = call.setReceiver
      let iterator = try call[0].iterate()
      while let item = try iterator.next() { if try set.contains(member: item) { return .bool(false) } }
      return .bool(true)
    }
  }

  private static func intersection(_ set: SetObject, _ value: Value) throws -> SetObject {
    if let other = value.set { return try set.intersection(other) }
    let result = SetObject(type: set.isFrozen ? .frozenSet : .set)
    try value.forEach { if try set.contains(member: $0) { try result.insert($0) } }
    return result
  }

  private static func registerChanges(_ type: TypeObject) {
    type.method("add", "object, /") { call in
      try call.setReceiver.insert(call[0])
      return .none
    }
    type.method("discard", "object, /") { call in
      try call.setReceiver.remove(SetObject.sought(call[0]))
      return .none
    }
    type.method("remove", "object, /") { call in
      if try !call.setReceiver.remove(SetObject.sought(call[0])) { throw ScriptError(.keyError, call[0]) }
      return .none
    }
    type.method("pop", "") { call in
      guard let item = call.setReceiver.removeAny() else { throw ScriptError(.keyError, "pop from an empty set") }
      return item
    }
    type.method("clear", "") { call in
      call.setReceiver.removeAll()
      return .none
    }
    type.method("update", "*others") { call in
      let set = call.setReceiver
      for value in call.rest(0) { try set.update(from: value) }
      return .none
    }
    type.method("intersection_update", "*others") { call in
      let set = call.setReceiver
      for value in call.rest(0) { set.replaceAll(with: try intersection(set, value)) }
      return .none
    }
    type.method("difference_update", "*others") { call in
      let set = call.setReceiver
      for value in call.rest(0) {
        if value.set === set { set.removeAll() }
        try value.forEach { try set.remove($0) }
      }
      return .none
    }
    type.method("symmetric_difference_update", "other, /") { call in
      _ = try call.setReceiver.inPlace(.xor, Value(other(call[0])))
      return .none
    }
  }
}

extension CallArguments {
  /// The receiver of a `set` or `frozenset` method.
  @inline(__always) var setReceiver: SetObject { receiver.set.unsafelyUnwrapped }
}
