/// A suspended call of a generator function.
public final class GeneratorObject: IteratorObject {
  enum State { case created, suspended, running, finished }
  let function: FunctionObject
  /// The registers of its frame, which is not on the machine's stack; the function is before the first.
  private(set) var registers: UnsafeMutablePointer<Value>
  var pc: UnsafeMutablePointer<Instruction>
  var state = State.created
  /// Whether it waits for the iterator of a `yield from`.
  var isDelegating = false
  /// The exception it is handling, and the one its caller was.
  var innerHandled: ExceptionObject?
  var outerHandled: ExceptionObject?
  /// What it returned: the value of its StopIteration.
  private(set) var returned: Value = .none

  /// `__name__` and `__qualname__` where the program set them.
  private var name: String?
  private var qualifiedName: String?

  init(_ function: FunctionObject) {
    self.function = function
    let count = function.code.header.pointee.registerCount + 1
    let block = UnsafeMutablePointer<Value>.allocate(capacity: count)
    block.initializeEmpty(count)
    block.set(Unmanaged.passUnretained(function))
    registers = block + 1
    pc = function.code.header.pointee.instructions
    super.init(type: .generator, layout: .generator)
  }

  deinit {
    if state == .suspended, mustRunCleanup, let interpreter = Interpreter.current {
      // Its `finally` blocks still have to run; a dying object cannot run them, so an heir takes over the frame.
      let heir = GeneratorObject(heirOf: self)
      _ = interpreter
      try? heir.close()
      return
    }
    let count = function.code.header.pointee.registerCount + 1
    DeferredRelease.release(registers - 1, count: count)
  }

  /// Whether it is suspended inside a `try` or `with`.
  private var mustRunCleanup: Bool {
    let position = Int32(pc - function.code.header.pointee.instructions) - 1
    return function.code.handlers.contains { $0.start <= position && position < $0.end }
  }

  private init(heirOf other: GeneratorObject) {
    function = other.function
    registers = other.registers
    pc = other.pc
    state = .suspended
    isDelegating = other.isDelegating
    innerHandled = other.innerHandled
    super.init(type: .generator, layout: .generator)
  }

  /// Its definition, as the place of an exception thrown into it before it began.
  var entry: TracebackEntry {
    TracebackEntry(source: function.code.source, span: function.code.span, function: function.qualifiedName)
  }

  /// Forgets what it returned: only the first StopIteration carries it.
  func forgetResult() { returned = .none }

  /// The iterator of the `yield from` it waits in.
  var delegate: Value? {
    state == .suspended && isDelegating ? registers[Int(pc.pointee.b)] : nil
  }

  /// Marks the end and lets go of everything the frame held.
  func finish(_ value: Value) {
    state = .finished
    returned = value
    innerHandled = nil
    for index in 0..<function.header.pointee.registerCount { (registers + index).clear() }
  }

  public override var result: Value { returned }

  /// What it returned, once: asked again after its end, a generator has nothing to say.
  func takeResult() -> Value {
    defer { returned = .none }
    return returned
  }

  public override func next() throws -> Value? {
    try Interpreter.running.machine.resume(self, sending: .none)
  }

  /// `generator.close()`
  func close() throws {
    if state == .created || state == .finished {
      finish(.none)
      return
    }
    do {
      if try Interpreter.running.machine.resume(
        self, sending: .none, raising: ScriptError(ExceptionObject(.generatorExit))) != nil
      {
        throw ScriptError(.runtimeError, "generator ignored GeneratorExit")
      }
    } catch let error as ScriptError
      where error.exception.type.isSubclass(of: .generatorExit)
      || error.exception.type.isSubclass(of: .stopIteration)
    {
      return
    }
  }

  public override func repr() throws -> String {
    "<generator object \(qualifiedName ?? function.qualifiedName) at \(address)>"
  }

  public override func setAttribute(_ name: String, _ value: Value) throws -> Bool {
    switch name {
    case "__name__", "__qualname__":
      guard let text = value.string else { throw ScriptError(.typeError, "\(name) must be set to a string object") }
      if name == "__name__" { self.name = text } else { qualifiedName = text }
      return true
    case "gi_running", "gi_yieldfrom", "gi_code", "gi_suspended":
      throw ScriptError(.attributeError, "attribute '\(name)' of 'generator' objects is not writable")
    default: return false
    }
  }

  public override func attributeNames() -> [String] {
    ["__name__", "__qualname__", "gi_code", "gi_running", "gi_suspended", "gi_yieldfrom"]
  }

  public override func getAttribute(_ name: String) throws -> Value? {
    switch name {
    case "__name__": return Value(self.name ?? function.name)
    case "__qualname__": return Value(qualifiedName ?? function.qualifiedName)
    case "gi_running": return .bool(state == .running)
    case "gi_suspended": return .bool(state == .suspended)
    case "gi_code": return Value(function.code)
    case "gi_yieldfrom": return (delegate?.object as? UserIterator)?.object ?? delegate ?? Value.none
    default: return nil
    }
  }
}
