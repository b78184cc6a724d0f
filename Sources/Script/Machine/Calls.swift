/// Calls from native code into the language, and of anything callable with arguments in arrays.
extension Interpreter {
  /// Calls `callee` with these arguments.
  /// - Throws: ``ScriptError`` for an exception of the language, whatever native code throws otherwise.
  @discardableResult
  public func call(
    _ callee: Value, _ arguments: [Value] = [], _ keywords: [(name: String, value: Value)] = []
  ) throws -> Value {
    guard case .object(let object) = callee else { throw notCallable(callee) }
    switch object.layout {
    case .nativeFunction:
      return try NativeCalls.call(unsafeDowncast(object, to: NativeFunction.self), arguments, keywords)
    case .boundMethod:
      let method = unsafeDowncast(object, to: BoundMethodObject.self)
      return try call(method.function, [method.receiver] + arguments, keywords)
    case .type: return try construct(unsafeDowncast(object, to: TypeObject.self), arguments, keywords)
    case .function: return try callFunction(unsafeDowncast(object, to: FunctionObject.self), arguments, keywords)
    default:
      if let method = object.dunder(.call) { return try call(method, [callee] + arguments, keywords) }
      guard object.isCallable else { throw notCallable(callee) }
      return try object.call(Arguments(arguments, keywords: keywords))
    }
  }

  private func notCallable(_ value: Value) -> ScriptError {
    ScriptError(.typeError, "'\(value.typeName)' object is not callable")
  }

  /// `T(…)`.
  func construct(_ type: TypeObject, _ arguments: [Value], _ keywords: [(name: String, value: Value)]) throws -> Value {
    if !type.isUserDefined {
      return try NativeCalls.call(nativeConstructor(type), [Value(type)] + arguments, keywords)
    }
    let instance = try allocate(type, arguments, keywords)
    guard instance.type.isSubclass(of: type) else { return instance }
    if let initialise = type.lookup("__init__") {
      let native = initialise.native
      if native != nil, let exception = instance.exception { try ExceptionDetails.fill(exception, keywords) }
      // `object.__init__` takes no arguments; the native constructors have used theirs already.
      if native == nil || type.allocate != nil {
        // A list or set whose class has a `__new__` of its own may be given keywords for that.
        let isForNew = native != nil && type.dunders?[.new] != nil && instance.dict == nil
        let result = try call(initialise, [instance] + arguments, isForNew ? [] : keywords)
        if !result.isNone {
          throw ScriptError(.typeError, "__init__() should return None, not '\(result.typeName)'")
        }
        return instance
      }
    }
    if type.nativeBase === TypeObject.object, type.dunders?[.new] == nil, !(arguments.isEmpty && keywords.isEmpty) {
      throw ScriptError(.typeError, "\(type.name)() takes no arguments")
    }
    return instance
  }

  /// The constructor of a native type, which must be its own or that of a native type above other than `object`.
  func nativeConstructor(_ type: TypeObject) throws -> NativeFunction {
    guard let constructor = type.inheritedConstructor,
      type === TypeObject.object || constructor.receiver !== TypeObject.object
    else { throw ScriptError(.typeError, "cannot create '\(type.name)' instances") }
    return constructor
  }

  /// The object that `T(…)` then initialises.
  func allocate(
    _ type: TypeObject, _ arguments: [Value], _ keywords: [(name: String, value: Value)]
  ) throws -> Value {
    if let new = type.dunders?[.new] {
      let function = new.object as? StaticMethodObject
      return try call(function?.function ?? new, [Value(type)] + arguments, keywords)
    }
    return try allocateNative(type, arguments, keywords)
  }

  /// What `object.__new__(T, …)` makes.
  func allocateNative(
    _ type: TypeObject, _ arguments: [Value], _ keywords: [(name: String, value: Value)]
  ) throws -> Value {
    let native = type.nativeBase
    if native === TypeObject.object { return Value(InstanceObject(type)) }
    if native.isSubclass(of: .baseException) { return Value(ExceptionObject(type, arguments)) }
    if let allocate = type.allocate { return Value(allocate(type)) }
    // The keywords of a tuple or frozenset whose class has an `__init__` of its own are for that.
    let isForInit =
      (native === TypeObject.tuple || native === TypeObject.frozenSet) && type.dunders?[.initialise] != nil
    guard let constructor = type.inheritedConstructor else {
      throw ScriptError(.typeError, "cannot create '\(type.name)' instances")
    }
    return try NativeCalls.call(constructor, [Value(type)] + arguments, isForInit ? [] : keywords)
  }
}

