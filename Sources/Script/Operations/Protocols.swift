// What can be done with any value. These look for special methods of classes written in the language first, then
// ask the native object.

extension Value {
  // MARK: Text

  /// `repr(x)`.
  public func repr() throws -> String {
    switch self {
    case .none: return "None"
    case .unset: return "<unset>"
    case .bool(let value): return value ? "True" : "False"
    case .int(let value): return String(value)
    case .float(let value): return FloatText.repr(value)
    case .object(let object):
      guard let method = object.dunder(.repr) else { return try object.repr() }
      return try Self.text(method.call(self), "__repr__")
    }
  }

  /// `str(x)`: the text of a value.
  public func text() throws -> String {
    guard case .object(let object) = self else { return try repr() }
    if object.kind == .str { return unsafeDowncast(object, to: StrObject.self).string }
    if let method = object.dunder(.str) { return try Self.text(method.call(self), "__str__") }
    if let method = object.dunder(.repr), object.layout != .exception, object.layout != .str {
      return try Self.text(method.call(self), "__str__")
    }
    return try object.str()
  }

  /// `str(x)` as an object, without a detour through a Swift string when it is one already.
  public func strObject() throws -> StrObject {
    if case .int(let value) = self { return StrObject(decimal: value) }
    if let str, str.kind == .str { return str }
    return StrObject(try text())
  }

  /// `format(x, spec)`.
  public func format(_ spec: String) throws -> String {
    if let text = try formattedByMethod(spec) { return text.string ?? "" }
    if case .object(let object) = self {
      if object.layout != .str && object.layout != .bigInt { return try object.format(spec) }
    }
    if spec.isEmpty { return try text() }
    return try formatNative(spec)
  }

  /// What `__format__` of a class written in the language gives: a `str`, or an object of a class that comes from it.
  func formattedByMethod(_ spec: String) throws -> Value? {
    guard case .object(let object) = self, let method = object.dunder(.format) else { return nil }
    let result = try method.call(self, Value(spec))
    if result.str != nil { return result }
    throw ScriptError(.typeError, "__format__ must return a str, not \(result.typeName)")
  }

  /// `format` of the types whose values have their own mini-language.
  private func formatNative(_ text: String) throws -> String {
    if isNone { throw ScriptError(.typeError, "unsupported format string passed to NoneType.__format__") }
    let spec = try FormatSpec(text, typeName: typeName)
    switch self {
    case .int(let value): return try spec.format(value)
    case .float(let value): return try spec.format(value)
    case .bool(let value): return try spec.format(value ? 1 : 0, typeName: "bool")
    default:
      if let big = bigInt { return try spec.format(big.value) }
      if let str { return try spec.format(str.string) }
      throw ScriptError(.typeError, "unsupported format string passed to \(typeName).__format__")
    }
  }

  private static func text(_ value: Value, _ method: String) throws -> String {
    if let text = value.string { return text }
    throw ScriptError(.typeError, "\(method) returned non-string (type \(value.typeName))")
  }

  // MARK: Truth, identity, equality

  /// `bool(x)`.
  public func isTrue() throws -> Bool {
    switch self {
    case .none, .unset: return false
    case .bool(let value): return value
    case .int(let value): return value != 0
    case .float(let value): return value != 0
    case .object(let object):
      if let method = object.dunder(.bool) {
        let result = try method.call(self)
        guard case .bool(let answer) = result else {
          throw ScriptError(.typeError, "__bool__ should return bool, returned \(result.typeName)")
        }
        return answer
      }
      if object.dunder(.length) != nil { return try length() != 0 }
      return try object.truth()
    }
  }

  /// `x is y`.
  public func isIdentical(to other: Value) -> Bool {
    switch (self, other) {
    case (.none, .none), (.unset, .unset): true
    case (.bool(let a), .bool(let b)): a == b
    case (.int(let a), .int(let b)): a == b
    case (.float(let a), .float(let b)): a.bitPattern == b.bitPattern
    case (.object(let a), .object(let b)): a === b
    default: false
    }
  }

  /// `hash(x)`.
  public func hash() throws -> Int {
    switch self {
    case .int(let value): return Integers.hash(value)
    case .bool(let value): return value ? 1 : 0
    case .float(let value): return Integers.hash(value)
    case .none, .unset: return 0xFCA8_6420
    case .object(let object):
      if object.kind == .str { return unsafeDowncast(object, to: StrObject.self).hashValue64 }
      guard object.type.isUserDefined, let dunders = object.type.dunders else { return try object.hash() }
      if let method = dunders[.hash] {
        if method.isNone { throw ScriptError(.typeError, "unhashable type: '\(object.type.messageName)'") }
        let result = try method.call(self)
        if let hash = result.exactInt { return hash == -1 ? -2 : hash }
        guard let hash = result.integer else {
          throw ScriptError(.typeError, "__hash__ method should return an integer")
        }
        return Int(exactly: hash) ?? Integers.hash(hash)
      }
      return try object.hash()
    }
  }

