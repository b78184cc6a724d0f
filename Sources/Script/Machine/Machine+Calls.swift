/// Calls that the machine's loop does not make by itself.
extension Machine {
  /// How a call goes on.
  enum Outcome {
    /// It is done, with this result.
    case value(Value)
    /// The parameters are in place at the registers: run the function there.
    case enter(UnsafeMutablePointer<Code.Header>, UnsafeMutablePointer<Value>, Unmanaged<Object>?)
  }

  /// Calls `base[0]` with the `count` arguments after it, the last ones by the names given.
  func prepare(_ base: UnsafeMutablePointer<Value>, _ count: Int, _ names: TupleObject?) throws -> Outcome {
    var count = count
    guard case .object(let object) = base[0] else { throw notCallable(base[0]) }
    switch object.kind {
    case .function:
      return try prepare(unsafeDowncast(object, to: FunctionObject.self), base, count, names, instance: nil)
    case .nativeFunction:
      let function = unsafeDowncast(object, to: NativeFunction.self)
      let positional = count - (names?.count ?? 0)
      let keywords = self.keywords(base + 1 + positional, names)
      return .value(try NativeCalls.call(function, base + 1, positional, keywords))
    case .boundMethod:
      let method = unsafeDowncast(object, to: BoundMethodObject.self)
      shift(base, count)
      base[1] = method.receiver
      base[0] = method.function
      count += 1
      return try prepare(base, count, names)
    case .type:
      let type = unsafeDowncast(object, to: TypeObject.self)
      if !type.isUserDefined, names == nil {
        let constructor = try interpreter.nativeConstructor(type)
        // The type itself is the receiver, and it is in its place already.
        return .value(try NativeCalls.call(constructor, base, count + 1, []))
      }
      if type.isUserDefined, type.nativeBase === TypeObject.object, type.dunders?[.new] == nil,
        case .object(let initialise)? = type.dunders?[.initialise], initialise.kind == .function
      {
        let instance = InstanceObject(type)
        shift(base, count)
        base[1] = Value(instance)
        base[0] = .object(initialise)
        return try prepare(
          unsafeDowncast(initialise, to: FunctionObject.self), base, count + 1, names, instance: instance)
      }
      if names == nil, type.makesPlainExceptions, case .object(let initialise)? = type.dunders?[.initialise],
        initialise.kind == .function
      {
        let exception = ExceptionObject(type, Array(UnsafeBufferPointer(start: base + 1, count: count)))
        shift(base, count)
        base[1] = Value(exception)
        base[0] = .object(initialise)
        return try prepare(
          unsafeDowncast(initialise, to: FunctionObject.self), base, count + 1, names, instance: exception)
      }
    default: break
    }
    let positional = count - (names?.count ?? 0)
    let arguments = Array(UnsafeBufferPointer(start: base + 1, count: positional))
    return .value(try interpreter.call(base[0], arguments, keywords(base + 1 + positional, names)))
  }

  private func notCallable(_ value: Value) -> ScriptError {
    ScriptError(.typeError, "'\(value.typeName)' object is not callable")
  }

  /// Makes room for a receiver before the arguments; frames have one register to spare.
  private func shift(_ base: UnsafeMutablePointer<Value>, _ count: Int) {
    var index = count
    while index > 0 {
      base[index + 1] = base[index]
      index -= 1
    }
  }

  private func keywords(
    _ values: UnsafeMutablePointer<Value>, _ names: TupleObject?
  ) -> [(name: String, value: Value)] {
    guard let names else { return [] }
    return (0..<names.count).map { (names[$0].string ?? "", values[$0]) }
  }