/// Binding of arguments to the parameters of native functions.
enum NativeCalls {
  static func call(
    _ function: NativeFunction, _ arguments: [Value], _ keywords: [(name: String, value: Value)]
  ) throws -> Value {
    try NativeStack.check()
    return try withUnsafeTemporaryAllocation(of: Value.self, capacity: arguments.count + 1) { buffer in
      let base = buffer.baseAddress.unsafelyUnwrapped
      for (index, argument) in arguments.enumerated() { (base + index).initialize(to: argument) }
      defer { base.deinitialize(count: arguments.count) }
      return try call(function, base, arguments.count, keywords)
    }
  }

  /// Calls `function` with `count` positional arguments at `base` (the receiver first, for a method).
  @inline(__always)
  static func call(
    _ function: NativeFunction, _ base: UnsafeMutablePointer<Value>, _ count: Int,
    _ keywords: [(name: String, value: Value)]
  ) throws -> Value {
    let offset = function.receiver == nil ? 0 : 1
    if keywords.isEmpty && count - offset == function.directCount {
      try checkReceiver(function, base, count)
      return try function.body(CallArguments(base: base + offset, function: function))
    }
    return try bind(function, base, count, keywords)
  }

  /// Refuses `str.upper(5)`: a method called on something else.
  @inline(__always)
  private static func checkReceiver(_ function: NativeFunction, _ base: UnsafeMutablePointer<Value>, _ count: Int)
    throws
  {
    guard let type = function.receiver, !function.isConstructor else { return }
    if count > 0, case .object(let object) = base[0], object.type === type { return }
    try checkReceiverSlowly(function, type, base, count)
  }

  private static func checkReceiverSlowly(
    _ function: NativeFunction, _ type: TypeObject, _ base: UnsafeMutablePointer<Value>, _ count: Int
  ) throws {
    if count == 0 {
      throw ScriptError(.typeError, "unbound method \(function.displayName)() needs an argument")
    }
    let actual = base[0].type
    if actual.isSubclass(of: type) || base[0].asType != nil { return }
    throw ScriptError(
      .typeError,
      "descriptor '\(function.name)' for '\(type.name)' objects doesn't apply to a '\(actual.name)' object")
  }

  private static func bind(
    _ function: NativeFunction, _ base: UnsafeMutablePointer<Value>, _ count: Int,
    _ keywords: [(name: String, value: Value)]
  ) throws -> Value {
    if keywords.isEmpty, function.defaultsCount >= 0 { return try fill(function, base, count) }
    try checkReceiver(function, base, count)
    let offset = function.receiver == nil ? 0 : 1
    let signature = function.signature
    if keywords.isEmpty, function.defaultsCount >= 0 { return try fill(function, base, count) }
    let given = count - offset
    let total = signature.parameters.count + offset
    return try withUnsafeTemporaryAllocation(of: Value.self, capacity: total + 1) { buffer in
      let bound = buffer.baseAddress.unsafelyUnwrapped
      bound.initialize(repeating: .unset, count: total + 1)
      defer { bound.deinitialize(count: total + 1) }
      if offset == 1 { bound[0] = base[0] }
      let values = bound + offset
      if !keywords.isEmpty, !signature.takesKeywords, function.isCFunction {
        throw ScriptError(.typeError, "\(function.displayName)() takes no keyword arguments")
      }
      if signature.takesKeywords, signature.rest == nil, signature.keywords == nil, function.isCFunction {
        try checkLikeArgumentClinic(function, given, keywords)
      }
      if given > signature.positional && signature.rest == nil { throw wrongCount(function, given) }
      for index in 0..<min(given, signature.positional) { values[index] = base[offset + index] }
      if let rest = signature.rest {
        let extra = max(given - signature.positional, 0)
        values[rest] = Value(TupleObject(copying: base + offset + given - extra, count: extra))
      }
      let other = signature.keywords.map { index in
        let dict = DictObject()
        values[index] = Value(dict)
        return dict
      }
      for (name, value) in keywords {
        let index = signature.parameters.firstIndex {
          ($0.name == name || $0.alias == name) && ($0.kind == .normal || $0.kind == .keywordOnly)
        }
        if let index {
          if !values[index].isUnset {
            throw ScriptError(
              .typeError,
              signature.isNativeStyle
                ? "argument for \(function.name)() given by name ('\(name)') and position (\(index + 1))"
                : "\(function.name)() got multiple values for argument '\(name)'")
          }
          values[index] = value
        } else if let other {
          other[name] = value
        } else {
          if given > 0 { try function.readsFirst?(values[0]) }
          throw unknownKeyword(function, name)
        }
      }
      for (index, parameter) in signature.parameters.enumerated() where values[index].isUnset {
        guard let value = parameter.defaultValue else { throw missing(function, given, bound: values) }
        values[index] = value
      }
      return try function.body(CallArguments(base: values, function: function))
    }
  }

