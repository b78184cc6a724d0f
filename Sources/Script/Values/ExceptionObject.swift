import Support

/// An exception of the language.
public final class ExceptionObject: Object {
  /// What the exception was made with; `str(e)` comes from it.
  public var arguments: [Value]
  /// The exception named by `raise … from`.
  public var cause: ExceptionObject?
  /// The exception that was being handled when this one was raised.
  public var context: ExceptionObject?
  /// Whether `raise … from` was used: hides ``context``.
  public var suppressesContext = false
  /// The calls it has passed through, innermost first.
  public var frames: [TracebackEntry] = []
  /// The calls it has passed through, outermost first.
  public var traceback: [TracebackEntry] { frames.reversed() }
  /// What would work, when known; shown under the message.
  public var hint: String?
  /// The name that a misspelt one may have meant.
  public var suggestion: String?
  /// The value that the failed operation worked on, when known: hints describe it.
  public internal(set) var subject: Value = .unset
  /// What the frames that an interruption went through held. Letting go of it may take long: the report comes first.
  var held: [Value] = []
  /// For a syntax error, where the mistake is.
  public var place: TracebackEntry?
  private var attributes: DictObject?
  /// What its type alone gives it, such as the `name` and `obj` of an AttributeError: not in `__dict__`.
  var details: [String: Value] = [:]

  public init(_ type: TypeObject, _ arguments: [Value] = []) {
    self.arguments = arguments
    super.init(type: type, layout: .exception)
  }

  deinit {
    if !held.isEmpty { DeferredRelease.release(&held, replacedBy: []) }
    if !arguments.isEmpty { DeferredRelease.release(&arguments, replacedBy: []) }
    if cause != nil { DeferredRelease.release(&cause, replacedBy: nil) }
    if context != nil { DeferredRelease.release(&context, replacedBy: nil) }
  }

  /// `str(e)` as the traceback's last line gives it; never fails.
  public var message: String { (try? Value(self).text()) ?? "<exception str() failed>" }

  public override func str() throws -> String {
    if !details.isEmpty, let message = try ExceptionDetails.unicodeMessage(self) { return message }
    switch arguments.count {
    case 0: return ""
    case 1:
      if type.isSubclass(of: .keyError) { return try arguments[0].repr() }
      return try arguments[0].text()
    case 2 where type.isSubclass(of: .osError):
      return "[Errno \(try arguments[0].text())] \(try arguments[1].text())"
    case 5 where type.isSubclass(of: .osError):
      let (source, target) = (try arguments[2].repr(), try arguments[4].repr())
      return "[Errno \(try arguments[0].text())] \(try arguments[1].text()): \(source) -> \(target)"
    case 3... where type.isSubclass(of: .osError):
      return "[Errno \(try arguments[0].text())] \(try arguments[1].text()): \(try arguments[2].repr())"
    default: return try Value(tuple: arguments).repr()
    }
  }

  public override func repr() throws -> String {
    if arguments.count == 1 { return "\(type.name)(\(try arguments[0].repr()))" }
    return type.name + (try Value(tuple: arguments).repr())
  }

  public override func getAttribute(_ name: String) throws -> Value? {
    if let value = attributes?[name] { return value }
    if let value = details[name] { return value }
    switch name {
    case "args": return Value(tuple: arguments)
    case "__cause__": return cause.map { Value($0) } ?? Value.none
    case "__context__": return context.map { Value($0) } ?? Value.none
    case "__suppress_context__": return .bool(suppressesContext)
    case "__traceback__": return frames.isEmpty ? Value.none : Value(TracebackObject(self))
    case "__dict__": return Value(fields(create: true)!)
    case "msg" where type.isSubclass(of: .importError) || type.isSubclass(of: .syntaxError):
      return arguments.first ?? Value.none
    case "value" where type.isSubclass(of: .stopIteration): return arguments.first ?? Value.none
    case "code" where type.isSubclass(of: .systemExit): return arguments.first ?? Value.none
    case "errno" where type.isSubclass(of: .osError): return arguments.count > 1 ? arguments[0] : Value.none
    case "strerror" where type.isSubclass(of: .osError): return arguments.count > 1 ? arguments[1] : Value.none
    case "filename" where type.isSubclass(of: .osError): return arguments.count > 2 ? arguments[2] : Value.none
    case "filename2" where type.isSubclass(of: .osError): return arguments.count > 4 ? arguments[4] : Value.none
    default: return ExceptionDetails.names(type).contains(name) ? Value.none : nil
    }
  }

