/// What the loop leaves to functions: the general cases of its instructions.
extension Machine {
  @inline(never)
  func arithmetic(_ op: BinaryOperator, _ i: UnsafeMutablePointer<Instruction>, _ regs: UnsafeMutablePointer<Value>) throws {
    let right = regs[Int(i.pointee.c)]
    if i.pointee.flag & 2 != 0 { regs[Int(i.pointee.c)] = .unset }
    try arithmetic(op, right, i, regs)
  }

  @inline(never)
  func arithmetic(_ op: BinaryOperator, _ right: Value, _ i: UnsafeMutablePointer<Instruction>, _ regs: UnsafeMutablePointer<Value>) throws {
    let left = regs[Int(i.pointee.b)]
    if op == .add, i.pointee.flag & 1 == 0, case .object(let x) = left, case .object(let y) = right, x.kind == y.kind {
      if x.kind == .list {
        let sum = unsafeDowncast(x, to: ListObject.self).concatenated(with: unsafeDowncast(y, to: ListObject.self))
        (regs + Int(i.pointee.a)).take(.object(sum))
        return
      }
      if x.kind == .tuple {
        let sum = TupleObject(unsafeDowncast(x, to: TupleObject.self), unsafeDowncast(y, to: TupleObject.self))
        (regs + Int(i.pointee.a)).take(.object(sum))
        return
      }
    }
    regs[Int(i.pointee.a)] = try i.pointee.flag & 1 != 0 ? left.inPlace(op, right) : left.binary(op, right)
  }

  // MARK: Names

  @inline(never)
  func unboundLocal(_ name: Value) -> ScriptError {
    ScriptError(
      .unboundLocalError,
      "cannot access local variable '\(name.string ?? "")' where it is not associated with a value")
  }

  @inline(never)
  func unboundFree(_ name: Value) -> ScriptError {
    ScriptError(
      .nameError,
      "cannot access free variable '\(name.string ?? "")' where it is not associated with a value in enclosing scope")
  }

  @inline(never)
  func undefinedGlobal(_ slot: Int) -> ScriptError {
    let function = (frame.pointee.registers - 1).pointee.function
    let namespace = function?.module.namespace ?? interpreter.main.namespace
    return undefined(namespace.names[slot], namespace)
  }

  private func undefined(_ name: String, _ namespace: Namespace) -> ScriptError {
    let error = ScriptError(.nameError, "name '\(name)' is not defined")
    error.exception.details["name"] = Value(name)
    let locals = frame.pointee.header.pointee.code.localNames
    let candidates = locals + ["True", "False", "None"] + namespace.items.map(\.name) + interpreter.builtins.items.map(\.name)
    error.exception.suggestion = Suggestions.nearest(to: name, among: candidates)
    return error
  }

  @inline(never)
  func loadName(
    _ i: UnsafeMutablePointer<Instruction>, _ regs: UnsafeMutablePointer<Value>, _ constants: UnsafeMutablePointer<Value>
  ) throws -> Value {
    guard let dict = regs[0].dict else { throw ScriptError(.systemError, "class body without a namespace") }
    let name = constants[Int(i.pointee.d)]
    if let value = try dict.get(name) { return value }
    if i.pointee.b == 0xFFFF && i.pointee.c == 0xFFFF {
      let annotations = Value(DictObject())
      try dict.set(name, annotations)
      return annotations
    }
    let header = frame.pointee.header.pointee
    let global = header.globals.pointee[Int(i.pointee.b) << 16 | Int(i.pointee.c)]
    if !global.isUnset { return global }
    let builtIn = header.builtins.pointee[Int(i.pointee.e)]
    if !builtIn.isUnset { return builtIn }
    throw undefinedGlobal(Int(i.pointee.b) << 16 | Int(i.pointee.c))
  }

  // MARK: Loops

  @inline(never)
  func prepareLoop(_ loop: UnsafeMutablePointer<Value>, _ source: Value) throws {
    if case .object(let object) = source {
      switch object.kind {
      case .range:
        let range = unsafeDowncast(object, to: RangeObject.self)
        loop[0] = .int(range.start)
        loop[1] = .int(range.count)
        loop[2] = .int(range.step)
        return
      case .list, .tuple:
        loop[0] = source
        loop[1] = .int(0)
        loop[2] = .none
        return
      default: break
      }
    }
    loop[0] = Value(try source.iterate())
    loop[1] = .none
    loop[2] = .none
  }