  /// A call by position of a function that has only parameters by position.
  private static func fill(
    _ function: NativeFunction, _ base: UnsafeMutablePointer<Value>, _ count: Int
  ) throws -> Value {
    try checkReceiver(function, base, count)
    let offset = function.receiver == nil ? 0 : 1
    let total = function.directCount
    let given = count - offset
    if given > total || given < total - function.defaultsCount {
      if function.isCFunction, function.signature.takesKeywords { try checkLikeArgumentClinic(function, given, []) }
      throw given > total ? wrongCount(function, given) : missing(function, given, base + offset, given)
    }
    return try withUnsafeTemporaryAllocation(of: Value.self, capacity: total + 1) { buffer in
      let bound = buffer.baseAddress.unsafelyUnwrapped
      bound.initializeCopies(base, count)
      let firstDefault = total - function.defaultsCount
      function.defaults.withUnsafeBufferPointer { defaults in
        guard let defaults = defaults.baseAddress else { return }
        (bound + count).initializeCopies(
          UnsafeMutablePointer(mutating: defaults) + (given - firstDefault), total - given)
      }
      defer { bound.releaseAll(total + offset) }
      return try function.body(CallArguments(base: bound + offset, function: function))
    }
  }

  private static func missing(
    _ function: NativeFunction, _ given: Int, _ values: UnsafeMutablePointer<Value>, _ count: Int
  ) -> ScriptError {
    withUnsafeTemporaryAllocation(of: Value.self, capacity: function.directCount + 1) { buffer in
      let bound = buffer.baseAddress.unsafelyUnwrapped
      bound.initialize(repeating: .unset, count: function.directCount + 1)
      defer { bound.deinitialize(count: function.directCount + 1) }
      for index in 0..<count { bound[index] = values[index] }
      return missing(function, given, bound: bound)
    }
  }

  // MARK: Messages

  /// What CPython's parser for functions in C with keywords complains of, in its order.
  private static func checkLikeArgumentClinic(
    _ function: NativeFunction, _ given: Int, _ keywords: [(name: String, value: Value)]
  ) throws {
    let signature = function.signature
    let total = signature.parameters.count
    let all = given + keywords.count
    let name = function.name
    if name == "sorted", given != 1 { throw ScriptError(.typeError, "sorted expected 1 argument, got \(given)") }
    if all > total {
      let exact = signature.required == total ? "exactly" : "at most"
      throw ScriptError(
        .typeError,
        "\(name)() takes \(exact) \(total) \(given == 0 ? "keyword " : "")argument\(plural(total)) (\(all) given)")
    }
    if given > signature.positional {
      if signature.positional == 0 { throw ScriptError(.typeError, "\(name)() takes no positional arguments") }
      let exact = signature.required == signature.positional ? "exactly" : "at most"
      throw ScriptError(
        .typeError,
        "\(name)() takes \(exact) \(signature.positional) positional argument\(plural(signature.positional)) (\(given) given)"
      )
    }
    let minimum = signature.parameters.filter { $0.kind == .positionalOnly && $0.defaultValue == nil }.count
    if given < minimum {
      let least =
        signature.parameters.filter { $0.kind == .positionalOnly }.count == signature.positional
        ? "exactly" : "at least"
      throw ScriptError(
        .typeError, "\(name)() takes \(least) \(minimum) positional argument\(plural(minimum)) (\(given) given)")
    }
    for (index, parameter) in signature.parameters.enumerated()
    where index >= given && parameter.defaultValue == nil && !keywords.contains(where: { $0.name == parameter.name }) {
      throw ScriptError(.typeError, "\(name)() missing required argument '\(parameter.name)' (pos \(index + 1))")
    }
    for (index, parameter) in signature.parameters.enumerated()
    where index < given && parameter.kind == .normal && keywords.contains(where: { $0.name == parameter.name }) {
      throw ScriptError(
        .typeError, "argument for \(name)() given by name ('\(parameter.name)') and position (\(index + 1))")
    }
  }

  private static func plural(_ count: Int) -> String { count == 1 ? "" : "s" }

