/// `itertools`: iterators that combine others, one value at a time.
enum IterationToolsModule {
  static func register(in interpreter: Interpreter) {
    interpreter.register(module: "itertools") { names in
      registerInfinite(names)
      registerSelecting(names)
      registerJoining(names)
      CombinatoricIterators.register(names)
    }
  }

  /// An iterator whose repr shows what is left of it: `count(5)`, `repeat('x', 2)`.
  private final class DescribedIterator: IteratorObject {
    let step: () throws -> Value?
    let text: () throws -> String
    init(_ type: TypeObject, _ step: @escaping () throws -> Value?, _ text: @escaping () throws -> String) {
      self.step = step
      self.text = text
      super.init(type: type)
    }
    override func next() throws -> Value? { try step() }
    override func repr() throws -> String { try text() }
  }

  /// Defines an iterator type whose constructor makes the step function.
  static func define(
    _ names: Namespace, _ name: String, _ signature: String,
    _ make: @escaping (CallArguments) throws -> () throws -> Value?
  ) {
    let type = TypeObject(name, base: .iterator, module: "itertools", isInheritable: false)
    type.constructor(signature) { call in Value(NativeIterator(type: type, try make(call))) }
    names.type(type)
  }

  private static func registerInfinite(_ names: Namespace) {
    let countType = TypeObject("count", base: .iterator, module: "itertools", isInheritable: false)
    countType.constructor("/, start=0, step=1") { call in
      var next = call[0]
      let step = call[1]
      guard next.number != nil, step.number != nil else { throw ScriptError(.typeError, "a number is required") }
      return Value(
        DescribedIterator(
          countType,
          {
            let value = next
            next = try next.binary(.add, step)
            return value
          },
          {
            let shown = try step.integer == 1 ? "" : ", " + step.repr()
            return "count(\(try next.repr())\(shown))"
          }))
    }
    names.type(countType)
    define(names, "cycle", "iterable, /") { call in
      let iterator = try call[0].iterate()
      var seen: [Value] = []
      var index = -1
      return {
        if index < 0 {
          if let item = try iterator.next() {
            seen.append(item)
            return item
          }
          index = 0
        }
        if seen.isEmpty { return nil }
        let item = seen[index]
        index = (index + 1) % seen.count
        return item
      }
    }
    let repeatType = TypeObject("repeat", base: .iterator, module: "itertools", isInheritable: false)
    repeatType.constructor("/, object, times=...") { call in
      let object = call[0]
      let isEndless = !call.has(1)
      var left = isEndless ? 0 : max(0, try call.indexValue(1))
      return Value(
        DescribedIterator(
          repeatType,
          {
            if isEndless { return object }
            if left == 0 { return nil }
            left -= 1
            return object
          },
          { "repeat(\(try object.repr())\(isEndless ? "" : ", \(left)"))" }))
    }
    names.type(repeatType)
  }

  private static func registerSelecting(_ names: Namespace) {
    define(names, "islice", "/, *args") { call in
      let given = call.rest(0)
      let arguments = given.dropFirst().map { $0 }
      guard (1...3).contains(arguments.count) else {
        let bound = given.count < 2 ? "at least 2" : "at most 4"
        throw ScriptError(.typeError, "islice expected \(bound) arguments, got \(given.count)")
      }
      let hasStart = arguments.count > 1
      let last = hasStart ? arguments[1] : arguments[0]
      let isFar = (last.exactInt ?? 0) < -1
      let stop = try bound(last, isFar ? "Indices" : "Stop argument") ?? .max
      let start = try bound(hasStart ? arguments[0] : .none, "Indices") ?? 0
      let step = try bound(arguments.count == 3 ? arguments[2] : .none, "Step") ?? 1
      if step < 1 { throw ScriptError(.valueError, "Step for islice() must be a positive integer or None.") }
      let iterator = try given[0].iterate()
      var position = 0
      var wanted = start
      return {
        while wanted < stop {
          guard let item = try iterator.next() else {
            wanted = stop
            return nil
          }
          position += 1
          if position > wanted {
            wanted = wanted.addingReportingOverflow(step).overflow ? .max : wanted + step
            return item
          }
        }
        while position < stop, stop != .max, position < start, try iterator.next() != nil { position += 1 }
        return nil
      }
    }
    for (name, keep) in [("takewhile", true), ("dropwhile", false)] {
      define(names, name, "predicate, iterable, /") { call in
        let predicate = call[0]
        let iterator = try call[1].iterate()
        var switched = false
        return {
          if keep {
            guard !switched, let item = try iterator.next() else { return nil }
            if try predicate.call(item).isTrue() { return item }
            switched = true
            return nil
          }
          while let item = try iterator.next() {
            if switched { return item }
            if try !predicate.call(item).isTrue() {
              switched = true
              return item
            }
          }
          return nil
        }
      }
    }
    define(names, "filterfalse", "function, iterable, /") { call in
      let function = call[0]
      let iterator = try call[1].iterate()
      return {
        while let item = try iterator.next() {
          if try !(function.isNone ? item.isTrue() : function.call(item).isTrue()) { return item }
        }
        return nil
      }
    }
    define(names, "compress", "/, data, selectors") { call in
      let (data, selectors) = (try call[0].iterate(), try call[1].iterate())
      return {
        while let item = try data.next(), let selector = try selectors.next() {
          if try selector.isTrue() { return item }
        }
        return nil
      }
    }
    define(names, "groupby", "/, iterable, key=None") { call in try grouping(call[0].iterate(), call[1]) }
  }