  /// One step of `yield from`: what to yield, or the final value.
  @inline(never)
  func delegate(_ iterator: Value, sending value: Value) throws -> (Value, isFinal: Bool) {
    guard let native = iterator.iterator else {
      throw ScriptError(.typeError, "'\(iterator.typeName)' object is not an iterator")
    }
    if value.isNone {
      if let next = try native.next() { return (next, false) }
      return (native.result, true)
    }
    if let generator = native as? GeneratorObject {
      if let next = try resume(generator, sending: value) { return (next, false) }
      return (generator.result, true)
    }
    let target = (native as? UserIterator)?.object ?? iterator
    do {
      return (try target.callMethod("send", value), false)
    } catch let error as ScriptError where error.exception.type.isSubclass(of: .stopIteration) {
      return (error.exception.arguments.first ?? .none, true)
    }
  }

  @inline(never)
  func unpack(_ source: Value, _ targets: UnsafeMutablePointer<Value>, _ count: Int) throws {
    if case .object(let object) = source {
      if object.kind == .tuple {
        let tuple = unsafeDowncast(object, to: TupleObject.self)
        if tuple.count == count {
          for index in 0..<count { targets[index] = tuple.storage[index] }
          return
        }
      } else if object.kind == .list {
        let list = unsafeDowncast(object, to: ListObject.self)
        if list.count == count {
          for index in 0..<count { targets[index] = list.storage[index] }
          return
        }
      }
    }
    let iterator = try iterateForUnpacking(source)
    for index in 0..<count {
      guard let value = try iterator.next() else {
        throw ScriptError(.valueError, "not enough values to unpack (expected \(count), got \(index))")
      }
      targets[index] = value
    }
    if try iterator.next() != nil {
      throw ScriptError(.valueError, "too many values to unpack (expected \(count))")
    }
  }

  private func iterateForUnpacking(_ source: Value) throws -> IteratorObject {
    if !source.isIterable {
      throw ScriptError(.typeError, "cannot unpack non-iterable \(source.typeName) object")
    }
    return try source.iterate()
  }

  @inline(never)
  func unpack(_ source: Value, _ targets: UnsafeMutablePointer<Value>, before: Int, after: Int) throws {
    let iterator = try iterateForUnpacking(source)
    var items: [Value] = []
    while let item = try iterator.next() { items.append(item) }
    if items.count < before + after {
      throw ScriptError(
        .valueError, "not enough values to unpack (expected at least \(before + after), got \(items.count))")
    }
    for index in 0..<before { targets[index] = items[index] }
    targets[before] = Value(ListObject(items[before..<(items.count - after)]))
    for index in 0..<after { targets[before + 1 + index] = items[items.count - after + index] }
  }

  // MARK: Truth, comparison, membership

  @inline(never)
  func truthOfOther(_ place: UnsafeMutablePointer<Value>) throws -> Bool {
    guard let object = place.held else { return try place.pointee.isTrue() }
    switch object.kind {
    case .str: return object.cast(StrObject.self)._withUnsafeGuaranteedRef { $0.count != 0 }
    case .list: return object.cast(ListObject.self)._withUnsafeGuaranteedRef { $0.count != 0 }
    case .tuple: return object.cast(TupleObject.self)._withUnsafeGuaranteedRef { $0.count != 0 }
    case .dict: return object.cast(DictObject.self)._withUnsafeGuaranteedRef { $0.count != 0 }
    default: return try place.pointee.isTrue()
    }
  }

  /// `left op right` when both are plain strings.
  @inline(__always)
  func stringsCompare(
    _ op: Comparison, _ left: UnsafeMutablePointer<Value>, _ right: UnsafeMutablePointer<Value>
  ) -> Bool? {
    guard let x = left.held, let y = right.held, x.kind == .str, y.kind == .str else { return nil }
    return Self.compare(op, x.cast(StrObject.self), y.cast(StrObject.self))
  }