  private static func wrongCount(_ function: NativeFunction, _ given: Int) -> ScriptError {
    let signature = function.signature
    if signature.isNativeStyle {
      if signature.hasNamedPositional || function.countsParenthesised { return wrongNamedCount(function, given) }
      if signature.positional == 0 && signature.hasKeywordOnly {
        return ScriptError(.typeError, "\(function.name)() takes no positional arguments")
      }
      if signature.positional == 0 {
        return ScriptError(.typeError, "\(function.displayName)() takes no arguments (\(given) given)")
      }
      if signature.positional == 1 && signature.required == 1 && !signature.hasKeywordOnly {
        return ScriptError(.typeError, "\(function.displayName)() takes exactly one argument (\(given) given)")
      }
      if signature.positional == signature.required {
        return ScriptError(
          .typeError,
          "\(function.name) expected \(signature.positional) argument\(plural(signature.positional)), got \(given)")
      }
      let bound = given < signature.required ? signature.required : signature.positional
      return ScriptError(
        .typeError,
        "\(function.name) expected at \(given < signature.required ? "least" : "most") \(bound) argument\(plural(bound)), got \(given)"
      )
    }
    let extra = function.receiver == nil ? 0 : 1
    let limit = signature.positional + extra
    let range =
      signature.required == signature.positional ? "\(limit)" : "from \(signature.required + extra) to \(limit)"
    return ScriptError(
      .typeError,
      "\(function.displayName)() takes \(range) positional argument\(plural(limit)) but \(given + extra) \(given + extra == 1 ? "was" : "were") given"
    )
  }

  /// A wrong number of arguments, in the words of C functions whose parameters have names.
  private static func wrongNamedCount(_ function: NativeFunction, _ given: Int) -> ScriptError {
    let signature = function.signature
    let tooFew = given < signature.required
    let bound = tooFew ? signature.required : signature.positional
    let limit = signature.required == signature.positional ? "exactly" : tooFew ? "at least" : "at most"
    let kind = tooFew && signature.hasNamedPositional ? "positional argument" : "argument"
    return ScriptError(
      .typeError, "\(function.name)() takes \(limit) \(bound) \(kind)\(plural(bound)) (\(given) given)")
  }

  private static func missing(
    _ function: NativeFunction, _ given: Int, bound: UnsafeMutablePointer<Value>
  ) -> ScriptError {
    let signature = function.signature
    if signature.isNativeStyle {
      let named = signature.parameters.enumerated().first {
        $0.element.kind == .normal && $0.element.defaultValue == nil && bound[$0.offset].isUnset
      }
      if let named {
        return ScriptError(
          .typeError,
          "\(function.name)() missing required argument '\(named.element.name)' (pos \(named.offset + 1))")
      }
      if given < signature.required { return wrongCount(function, given) }
    }
    let missing = signature.parameters.enumerated().filter {
      bound[$0.offset].isUnset && $0.element.defaultValue == nil && $0.element.kind != .rest
        && $0.element.kind != .keywords
    }
    let keywordOnly = missing.allSatisfy { $0.element.kind == .keywordOnly }
    return ScriptError(
      .typeError,
      ArgumentMessages.missing(
        function.displayName, missing.filter { keywordOnly || $0.element.kind != .keywordOnly }.map(\.element.name),
        keywordOnly: keywordOnly))
  }

  private static func unknownKeyword(_ function: NativeFunction, _ name: String) -> ScriptError {
    let known = function.signature.parameters.filter { $0.kind == .normal || $0.kind == .keywordOnly }.map(\.name)
    if function.signature.isNativeStyle && known.isEmpty {
      return ScriptError(.typeError, "\(function.displayName)() takes no keyword arguments")
    }
    let message =
      function.signature.isNativeStyle || function.isCFunction
      ? "'\(name)' is an invalid keyword argument for \(function.keywordName)()"
      : "\(function.displayName)() got an unexpected keyword argument '\(name)'"
    let hint =
      Suggestions.nearest(to: name, among: known).map { "did you mean '\($0)'?" }
      ?? (known.isEmpty ? nil : "it takes " + known.joined(separator: ", "))
    return ScriptError(.typeError, message, hint: hint)
  }
}

/// The messages about arguments that functions written in Python give.
enum ArgumentMessages {
  /// `f() missing 2 required positional arguments: 'a' and 'b'`.
  static func missing(_ function: String, _ names: [String], keywordOnly: Bool) -> String {
    let quoted = names.map { "'\($0)'" }
    let list =
      switch quoted.count {
      case 0: ""
      case 1: quoted[0]
      case 2: quoted[0] + " and " + quoted[1]
      default: quoted.dropLast().joined(separator: ", ") + ", and " + quoted[quoted.count - 1]
      }
    let kind = keywordOnly ? "keyword-only" : "positional"
    return "\(function)() missing \(names.count) required \(kind) argument\(names.count == 1 ? "" : "s"): \(list)"
  }
}
