/// What the loop leaves to functions: the general cases of its instructions.
extension Machine {
  @inline(never)
  func arithmetic(_ op: BinaryOperator, _ i: UnsafeMutablePointer<Instruction>, _ regs: UnsafeMutablePointer<Value>)
    throws
  {
    let right = regs[Int(i.pointee.c)]
    if i.pointee.flag & 2 != 0 { regs[Int(i.pointee.c)] = .unset }
    try arithmetic(op, right, i, regs)
  }

  @inline(never)
  func arithmetic(
    _ op: BinaryOperator, _ right: Value, _ i: UnsafeMutablePointer<Instruction>, _ regs: UnsafeMutablePointer<Value>
  ) throws {
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
    let candidates =
      locals + ["True", "False", "None"] + namespace.items.map(\.name) + interpreter.builtins.items.map(\.name)
    error.exception.suggestion = Suggestions.nearest(to: name, among: candidates)
    return error
  }

  @inline(never)
  func loadName(
    _ i: UnsafeMutablePointer<Instruction>, _ regs: UnsafeMutablePointer<Value>,
    _ constants: UnsafeMutablePointer<Value>
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
      if scalar.isASCII {
        result.unicodeScalars.append(scalar)
      } else {
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
    let text = spec?.string ?? ""
    if let formatted = try value.formattedByMethod(text) { return formatted }
    return Value(text.isEmpty ? try value.strObject() : StrObject(try value.format(text)))
  }
}