  @inline(never)
  private static func compare(_ op: Comparison, _ x: Unmanaged<StrObject>, _ y: Unmanaged<StrObject>) -> Bool {
    x._withUnsafeGuaranteedRef { x in
      y._withUnsafeGuaranteedRef { y in
        switch op {
        case .equal: x.isEqual(to: y)
        case .notEqual: !x.isEqual(to: y)
        case .less: x.precedes(y)
        case .greater: y.precedes(x)
        case .lessOrEqual: !y.precedes(x)
        case .greaterOrEqual: !x.precedes(y)
        }
      }
    }
  }

  /// `item in container`
  @inline(never)
  func contains(_ item: UnsafeMutablePointer<Value>, in container: UnsafeMutablePointer<Value>) throws -> Bool {
    if let object = container.held {
      switch object.kind {
      case .dict: return try object.cast(DictObject.self)._withUnsafeGuaranteedRef { try $0.place(of: item) != nil }
      case .str:
        if let other = item.held, other.kind == .str {
          return object.cast(StrObject.self)._withUnsafeGuaranteedRef { text in
            other.cast(StrObject.self)._withUnsafeGuaranteedRef { text.find($0) != nil }
          }
        }
      default: break
      }
    }
    return try container.pointee.contains(item.pointee)
  }

  // MARK: Attributes

  @inline(never)
  func getAttribute(
    _ place: UnsafeMutablePointer<Value>, _ name: Value, _ cache: UnsafeMutablePointer<InlineCache>
  ) throws -> Value {
    if let object = place.held, cache.pointee.epoch == TypeObject.epoch, let key = cache.pointee.otherKey,
      let found = object._withUnsafeGuaranteedRef({ cachedAttribute($0, key, cache) }) {
      return found
    }
    if let object = place.held, object.kind == .instance, case .object(let nameObject) = name {
      let shape = object.cast(InstanceObject.self)._withUnsafeGuaranteedRef { $0.shapeKey }
      let name = UnsafeRawPointer(Unmanaged.passUnretained(nameObject).toOpaque())
      if methodCache.recall(shape, name, cache) {
        if let found = object._withUnsafeGuaranteedRef({ cachedOfInstance($0, shape, cache) }) { return found }
      }
    }
    let text = name.string ?? ""
    if case .object(let object) = place.pointee {
      switch object.kind {
      case .instance:
        let instance = unsafeDowncast(object, to: InstanceObject.self)
        if rememberAttribute(of: instance, text, cache), case .object(let nameObject) = name {
          methodCache.remember(
            instance.shapeKey, UnsafeRawPointer(Unmanaged.passUnretained(nameObject).toOpaque()), cache)
        }
      case .module:
        let namespace = unsafeDowncast(object, to: ModuleObject.self).namespace
        if let slot = namespace.position(of: text) {
          cache.pointee.otherKey = UnsafeRawPointer(Unmanaged.passUnretained(object).toOpaque())
          cache.pointee.epoch = TypeObject.epoch
          cache.pointee.slot = slot
        }
      case .type:
        let type = unsafeDowncast(object, to: TypeObject.self)
        if let (owner, position) = type.place(of: text), isPlainInClass(owner.attributes[position].value) {
          cache.pointee.otherKey = UnsafeRawPointer(Unmanaged.passUnretained(object).toOpaque())
          cache.pointee.epoch = TypeObject.epoch
          cache.pointee.owner = owner
          cache.pointee.slot = position
        }
      default: break
      }
    }
    return try place.pointee.getAttribute(text)
  }

