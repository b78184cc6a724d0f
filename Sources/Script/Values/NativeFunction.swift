/// A function or method implemented in Swift.
public final class NativeFunction: Object {
  public let name: String
  /// The type it is a method of; its first argument is then the receiver.
  public let receiver: TypeObject?
  /// Whether it makes objects: the receiver is the class itself.
  let isConstructor: Bool
  let body: (CallArguments) throws -> Value
  private let signatureText: String
  /// The parameters, without the receiver.
  public private(set) lazy var signature = {
    let signature = Signature(signatureText)
    // Calls that give every parameter by position skip the binding of arguments.
    directCount = signature.parameters.count == signature.positional ? signature.positional : -2
    if directCount >= 0 {
      defaults = signature.parameters.compactMap(\.defaultValue)
      defaultsCount = defaults.count
    }
    return signature
  }()
  /// The number of positional arguments that needs no binding; -1 before the signature is read, -2 for none.
  private(set) var directCount = -1
  /// The defaults of such a function's last parameters.
  private(set) var defaults: [Value] = []
  private(set) var defaultsCount = -1
  public var documentation: String?
  /// What is done with the first argument before unknown keywords are complained about.
  var readsFirst: ((Value) throws -> Void)?

  /// A function called `name`; see ``TypeObject/method(_:_:_:)`` for how signatures are written.
  public init(
    _ name: String, _ signature: String = "", receiver: TypeObject? = nil, isConstructor: Bool = false,
    _ body: @escaping (CallArguments) throws -> Value
  ) {
    self.name = name
    self.receiver = receiver
    self.isConstructor = isConstructor
    self.body = body
    signatureText = signature
    super.init(type: receiver == nil ? .builtinFunction : .methodDescriptor, layout: .nativeFunction)
  }

  /// The module it is a function of; `nil` for the built-in ones, and for methods.
  var module: String?

  /// The name that messages about its arguments use.
  var displayName: String {
    guard let receiver, !isConstructor else {
      // Functions in C go by the name of their module as well.
      return module.map { isCFunction && $0 != "builtins" ? "\($0).\(name)" : name } ?? name
    }
    return "\(receiver.name).\(name)"
  }

  /// Whether messages about the number of arguments write the name with parentheses: those of CPython's functions that
  /// read their arguments by a format do.
  var countsParenthesised: Bool {
    guard let receiver else { return false }
    if receiver.name == "deque" { return ["insert", "index"].contains(name) }
    guard receiver === TypeObject.str || receiver === TypeObject.bytes else { return false }
    return ["find", "rfind", "index", "rindex", "count", "startswith", "endswith"].contains(name)
  }

  /// Whether CPython has it in C: functions in Python put their complaints in other words.
  var isCFunction: Bool {
    if let receiver { return Self.modulesInC.contains(receiver.module) }
    return module.map { Self.modulesInC.contains($0) } ?? true
  }

  private static let modulesInC: Set = [
    "builtins", "math", "itertools", "time", "collections", "_collections", "_functools",
  ]

  /// The name in messages about keywords: CPython's `sorted` hands its own on to `list.sort`.
  var keywordName: String { name == "sorted" ? "sort" : name }

  public override func repr() throws -> String {
    guard let receiver else { return "<built-in function \(name)>" }
    return "<method '\(name)' of '\(receiver.name)' objects>"
  }
  public override var isCallable: Bool { true }

  public override func getAttribute(_ name: String) throws -> Value? {
    switch name {
    case "__name__": Value(self.name)
    case "__qualname__": Value(displayName)
    case "__doc__": documentation.map { Value($0) } ?? Value.none
    case "__module__": Value(receiver?.module ?? module ?? "builtins")
    default: nil
    }
  }
}

/// What a native function's body receives: one value per parameter of its signature, in order, defaults filled in;
/// `*rest` as a tuple, `**keywords` as a dict.
public struct CallArguments {
  let base: UnsafeMutablePointer<Value>
  unowned(unsafe) let function: NativeFunction

  /// The value of parameter `index`; ``Value/unset`` if it was not given and has no default.
  @inlinable public subscript(index: Int) -> Value { value(index) }
  @usableFromInline func value(_ index: Int) -> Value { base[index] }

  /// The object a method was called on.
  public var receiver: Value { base[-1] }
  /// In a constructor, the class being made: the type itself or a subclass.
  public var type: TypeObject { base[-1].asType ?? .object }
  /// The interpreter that is running.
  public var interpreter: Interpreter { Interpreter.running }
  /// Whether parameter `index` was given (or has a default other than `...`).
  public func has(_ index: Int) -> Bool { !base[index].isUnset }
  /// Whether parameter `index` is missing or `None`.
  public func isNone(_ index: Int) -> Bool { base[index].isUnset || base[index].isNone }

  private func what(_ index: Int) -> String {
    "\(function.name)() argument '\(function.signature.parameters[index].name)'"
  }

  /// Parameter `index` as an integer; `TypeError` names it otherwise.
  public func int(_ index: Int) throws -> Int {
    if case .int(let value) = base[index] { return value }
    if let value = try base[index].index() { return value }
    if base[index].bigInt != nil { throw ScriptError(.overflowError, "Python int too large to convert to C ssize_t") }
    throw ScriptError(.typeError, "\(what(index)) must be int, not \(base[index].typeName)")
  }
  public func double(_ index: Int) throws -> Double {
    if let value = base[index].number { return value }
    throw ScriptError(.typeError, "\(what(index)) must be float, not \(base[index].typeName)")
  }
  public func bool(_ index: Int) throws -> Bool { try base[index].isTrue() }
  public func string(_ index: Int) throws -> String { try str(index).string }
  public func str(_ index: Int) throws -> StrObject {
    if let value = base[index].str { return value }
    throw ScriptError(
      .typeError, "\(what(index)) must be str, not \(base[index].isNone ? "None" : base[index].typeName)")
  }
  public func list(_ index: Int) throws -> [Value] { try base[index].asList(what(index)) }
  /// Parameter `index` as a native object: `call.object(0, TensorObject.self)`.
  public func object<T: Object>(_ index: Int, _ type: T.Type, named name: String? = nil) throws -> T {
    try base[index].asObject(type, what(index), named: name)
  }
  /// The values of a `*rest` parameter.
  public func rest(_ index: Int) -> [Value] { base[index].tuple?.items ?? [] }
  /// The pairs of a `**keywords` parameter.
  public func keywords(_ index: Int) -> [(name: String, value: Value)] {
    base[index].dict?.items.map { ($0.key.string ?? "", $0.value) } ?? []
  }
  /// `nil` when parameter `index` is missing or `None`, else what `convert` makes of it.
  public func optional<T>(_ index: Int, _ convert: (Int) throws -> T) throws -> T? {
    isNone(index) ? nil : try convert(index)
  }
  /// The receiver as the native class whose method this is.
  public func me<T: Object>(_: T.Type = T.self) -> T { unsafeDowncast(base[-1].object.unsafelyUnwrapped, to: T.self) }
}
