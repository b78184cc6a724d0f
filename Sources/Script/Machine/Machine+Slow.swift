/// What the loop leaves to functions: the general cases of its instructions.
extension Machine {
  @inline(never)
  func arithmetic(_ op: BinaryOperator, _ i: Instruction, _ regs: UnsafeMutablePointer<Value>) throws {
    let right = regs[Int(i.c)]
    if i.flag & 2 != 0 { regs[Int(i.c)] = .unset }
    try arithmetic(op, right, i, regs)
  }

  @inline(never)
  func arithmetic(_ op: BinaryOperator, _ right: Value, _ i: Instruction, _ regs: UnsafeMutablePointer<Value>) throws {
    let left = regs[Int(i.b)]
    if op == .add, case .object(let x) = left, case .object(let y) = right, x.kind == .str, y.kind == .str {
      let text = unsafeDowncast(x, to: StrObject.self).appending(unsafeDowncast(y, to: StrObject.self))
      regs[Int(i.a)] = .object(text)
      return
    }
    regs[Int(i.a)] = try i.flag & 1 != 0 ? left.inPlace(op, right) : left.binary(op, right)
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
    _ i: Instruction, _ regs: UnsafeMutablePointer<Value>, _ constants: UnsafeMutablePointer<Value>
  ) throws -> Value {
    guard let dict = regs[0].dict else { throw ScriptError(.systemError, "class body without a namespace") }
    let name = constants[Int(i.d)]
    if let value = try dict.get(name) { return value }
    if i.b == 0xFFFF && i.c == 0xFFFF {
      let annotations = Value(DictObject())
      try dict.set(name, annotations)
      return annotations
    }
    let header = frame.pointee.header.pointee
    let global = header.globals.pointee[Int(i.b) << 16 | Int(i.c)]
    if !global.isUnset { return global }
    let builtIn = header.builtins.pointee[Int(i.e)]
    if !builtIn.isUnset { return builtIn }
    throw undefinedGlobal(Int(i.b) << 16 | Int(i.c))
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

  // MARK: Attributes

  @inline(never)
  func getAttribute(_ value: Value, _ name: Value, _ cache: UnsafeMutablePointer<InlineCache>) throws -> Value {
    let text = name.string ?? ""
    if let instance = value.instance, let dunders = instance.type.dunders, dunders[.getAttribute] == nil,
      let slot = instance.shape.index(of: text), isPlain(instance.type.lookup(text)) {
      cache.pointee.key = UnsafeRawPointer(Unmanaged.passUnretained(instance.shape).toOpaque())
      cache.pointee.epoch = TypeObject.epoch
      cache.pointee.slot = slot
      return instance.slots[slot]
    }
    return try value.getAttribute(text)
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
    let text = name.string ?? ""
    if case .object(let object) = value, canCache(object, text), let method = object.type.lookup(text)?.object,
      method.layout == .function || method.layout == .nativeFunction
        && unsafeDowncast(method, to: NativeFunction.self).receiver != nil {
      cache.pointee.key =
        object.kind == .instance
        ? UnsafeRawPointer(Unmanaged.passUnretained(unsafeDowncast(object, to: InstanceObject.self).shape).toOpaque())
        : UnsafeRawPointer(Unmanaged.passUnretained(object.type).toOpaque())
      cache.pointee.epoch = TypeObject.epoch
      cache.pointee.value = method
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
    guard let spec = spec?.string, !spec.isEmpty else {
      if let object = value.object, object.dunder(.format) != nil { return Value(try value.format("")) }
      return Value(try value.strObject())
    }
    return Value(try value.format(spec))
  }
}
