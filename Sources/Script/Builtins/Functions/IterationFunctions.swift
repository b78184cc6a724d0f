import BigInteger

/// len, iter, next, range-like iterators (enumerate, zip, map, filter, reversed), sorted, any, all.
enum IterationFunctions {
  static let enumerateType = TypeObject("enumerate", base: .iterator, isInheritable: false)
  static let zipType = TypeObject("zip", base: .iterator, isInheritable: false)
  static let mapType = TypeObject("map", base: .iterator, isInheritable: false)
  static let filterType = TypeObject("filter", base: .iterator, isInheritable: false)
  static let reversedType = TypeObject("reversed", base: .iterator, isInheritable: false)

  static func register(in names: Namespace) {
    names.function("len", "obj, /") { call in .int(try call[0].length()) }
    names.function("sorted", "iterable, /, *, key=None, reverse=False") { call in
      Value(list: try Ordering.sorted(call[0].items(), key: call[1], reverse: call.flag(2)))
    }
    // As CPython does: the list is made first, then sorted with the options.
    names["sorted"]?.cast(to: NativeFunction.self)?.readsFirst = { _ = try $0.items() }
    names.function("any", "iterable, /") { call in
      let iterator = try call[0].iterate()
      while let item = try iterator.next() {
        if try item.isTrue() { return .bool(true) }
      }
      return .bool(false)
    }
    names.function("all", "iterable, /") { call in
      let iterator = try call[0].iterate()
      while let item = try iterator.next() {
        if try !item.isTrue() { return .bool(false) }
      }
      return .bool(true)
    }
    names.function("iter", "object, sentinel=..., /") { call in
      guard call.has(1) else { return try iterator(call[0]) }
      let (function, sentinel) = (call[0], call[1])
      var ended = false
      guard function.isCallable else { throw ScriptError(.typeError, "iter(v, w): v must be callable") }
      return Value(
        NativeIterator(typeName: "callable_iterator") {
          if ended { return nil }
          guard let value = try endingAtStop({ try function.call() }), try !value.equals(sentinel) else {
            ended = true
            return nil
          }
          return value
        })
    }
    names.function("next", "iterator, default=..., /") { call in
      if let iterator = call[0].iterator {
        if let value = try iterator.next() { return value }
        if call.has(1) { return call[1] }
        throw ScriptError.stop(iterator)
      }
      guard call[0].object?.type.lookup("__next__") != nil else {
        throw ScriptError(.typeError, "'\(call[0].typeName)' object is not an iterator")
      }
      do {
        return try call[0].callMethod("__next__")
      } catch let error as ScriptError where call.has(1) && error.exception.type.isSubclass(of: .stopIteration) {
        return call[1]
      }
    }
    registerTypes()
    for type in [enumerateType, zipType, mapType, filterType, reversedType] { names.type(type) }
  }

  /// `iter(value)`: a language iterator stays itself.
  static func iterator(_ value: Value) throws -> Value {
    let iterator = try value.iterate()
    return (iterator as? UserIterator)?.object ?? Value(iterator)
  }

  /// What `body` gives; `nil` when it raises StopIteration, which ends the iterator that calls it.
  private static func endingAtStop(_ body: () throws -> Value) throws -> Value? {
    do { return try body() } catch let error as ScriptError where error.exception.type.isSubclass(of: .stopIteration) {
      return nil
    }
  }