  /// What the cache knows of an attribute that is in the class or the module.
  @inline(__always)
  private func cachedAttribute(
    _ object: Object, _ key: UnsafeRawPointer, _ cache: UnsafeMutablePointer<InlineCache>
  ) -> Value? {
    switch object.kind {
    case .instance:
      guard unsafeDowncast(object, to: InstanceObject.self).shapeKey == key else { return nil }
      let value = cache.pointee.owner.unsafelyUnwrapped.attributes[cache.pointee.slot].value
      return cache.pointee.isMethod ? Value(BoundMethodObject(value, Value(object))) : value
    case .module:
      guard UnsafeRawPointer(Unmanaged.passUnretained(object).toOpaque()) == key else { return nil }
      let value = unsafeDowncast(object, to: ModuleObject.self).namespace.values[cache.pointee.slot]
      if case .unset = value { return nil }
      return value
    case .type:
      guard UnsafeRawPointer(Unmanaged.passUnretained(object).toOpaque()) == key else { return nil }
      return cache.pointee.owner.unsafelyUnwrapped.attributes[cache.pointee.slot].value
    default: return nil
    }
  }

  /// What a cache that was filled for the shape of the instance gives.
  @inline(__always)
  private func cachedOfInstance(
    _ object: Object, _ shape: UnsafeRawPointer, _ cache: UnsafeMutablePointer<InlineCache>
  ) -> Value? {
    if cache.pointee.key == shape { return unsafeDowncast(object, to: InstanceObject.self).slots[cache.pointee.slot] }
    if let key = cache.pointee.otherKey { return cachedAttribute(object, key, cache) }
    return nil
  }

  /// Fills the cache with where the attribute of an instance is, if that can be said for all of its shape.
  private func rememberAttribute(
    of instance: InstanceObject, _ name: String, _ cache: UnsafeMutablePointer<InlineCache>
  ) -> Bool {
    guard let dunders = instance.type.dunders, dunders[.getAttribute] == nil else { return false }
    let inherited = instance.type.place(of: name)
    let value = inherited.map { $0.owner.attributes[$0.position].value }
    if let slot = instance.shape.index(of: name) {
      guard isPlain(value) else { return false }
      cache.pointee.key = instance.shapeKey
      cache.pointee.otherKey = nil
      cache.pointee.slot = slot
    } else if let (owner, position) = inherited, let value {
      let isMethod = value.function != nil || value.native.map { $0.receiver != nil } ?? false
      guard isMethod || isPlainInClass(value) else { return false }
      cache.pointee.key = nil
      cache.pointee.otherKey = instance.shapeKey
      cache.pointee.owner = owner
      cache.pointee.slot = position
      cache.pointee.isMethod = isMethod
    } else {
      return false
    }
    cache.pointee.epoch = TypeObject.epoch
    return true
  }

  /// Whether an attribute of a class is what the class gives for it: a plain value or a function.
  private func isPlainInClass(_ value: Value) -> Bool {
    guard let object = value.object else { return !value.isUnset }
    switch object.kind {
    case .str, .bytes, .list, .tuple, .dict, .set, .range, .slice, .bigInt, .function, .type: return true
    default: return false
    }
  }

  /// Whether an attribute of a class lets the instance's own go first.
  private func isPlain(_ value: Value?) -> Bool {
    guard let object = value?.object else { return true }
    return object.layout != .property && object.layout != .native && object.dunder(.set) == nil
      && object.dunder(.delete) == nil
  }

  @inline(never)
  func setAttribute(
    _ object: Value, _ name: Value, _ value: Value, _ cache: UnsafeMutablePointer<InlineCache>
  ) throws {
    let text = name.string ?? ""
    if let instance = object.instance, instance.dictionary == nil, let dunders = instance.type.dunders,
      dunders[.setAttr] == nil, instance.type.hasRoom(for: text), text != "__class__", text != "__dict__",
      isPlain(instance.type.lookup(text)) {
      cache.pointee.key = UnsafeRawPointer(Unmanaged.passUnretained(instance.shape).toOpaque())
      cache.pointee.epoch = TypeObject.epoch
      if let slot = instance.shape.index(of: text) {
        cache.pointee.slot = slot
        cache.pointee.next = nil
        instance.slots[slot] = value
      } else {
        let next = instance.shape.adding(text)
        cache.pointee.next = next
        instance.append(next, value)
      }
      return
    }
    try object.setAttribute(text, value)
  }