  /// `x == y`, as a truth.
  public func equals(_ other: Value) throws -> Bool {
    switch (self, other) {
    case (.int(let a), .int(let b)): return a == b
    case (.object(let a), .object(let b)) where a.kind == .str && b.kind == .str:
      return unsafeDowncast(a, to: StrObject.self).isEqual(to: unsafeDowncast(b, to: StrObject.self))
    default: return try compare(.equal, other).isTrue()
    }
  }

  // MARK: Containers

  /// `len(x)`.
  public func length() throws -> Int {
    if case .object(let object) = self {
      if let method = object.dunder(.length) {
        let result = try method.call(self)
        guard let answer = try result.indexOfAnySize() else {
          throw ScriptError(.typeError, "'\(result.typeName)' object cannot be interpreted as an integer")
        }
        guard let count = answer.exactInt else {
          if answer.bigInt?.value.signum() == -1 { throw ScriptError(.valueError, "__len__() should return >= 0") }
          throw ScriptError(.overflowError, "cannot fit '\(result.typeName)' into an index-sized integer")
        }
        if count < 0 { throw ScriptError(.valueError, "__len__() should return >= 0") }
        return count
      }
      if let count = try object.length() { return count }
    }
    throw ScriptError(.typeError, "object of type '\(typeName)' has no len()")
  }

  /// `x[key]`.
  public func getItem(_ key: Value) throws -> Value {
    guard case .object(let object) = self else {
      throw ScriptError(.typeError, "'\(typeName)' object is not subscriptable")
    }
    if let method = object.dunder(.getItem) { return try method.call(self, key) }
    if let type = asType {
      if let method = type.lookup("__class_getitem__") {
        return try Attributes.bind(method, to: nil, type: type).call(key)
      }
      return try TypeExpressions.subscripted(type, key)
    }
    return try object.getItem(key)
  }

  /// `x[key] = value`.
  public func setItem(_ key: Value, _ value: Value) throws {
    guard case .object(let object) = self else {
      throw ScriptError(.typeError, "'\(typeName)' object does not support item assignment")
    }
    if let method = object.dunder(.setItem) {
      _ = try method.call(self, key, value)
    } else {
      try object.setItem(key, value)
    }
  }

  /// `del x[key]`.
  public func deleteItem(_ key: Value) throws {
    guard case .object(let object) = self else {
      throw ScriptError(.typeError, "'\(typeName)' object does not support item deletion")
    }
    if let method = object.dunder(.deleteItem) { _ = try method.call(self, key) } else { try object.deleteItem(key) }
  }

  /// Whether `iter(x)` works.
  public var isIterable: Bool {
    guard case .object(let object) = self else { return false }
    if let method = object.dunder(.iterate) { return !method.isNone }
    if object.dunder(.getItem) != nil { return true }
    return (try? object.iterate()) != nil
  }

  /// `iter(x)`.
  public func iterate() throws -> IteratorObject {
    if case .object(let object) = self {
      if let method = object.dunder(.iterate) {
        if method.isNone { throw ScriptError(.typeError, "'\(typeName)' object is not iterable") }
        let iterator = try method.call(self)
        if let native = iterator.iterator { return native }
        if iterator.object?.dunder(.next) != nil { return UserIterator(iterator) }
        throw ScriptError(.typeError, "iter() returned non-iterator of type '\(iterator.typeName)'")
      }
      if let iterator = try object.iterate() { return iterator }
      if object.dunder(.getItem) != nil { return IndexIterator(self) }
    }
    throw ScriptError(.typeError, "'\(typeName)' object is not iterable")
  }

  /// `iter(x)`; `nil` where it refuses with a `TypeError`, which CPython puts in other words here and there.
  func asIterator() throws -> IteratorObject? {
    do { return try iterate() } catch let error as ScriptError where error.exception.type.isSubclass(of: .typeError) {
      return nil
    }
  }

  /// Everything that iterating gives.
  public func items() throws -> [Value] {
    if case .object(let object) = self {
      if object.kind == .list { return unsafeDowncast(object, to: ListObject.self).items }
      if object.kind == .tuple { return unsafeDowncast(object, to: TupleObject.self).items }
    }
    if let range { try MemoryLimit.check(range.count, stride: MemoryLayout<Value>.stride) }
    let iterator = try iterate()
    var items: [Value] = []
    try askLength()
    if let remaining = iterator.remaining {
      try MemoryLimit.check(remaining, stride: MemoryLayout<Value>.stride)
      items.reserveCapacity(remaining)
    }
    while let item = try iterator.next() {
      items.append(item)
      if items.count & 0xFFF == 0 {
        try Interpreter.running.checkInterruption()
        try MemoryLimit.checkGrowth(of: items.count)
      }
    }
    return items
  }

  /// Asks an object of a class written in the language how many items it expects, as CPython does before it makes a
  /// list of them: the answer is of no use here, but what it raises is seen.
  func askLength() throws {
    guard case .object(let object) = self else { return }
    if let walked = (object as? IndexIterator)?.object { return try walked.askLength() }
    guard object.type.isUserDefined else { return }
    do {
      if object.dunder(.length) != nil {
        _ = try length()
        return
      }
      guard object.layout == .instance, let method = object.dunder("__length_hint__") else { return }
      let hint = try method.call(self)
      if hint.isNotImplemented { return }
      guard hint.integer != nil else {
        throw ScriptError(.typeError, "__length_hint__ must be an integer, not \(hint.typeName)")
      }
      if try hint.asIndex() < 0 { throw ScriptError(.valueError, "__length_hint__() should return >= 0") }
    } catch let error as ScriptError where error.exception.type.isSubclass(of: .typeError) {
      if error.exception.message.hasPrefix("__length_hint__ must") { throw error }
    }
  }