  private static func bound(_ value: Value, _ what: String) throws -> Int? {
    if value.isNone { return nil }
    guard let bound = try value.index(), bound >= 0 else {
      if what == "Step" { throw ScriptError(.valueError, "Step for islice() must be a positive integer or None.") }
      throw ScriptError(
        .valueError, "\(what) for islice() must be None or an integer: 0 <= x <= sys.maxsize.")
    }
    return bound
  }

  private static func grouping(_ iterator: IteratorObject, _ key: Value) -> () throws -> Value? {
    var current: (item: Value, key: Value)?
    var groupKey: Value?
    var generation = 0
    func advance() throws {
      current = try iterator.next().map { ($0, key.isNone ? $0 : try key.call($0)) }
    }
    var started = false
    return {
      if !started {
        started = true
        try advance()
      } else {
        while let now = current, let group = groupKey, try now.key.equals(group) { try advance() }
      }
      guard let first = current else { return nil }
      groupKey = first.key
      generation += 1
      let mine = generation
      let group = NativeIterator(typeName: "_grouper") {
        guard mine == generation, let now = current, try now.key.equals(first.key) else { return nil }
        try advance()
        return now.item
      }
      return Value(tuple: [first.key, Value(group)])
    }
  }

  private static func registerJoining(_ names: Namespace) {
    func chain(_ outer: @escaping () throws -> Value?) -> () throws -> Value? {
      var inner: IteratorObject?
      return {
        while true {
          if let item = try inner?.next() { return item }
          guard let next = try outer() else { return nil }
          inner = try next.iterate()
        }
      }
    }
    let chainType = TypeObject("chain", base: .iterator, module: "itertools", isInheritable: false)
    chainType.constructor("*iterables") { call in
      var rest = call.rest(0)[...]
      return Value(NativeIterator(type: chainType, chain { rest.popFirst() }))
    }
    chainType.staticMethod("from_iterable", "iterable, /") { call in
      let outer = try call[0].iterate()
      return Value(NativeIterator(type: chainType, chain { try outer.next() }))
    }
    names.type(chainType)
    define(names, "zip_longest", "*iterables, fillvalue=None") { call in
      let iterators = try call.rest(0).map { try $0.iterate() }
      var done = Array(repeating: false, count: iterators.count)
      let fill = call[1]
      return {
        var items: [Value] = []
        for (i, iterator) in iterators.enumerated() {
          let item = done[i] ? nil : try iterator.next()
          if item == nil { done[i] = true }
          items.append(item ?? fill)
        }
        return done.allSatisfy { $0 } ? nil : Value(tuple: items)
      }
    }
    define(names, "starmap", "function, iterable, /") { call in
      let function = call[0]
      let iterator = try call[1].iterate()
      return { try iterator.next().map { try function.call(Arguments($0.items())) } }
    }
    define(names, "accumulate", "/, iterable, func=None, *, initial=None") { call in
      let iterator = try call[0].iterate()
      let (function, initial) = (call[1], call[2])
      var total: Value?
      return {
        guard let before = total else {
          total = initial.isNone ? try iterator.next() : initial
          return total
        }
        guard let item = try iterator.next() else { return nil }
        total = function.isNone ? try before.binary(.add, item) : try function.call(before, item)
        return total
      }
    }
    define(names, "pairwise", "iterable, /") { call in
      let iterator = try call[0].iterate()
      var before: Value?
      return {
        if before == nil { before = try iterator.next() }
        guard let first = before, let second = try iterator.next() else { return nil }
        before = second
        return Value(tuple: [first, second])
      }
    }
    names.function("tee", "iterable, n=2, /") { call in
      let iterator = try call[0].iterate()
      let count = try call.indexValue(1)
      if count < 0 { throw ScriptError(.valueError, "n must be >= 0") }
      let queues = (0..<count).map { _ in ListObject() }
      return Value(
        tuple: queues.map { queue in
          Value(
            NativeIterator(typeName: "_tee") {
              if queue.count == 0 {
                guard let item = try iterator.next() else { return nil }
                for other in queues { other.append(item) }
              }
              return queue.remove(at: 0)
            })
        })
    }
  }
}