  public override func setAttribute(_ name: String, _ value: Value) throws -> Bool {
    switch name {
    case "args": arguments = try value.items()
    case "__cause__":
      guard value.isNone || value.exception != nil else {
        throw ScriptError(.typeError, "exception cause must be None or derive from BaseException")
      }
      cause = value.exception
      suppressesContext = true
    case "__context__":
      guard value.isNone || value.exception != nil else {
        throw ScriptError(.typeError, "exception context must be None or derive from BaseException")
      }
      context = value.exception
    case "__suppress_context__": suppressesContext = try value.isTrue()
    case "__traceback__":
      guard value.isNone || value.object is TracebackObject else {
        throw ScriptError(.typeError, "__traceback__ must be a traceback or None")
      }
      frames = (value.object as? TracebackObject)?.frames ?? []
    case _ where attributes?[name] == nil && ExceptionDetails.names(type).contains(name): details[name] = value
    default: fields(create: true)![name] = value
    }
    return true
  }

  public override func deleteAttribute(_ name: String) throws -> Bool {
    guard let attributes else { return false }
    return try attributes.remove(Value(name)) != nil
  }

  public override func attributeNames() -> [String] { attributes?.keys.compactMap(\.string) ?? [] }

  /// Sets an attribute of the exception.
  func setField(_ name: String, _ value: Value) { fields(create: true)?[name] = value }

  public override func fields(create: Bool) -> DictObject? {
    if attributes == nil && create { attributes = DictObject() }
    return attributes
  }
}

/// A language exception on its way through native code.
public struct ScriptError: Error, CustomStringConvertible {
  public let exception: ExceptionObject

  public init(_ exception: ExceptionObject) { self.exception = exception }

  /// An exception of built-in type `type`: `throw ScriptError(.valueError, "empty range")`.
  public init(_ type: TypeObject, _ message: String, hint: String? = nil) {
    exception = ExceptionObject(type, [Value(message)])
    exception.hint = hint
  }

  /// An exception whose argument is not text: `throw ScriptError(.keyError, key)`.
  public init(_ type: TypeObject, _ argument: Value) { exception = ExceptionObject(type, [argument]) }

  /// The language's view of any error that native code threw.
  public init(_ error: Error) {
    switch error {
    case let error as ScriptError: self = error
    case let error as UserError: self.init(Self.type(named: error.kind.rawValue), error.message, hint: error.hint)
    case is Interrupted: self.init(ExceptionObject(.keyboardInterrupt))
    default: self.init(.runtimeError, "\(error)")
    }
  }

  /// For `SystemExit`, the status to end the process with.
  public var exitStatus: Int32? {
    guard exception.type.isSubclass(of: .systemExit) else { return nil }
    switch exception.arguments.first {
    case nil, .some(.none): return 0
    case .some(let code): return code.exactInt.map { Int32(truncatingIfNeeded: $0) } ?? 1
    }
  }

  /// What `SystemExit("text")` leaves on standard error.
  var exitMessage: String? {
    guard let code = exception.arguments.first, !code.isNone, code.exactInt == nil else { return nil }
    return try? code.text()
  }

  /// The StopIteration that says that `iterator` has ended, with its final value.
  static func stop(_ iterator: IteratorObject) -> ScriptError {
    let value = iterator.result
    return ScriptError(ExceptionObject(.stopIteration, value.isNone ? [] : [value]))
  }

  public var description: String { "\(exception.type.name): \(exception.message)" }

  private static func type(named name: String) -> TypeObject {
    TypeObject.exceptionTypes.first { $0.name == name } ?? .runtimeError
  }
}

/// One call an exception passed through.
public struct TracebackEntry: Sendable {
  /// The text the code came from.
  public let source: SourceText
  /// The expression at fault.
  public let span: SourceSpan
  /// The function, `<module>` outside any.
  public let function: String
}