  /// Calls `body` with everything that iterating gives, one at a time as it comes; stops when asked to.
  func forEach(_ body: (Value) throws -> Void) throws {
    let iterator = try iterate()
    var count = 0
    while let item = try iterator.next() {
      try body(item)
      count &+= 1
      if count & 0x3FF == 0 { try Interpreter.running.checkInterruption() }
    }
  }

  /// `item in x`.
  public func contains(_ item: Value) throws -> Bool {
    guard case .object(let object) = self else {
      throw ScriptError(.typeError, "argument of type '\(typeName)' is not iterable")
    }
    if let method = object.dunder(.contains) {
      if method.isNone { throw ScriptError(.typeError, "'\(typeName)' object is not a container") }
      return try method.call(self, item).isTrue()
    }
    // The containers' own test goes before a subclass's `__iter__`.
    if object.layout.isContainer || object.dunder(.iterate) == nil, let answer = try object.contains(item) {
      return answer
    }
    guard isIterable, let iterator = try asIterator() else {
      throw ScriptError(.typeError, "argument of type '\(typeName)' is not iterable")
    }
    var count = 0
    while let candidate = try iterator.next() {
      if try candidate.isIdentical(to: item) || candidate.equals(item) { return true }
      count &+= 1
      if count & 0x3FF == 0 { try Interpreter.running.checkInterruption() }
    }
    return false
  }

  /// The integer that the value stands for as an index; `nil` when it is none.
  public func index() throws -> Int? {
    if let value = exactInt { return value }
    guard case .object(let object) = self else { return nil }
    if object.layout != .bigInt, object.dunder(.index) != nil, let result = try indexOfAnySize() {
      if let value = result.exactInt { return value }
      throw ScriptError(.overflowError, "cannot fit '\(typeName)' into an index-sized integer")
    }
    return try object.index()
  }

  /// The integer that the value stands for as an index, small or big; `nil` when it is none.
  func indexOfAnySize() throws -> Value? {
    if let value = exactInt { return .int(value) }
    guard case .object(let object) = self else { return nil }
    if let big = bigInt { return Value(big.value) }
    guard let method = object.dunder(.index) else { return try object.index().map { .int($0) } }
    let result = try method.call(self)
    if let value = result.exactInt { return .int(value) }
    guard result.bigInt != nil else {
      throw ScriptError(.typeError, "__index__ returned non-int (type \(result.typeName))")
    }
    return result
  }

  // MARK: Contexts

  /// What `with x as value` binds.
  func enter() throws -> Value {
    guard case .object(let object) = self else { throw noContextManager() }
    if object.type.isUserDefined {
      guard let method = object.dunder(.enter) else { throw noContextManager() }
      if object.dunder(.exit) == nil { throw noContextManager(" (missed __exit__ method)") }
      return try method.call(self)
    }
    return try object.enter()
  }

  /// Ends a `with`; whether the error is swallowed.
  func exit(_ error: ExceptionObject?) throws -> Bool {
    guard case .object(let object) = self else { throw noContextManager() }
    guard let method = object.dunder(.exit) else { return try object.exit(error) }
    guard let error else { return try method.call(self, .none, .none, .none).isTrue() }
    return try method.call(self, Value(error.type), Value(error), Value(TracebackObject(error))).isTrue()
  }

  private func noContextManager(_ detail: String = "") -> ScriptError {
    ScriptError(.typeError, "'\(typeName)' object does not support the context manager protocol\(detail)")
  }

  // MARK: Calls

  /// Whether `x(…)` can be tried.
  public var isCallable: Bool {
    guard case .object(let object) = self else { return false }
    return object.isCallable || object.dunder(.call) != nil
  }

  /// `x(…)`.
  @discardableResult public func call(_ arguments: Value...) throws -> Value {
    try Interpreter.running.call(self, arguments)
  }

  /// `x(argument)`, the shortest way: for native loops that call a function for each item.
  @discardableResult public func call(_ argument: __owned Value) throws -> Value {
    let interpreter = Interpreter.running
    guard case .object(let object) = self, object.kind == .function else {
      return try interpreter.call(self, [argument])
    }
    return try interpreter.machine.call(unsafeDowncast(object, to: FunctionObject.self), argument)
  }

  /// `x(…)` with keywords.
  @discardableResult public func call(_ arguments: Arguments) throws -> Value {
    try Interpreter.running.call(self, arguments.positional, arguments.keywords)
  }

  /// `x.name(…)`.
  @discardableResult public func callMethod(_ name: String, _ arguments: Value...) throws -> Value {
    try Interpreter.running.call(getAttribute(name), arguments)
  }
}