  @inline(never)
  func loadMethod(
    _ target: UnsafeMutablePointer<Value>, _ value: Value, _ name: Value,
    _ cache: UnsafeMutablePointer<InlineCache>
  ) throws {
    var key: UnsafeRawPointer?
    var nameKey = UnsafeRawPointer(bitPattern: 8).unsafelyUnwrapped
    if case .object(let object) = value, object.kind == .instance, case .object(let nameObject) = name {
      let shape = unsafeDowncast(object, to: InstanceObject.self).shapeKey
      key = shape
      // A method is remembered apart from the attribute of the same site.
      nameKey = UnsafeRawPointer(Unmanaged.passUnretained(nameObject).toOpaque()) + 1
      if methodCache.recall(shape, nameKey, cache), let method = cache.pointee.method {
        target[1] = value
        target.set(method)
        return
      }
    }
    let text = name.string ?? ""
    if case .object(let object) = value, canCache(object, text), let method = object.type.lookup(text)?.object,
      method.layout == .function || method.layout == .nativeFunction
        && unsafeDowncast(method, to: NativeFunction.self).receiver != nil {
      cache.pointee.key =
        object.kind == .instance
        ? UnsafeRawPointer(Unmanaged.passUnretained(unsafeDowncast(object, to: InstanceObject.self).shape).toOpaque())
        : UnsafeRawPointer(Unmanaged.passUnretained(object.type).toOpaque())
      cache.pointee.epoch = TypeObject.epoch
      cache.pointee.method = .passUnretained(method)
      if let key { methodCache.remember(key, nameKey, cache) }
      target[1] = value
      target[0] = .object(method)
      return
    }
    let attribute = try value.getAttribute(text)
    target[0] = attribute
    target[1] = .unset
  }

  /// Whether a method found in the class of `object` is what `object.name` gives.
  private func canCache(_ object: Object, _ name: String) -> Bool {
    switch object.kind {
    case .instance:
      let instance = unsafeDowncast(object, to: InstanceObject.self)
      return instance.dictionary == nil && instance.shape.index(of: name) == nil
        && instance.dunder(.getAttribute) == nil
    case .str, .bytes, .list, .tuple, .dict, .set: return true
    default: return false
    }
  }

  // MARK: Text

  @inline(never)
  func concatenate(_ parts: UnsafeMutablePointer<Value>, _ count: Int) -> StrObject {
    var total = 0
    var isASCII = true
    for index in 0..<count {
      guard let text = parts[index].str else { continue }
      total += text.count
      isASCII = isASCII && text.isASCII
    }
    if isASCII {
      return StrObject(asciiCount: total) { target in
        var target = target
        for index in 0..<count {
          guard let text = parts[index].str, let base = text.ascii.baseAddress else { continue }
          target.update(from: base, count: text.count)
          target += text.count
        }
      }
    }
    var builder = StrBuilder()
    for index in 0..<count { if let text = parts[index].str { builder.append(text) } }
    return builder.build()
  }

  /// `ascii(x)` of a repr: what is not ASCII is escaped.
  static func ascii(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      if scalar.isASCII { result.unicodeScalars.append(scalar) } else {
        let digits = String(scalar.value, radix: 16)
        let (letter, width) = scalar.value < 0x100 ? ("x", 2) : scalar.value < 0x10000 ? ("u", 4) : ("U", 8)
        result += "\\" + letter + String(repeating: "0", count: width - digits.count) + digits
      }
    }
    return result
  }

  @inline(never)
  func format(_ value: Value, conversion: Int32, spec: Value?) throws -> Value {
    var value = value
    switch conversion {
    case 114: value = Value(try value.repr())
    case 115: value = Value(try value.strObject())
    case 97: value = Value(Self.ascii(try value.repr()))
    default: break
    }
    if let text = spec?.str, let quick = QuickFormat(text) {
      var formatted: StrObject?
      switch value {
      case .int(let number): formatted = quick.format(number)
      case .float(let number): formatted = quick.format(number)
      case .object(let object) where object.kind == .str:
        formatted = quick.format(unsafeDowncast(object, to: StrObject.self))
      default: break
      }
      if let formatted { return .object(formatted) }
    }
    guard let spec = spec?.string, !spec.isEmpty else {
      if let object = value.object, object.dunder(.format) != nil { return Value(try value.format("")) }
      return Value(try value.strObject())
    }
    return Value(try value.format(spec))
  }
}
