/// The methods and the constructor of `dict`.
enum DictMethods {
  static func register(_ type: TypeObject) {
    type.constructor("*args, **kwargs") { call in
      let dict = DictObject()
      try update(dict, call, "dict")
      return Value(dict)
    }
    type.method("__init__", "*args, **kwargs") { call in
      try update(call.dictReceiver, call, "dict")
      return .none
    }
    type.method("update", "*args, **kwargs") { call in
      try update(call.dictReceiver, call, "update")
      return .none
    }
    type.method("get", "key, default=None, /") { call in
      try call.dictReceiver.place(of: call.base)?.pointee ?? call[1]
    }
    type.method("setdefault", "key, default=None, /") { call in
      if let value = try call.dictReceiver.get(call[0]) { return value }
      try call.dictReceiver.set(call[0], call[1])
      return call[1]
    }
    type.method("pop", "key, default=..., /") { call in
      // An empty one does not ask for the key's hash.
      if call.dictReceiver.count > 0, let value = try call.dictReceiver.remove(call[0]) { return value }
      if call.has(1) { return call[1] }
      throw ScriptError(.keyError, call[0])
    }
    type.method("popitem", "") { call in
      guard let last = call.dictReceiver.removeLast() else {
        throw ScriptError(.keyError, "popitem(): dictionary is empty")
      }
      return Value(tuple: [last.key, last.value])
    }
    type.method("clear", "") { call in
      call.dictReceiver.removeAll()
      return .none
    }
    type.method("copy", "") { call in Value(call.dictReceiver.copy()) }
    type.method("keys", "") { call in Value(DictView(call.dictReceiver, .keys)) }
    type.method("values", "") { call in Value(DictView(call.dictReceiver, .values)) }
    type.method("items", "") { call in Value(DictView(call.dictReceiver, .items)) }
    type.method("__reversed__", "") { call in Value(DictIterator(call.dictReceiver, .keys, reversed: true)) }
    type.classMethod("fromkeys", "iterable, value=None, /") { call in
      if call.type === TypeObject.dict {
        let dict = DictObject()
        try call[0].forEach { try dict.set($0, call[1]) }
        return Value(dict)
      }
      let made = try Value(call.type).call()
      try call[0].forEach { try made.setItem($0, call[1]) }
      return made
    }
  }

  private static func update(_ dict: DictObject, _ call: CallArguments, _ name: String) throws {
    let positional = call.rest(0)
    guard positional.count <= 1 else {
      throw ScriptError(.typeError, "\(name) expected at most 1 argument, got \(positional.count)")
    }
    if dict is NamespaceDict {
      let given = DictObject()
      if let source = positional.first { try update(given, from: source) }
      if let named = call[1].dict { try given.merge(named) }
      for (key, value) in given.items { try dict.setItem(key, value) }
      return
    }
    if let source = positional.first { try update(dict, from: source) }
    if let named = call[1].dict { try dict.merge(named) }
  }

  /// Puts the entries of a mapping, or of an iterable of pairs, into `dict`.
  static func update(_ dict: DictObject, from source: Value) throws {
    if let other = source.dict {
      try dict.merge(other)
      return
    }
    if source.object != nil, let keys = try Attributes.findQuietly(source, "keys") {
      try keys.call().forEach { try dict.set($0, source.getItem($0)) }
      return
    }
    var i = 0
    try source.forEach { item in
      guard item.isIterable else {
        throw ScriptError(.typeError, "cannot convert dictionary update sequence element #\(i) to a sequence")
      }
      let pair = try item.items()
      guard pair.count == 2 else {
        throw ScriptError(
          .valueError, "dictionary update sequence element #\(i) has length \(pair.count); 2 is required")
      }
      try dict.set(pair[0], pair[1])
      i += 1
    }
  }
}

extension CallArguments {
  /// The receiver of a `dict` method.
  @inline(__always) var dictReceiver: DictObject { receiver.dict.unsafelyUnwrapped }
}