  private static func registerTypes() {
    enumerateType.constructor("/, iterable=..., start=0") { call in
      guard call.has(0) else { throw ScriptError(.typeError, "enumerate() missing required argument 'iterable'") }
      // The start is looked at first, a big one left as it is.
      if call[1].bigInt == nil { _ = try call.indexValue(1) }
      let iterator = try call[0].iterate()
      if let big = call[1].bigInt { return Value(enumerated(iterator, from: big.value)) }
      var index = try call.indexValue(1)
      return Value(
        NativeIterator(type: enumerateType) {
          guard let item = try iterator.next() else { return nil }
          index += 1
          return .object(TupleObject(pair: .int(index - 1), item))
        })
    }
    zipType.constructor("/, *iterables, strict=False") { call in
      let iterators = try call.rest(0).map { try $0.iterate() }
      return Value(zip(iterators, strict: try call.flag(1)))
    }
    mapType.constructor("*func_and_iterables") { call in
      guard let function = call.rest(0).first else {
        throw ScriptError(.typeError, "map() must have at least two arguments.")
      }
      let iterators = try call.rest(0).dropFirst().map { try $0.iterate() }
      if iterators.isEmpty { throw ScriptError(.typeError, "map() must have at least two arguments.") }
      if iterators.count == 1 {
        let only = iterators[0]
        return Value(
          NativeIterator(type: mapType) {
            guard let item = try only.next() else { return nil }
            return try endingAtStop { try function.call(item) }
          })
      }
      return Value(
        NativeIterator(type: mapType) {
          var arguments: [Value] = []
          for iterator in iterators {
            guard let item = try iterator.next() else { return nil }
            arguments.append(item)
          }
          return try endingAtStop { try function.call(Arguments(arguments)) }
        })
    }
    filterType.constructor("function, iterable, /") { call in
      let function = call[0]
      let iterator = try call[1].iterate()
      return Value(
        NativeIterator(type: filterType) {
          while let item = try iterator.next() {
            let kept = try endingAtStop { function.isNone ? item : try function.call(item) }
            guard let kept else { return nil }
            if try kept.isTrue() { return item }
          }
          return nil
        })
    }
    reversedType.constructor("*sequence") { call in
      let arguments = call.rest(0)
      guard arguments.count == 1 else {
        throw ScriptError(.typeError, "reversed expected 1 argument, got \(arguments.count)")
      }
      return try reversed(arguments[0])
    }
  }

  /// `enumerate` from an integer past 64 bits.
  private static func enumerated(_ iterator: IteratorObject, from start: BigInt) -> IteratorObject {
    var index = start
    return NativeIterator(type: enumerateType) {
      guard let item = try iterator.next() else { return nil }
      index += 1
      return Value(tuple: [Value(index - 1), item])
    }
  }

  private static func zip(_ iterators: [IteratorObject], strict: Bool) -> IteratorObject {
    if iterators.count == 2 && !strict {
      let (first, second) = (iterators[0], iterators[1])
      return NativeIterator(type: zipType) {
        guard let x = try first.next(), let y = try second.next() else { return nil }
        return .object(TupleObject(pair: x, y))
      }
    }
    return NativeIterator(type: zipType) {
      if iterators.isEmpty { return nil }
      var items: [Value] = []
      items.reserveCapacity(iterators.count)
      for (i, iterator) in iterators.enumerated() {
        if let item = try iterator.next() {
          items.append(item)
          continue
        }
        guard strict else { return nil }
        func before(_ i: Int) -> String { i == 1 ? "argument 1" : "arguments 1-\(i)" }
        if i > 0 { throw ScriptError(.valueError, "zip() argument \(i + 1) is shorter than \(before(i))") }
        for (j, other) in iterators.enumerated().dropFirst() where try other.next() != nil {
          throw ScriptError(.valueError, "zip() argument \(j + 1) is longer than \(before(j))")
        }
        return nil
      }
      return Value(tuple: items)
    }
  }

  private static func reversed(_ value: Value) throws -> Value {
    if let list = value.list, list.dunder("__reversed__") == nil {
      var index = list.count
      return Value(
        NativeIterator(typeName: "list_reverseiterator") {
          index = min(index, list.count) - 1
          return index >= 0 ? list[index] : nil
        })
    }
    if let range = value.range {
      var index = range.count
      return Value(
        NativeIterator(typeName: "range_iterator") {
          index -= 1
          return index >= 0 ? .int(range[index]) : nil
        })
    }
    if let dict = value.dict, dict.dunder("__reversed__") == nil {
      return Value(DictIterator(dict, .keys, reversed: true))
    }
    guard let object = value.object else {
      throw ScriptError(.typeError, "'\(value.typeName)' object is not reversible")
    }
    if object.type.lookup("__reversed__") != nil { return try value.callMethod("__reversed__") }
    let isSequence =
      value.list != nil || value.tuple != nil || value.str != nil || value.bytes != nil
      || (value.dict == nil && value.set == nil && object.type.lookup("__getitem__") != nil)
    guard isSequence else { throw ScriptError(.typeError, "'\(value.typeName)' object is not reversible") }
    var index = try value.length()
    return Value(
      NativeIterator(type: reversedType) {
        index -= 1
        return index >= 0 ? try value.getItem(.int(index)) : nil
      })
  }
}