  private func prepare(
    _ function: FunctionObject, _ base: UnsafeMutablePointer<Value>, _ count: Int, _ names: TupleObject?,
    instance: Object?
  ) throws -> Outcome {
    let header = function.code.header
    var registers = base + 1
    if frame.pointee.generator != nil || header.pointee.registerCount + count > 60_000 {
      // A generator's registers are not on the stack: the callee's are, above everything.
      let target = frame.pointee.top
      if target + count + header.pointee.registerCount + 2 >= stackEnd {
        throw ScriptError(.recursionError, "maximum recursion depth exceeded")
      }
      for index in 0...count { target[index] = base[index] }
      for index in 1..<(count + 1) { base[index] = .unset }
      registers = target + 1
    }
    try checkDepth(registers, header)
    let positional = count - (names?.count ?? 0)
    if positional == header.pointee.positionalCount, names == nil, header.pointee.isSimple {
      for index in positional..<max(header.pointee.localCount, positional) { registers[index] = .unset }
    } else {
      let keywords = self.keywords(registers + positional, names)
      for index in positional..<max(count, positional) { registers[index] = .unset }
      try bind(function, registers, positional, keywords)
    }
    if header.pointee.isGenerator { return .value(Value(makeGenerator(function, registers))) }
    return .enter(header, registers, instance.map { Unmanaged.passRetained($0) })
  }

  /// A call with its arguments in a list and a dict.
  func callSpread(_ base: UnsafeMutablePointer<Value>) throws -> Value {
    let arguments = base[1].list?.items ?? []
    guard let dict = base[2].dict else { return try interpreter.call(base[0], arguments) }
    let keywords = dict.items.map { (name: $0.key.string ?? "", value: $0.value) }
    return try interpreter.call(base[0], arguments, keywords)
  }

  /// What messages call a callee: `__main__.f()`.
  func displayName(_ callee: Value) -> String {
    if let function = callee.function {
      let module = function.module.name
      return module == "builtins" ? "\(function.qualifiedName)()" : "\(module).\(function.qualifiedName)()"
    }
    if let native = callee.native { return "\(native.displayName)()" }
    if let type = callee.asType {
      return type.module == "builtins" ? "\(type.qualifiedName)()" : "\(type.module).\(type.qualifiedName)()"
    }
    if let method = callee.object as? BoundMethodObject { return displayName(method.function) }
    return (try? callee.text()) ?? "\(callee.typeName) object"
  }

  /// Appends the items of `value` to a list; for the arguments of a call of `callee` if that is given.
  func extend(_ list: ListObject, _ value: Value, callee: Value?) throws {
    if let callee, !value.isIterable {
      throw ScriptError(
        .typeError, "\(displayName(callee)) argument after * must be an iterable, not \(value.typeName)")
    }
    if callee == nil, !value.isIterable {
      throw ScriptError(.typeError, "Value after * must be an iterable, not \(value.typeName)")
    }
    let iterator = try value.iterate()
    try value.askLength()
    while let item = try iterator.next() {
      list.append(item)
      try MemoryLimit.checkGrowth(of: list.count)
    }
  }

  /// Merges a mapping into a dict; for the keywords of a call of `callee` if that is given.
  func merge(_ dict: DictObject, _ value: Value, callee: Value?) throws {
    var entries: [(key: Value, value: Value)] = []
    if let other = value.dict, other.kind == .dict {
      entries = other.items
    } else if let keys = try Attributes.findQuietly(value, "keys") {
      for key in try keys.call().items() { entries.append((key, try value.getItem(key))) }
    } else if let callee {
      throw ScriptError(
        .typeError, "\(displayName(callee)) argument after ** must be a mapping, not \(value.typeName)")
    } else {
      throw ScriptError(.typeError, "'\(value.typeName)' object is not a mapping")
    }
    for (key, value) in entries {
      if let callee {
        guard let name = key.string else { throw ScriptError(.typeError, "keywords must be strings") }
        if dict[name] != nil {
          throw ScriptError(.typeError, "\(displayName(callee)) got multiple values for keyword argument '\(name)'")
        }
      }
      try dict.set(key, value)
    }
  }
}
