import Glibc
import Support

/// One activation of a code unit.
struct Frame {
  enum Kind: UInt8 {
    /// Its result goes to register ``target`` of the frame below.
    case call
    /// `__init__` of a new object, which is the result.
    case initialise
    /// A generator driven by a loop of the frame below.
    case generator
    /// Called by native code: its result ends the machine's loop.
    case entry
  }
  var header: UnsafeMutablePointer<Code.Header>
  /// Register 0; the function object is the value before it.
  var registers: UnsafeMutablePointer<Value>
  /// Where to go on when the call that this frame made returns.
  var pc: UnsafeMutablePointer<Instruction>
  /// The first stack value that no frame up to this one uses.
  var top: UnsafeMutablePointer<Value>
  var kind: Kind
  var target: UInt16
  /// The generator whose frame this is.
  var generator: Unmanaged<GeneratorObject>?
  /// The object that ``Kind/initialise`` makes.
  var instance: Unmanaged<Object>?
}

/// The virtual machine: a stack of values, a stack of frames, and the loop in `Machine+Loop.swift`.
final class Machine {
  unowned(unsafe) let interpreter: Interpreter
  /// Values of all ordinary frames. Zeroed memory is a valid value that needs no release.
  private let stack: UnsafeMutablePointer<Value>
  let stackEnd: UnsafeMutablePointer<Value>
  private static let stackCapacity = 1 << 24
  let frames: UnsafeMutablePointer<Frame>
  private static let frameCapacity = 1 << 21
  /// The running frame; `frames` itself is a base that runs nothing.
  var frame: UnsafeMutablePointer<Frame>
  private var frameLimit: UnsafeMutablePointer<Frame>
  /// The exception being handled.
  var handled: ExceptionObject?
  /// What sites have learnt of classes.
  let methodCache = MethodCache()
  /// Loops and calls until the next look for an interruption.
  final var budget = 1000
  /// Where ``budget`` is; the fields of an object stay where they are.
  var countdown: UnsafeMutablePointer<Int> { withUnsafeMutablePointer(to: &budget) { $0 } }

  init(_ interpreter: Interpreter) {
    self.interpreter = interpreter
    UnsafeMutablePointer<Value>.checkLayout()
    stack = Self.reserve(Self.stackCapacity)
    stackEnd = stack + Self.stackCapacity - 70_000
    frames = Self.reserve(Self.frameCapacity)
    frame = frames
    frameLimit = frames + 1000
    frames.initialize(
      to: Frame(
        header: UnsafeMutablePointer(bitPattern: 8).unsafelyUnwrapped, registers: stack,
        pc: UnsafeMutablePointer(bitPattern: 16).unsafelyUnwrapped, top: stack, kind: .entry, target: 0))
  }

  deinit {
    methodCache.deallocate()
    munmap(stack, Self.stackCapacity * MemoryLayout<Value>.stride)
    munmap(frames, Self.frameCapacity * MemoryLayout<Frame>.stride)
  }

  /// Memory that is given pages when it is touched.
  private static func reserve<T>(_ count: Int) -> UnsafeMutablePointer<T> {
    let bytes = count * MemoryLayout<T>.stride
    let memory = mmap(nil, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0)
    guard let memory, memory != MAP_FAILED else { preconditionFailure("no address space for the machine's stack") }
    return memory.bindMemory(to: T.self, capacity: count)
  }

  var depth: Int { frame - frames }

  /// Refuses calls that nest too deep.
  @inline(__always)
  func checkDepth(_ registers: UnsafeMutablePointer<Value>, _ header: UnsafeMutablePointer<Code.Header>) throws {
    if frame >= frameLimit || registers + header.pointee.registerCount >= stackEnd { throw recursionError() }
  }

  /// Calls may nest this deep.
  func limitDepth(_ depth: Int) { frameLimit = frames + min(depth, Self.frameCapacity - 2) }

  @inline(never)
  private func recursionError() -> ScriptError {
    ScriptError(.recursionError, "maximum recursion depth exceeded")
  }

  @inline(never)
  func poll() throws {
    budget = 1000
    try Interruption.check()
    if DeferredRelease.hasPostponed { DeferredRelease.goOn() }
  }

  // MARK: Entering from native code

  /// Calls a function with arguments in arrays and runs it to its end.
  func call(
    _ function: FunctionObject, _ arguments: [Value], _ keywords: [(name: String, value: Value)]
  ) throws -> Value {
    try NativeStack.check()
    let header = function.code.header
    let base = frame.pointee.top
    base.pointee = Value(function)
    let registers = base + 1
    if registers + arguments.count + header.pointee.registerCount >= stackEnd { throw recursionError() }
    for (index, argument) in arguments.enumerated() { registers[index] = argument }
    defer { base.pointee = .unset }
    do {
      try bind(function, registers, arguments.count, keywords)
    } catch {
      for index in 0...(max(arguments.count, header.pointee.registerCount)) { registers[index] = .unset }
      throw error
    }
    if header.pointee.isGenerator { return Value(makeGenerator(function, registers)) }
    return try enter(header, registers)
  }

  /// Calls a function with one argument, as often happens from native loops.
  func call(_ function: FunctionObject, _ argument: __owned Value) throws -> Value {
    let header = function.header
    guard header.pointee.isSimple, header.pointee.positionalCount == 1 else {
      return try call(function, [argument], [])
    }
    try NativeStack.check()
    let base = frame.pointee.top
    if base + header.pointee.registerCount + 2 >= stackEnd { throw recursionError() }
    base.set(Unmanaged.passUnretained(function))
    let registers = base + 1
    registers.take(argument)
    var index = 1
    while index < header.pointee.localCount {
      (registers + index).clear()
      index += 1
    }
    defer { base.clear() }
    return try enter(header, registers)
  }

  /// Runs a code unit whose frame's parameters are in place.
  func enter(_ header: UnsafeMutablePointer<Code.Header>, _ registers: UnsafeMutablePointer<Value>) throws -> Value {
    try checkDepth(registers, header)
    frame += 1
    frame.initialize(
      to: Frame(
        header: header, registers: registers, pc: header.pointee.instructions,
        top: registers + header.pointee.registerCount, kind: .entry, target: 0))
    return try run()
  }

  /// Runs the code of a module or class body; a class body gets its namespace in register 0.
  func execute(_ function: FunctionObject, namespace: DictObject? = nil) throws -> Value {
    try NativeStack.check()
    let header = function.code.header
    let base = frame.pointee.top
    if base + header.pointee.registerCount + 2 >= stackEnd { throw recursionError() }
    base.pointee = Value(function)
    defer { base.pointee = .unset }
    let registers = base + 1
    for index in 0..<header.pointee.localCount { registers[index] = .unset }
    if let namespace { registers[0] = Value(namespace) }
    return try enter(header, registers)
  }

  /// The variables of the module whose code is running.
  var globals: Namespace {
    guard frame > frames, let function = frame.pointee.registers[-1].function else { return interpreter.main.namespace }
    return function.module.namespace
  }

  /// The variables of the class body that runs, if one does.
  var classNamespace: DictObject? {
    guard frame > frames else { return nil }
    let code = frame.pointee.header.pointee.code
    let registers = frame.pointee.registers
    guard code.name != "<module>", let namespace = registers[0].dict, code.localNames.isEmpty,
      code.parameterNames.isEmpty, registers[-1].function != nil, namespace["__qualname__"] != nil
    else { return nil }
    return namespace
  }

  /// The local variables of the running function, by name; `nil` at module level.
  func locals() -> [(String, Value)]? {
    guard frame > frames else { return nil }
    let code = frame.pointee.header.pointee.code
    if code.name == "<module>" { return nil }
    let registers = frame.pointee.registers
    if let namespace = classNamespace { return namespace.items.map { ($0.key.string ?? "", $0.value) } }
    var result: [(String, Value)] = []
    for (register, name) in code.localNames.enumerated() where !name.isEmpty && !name.hasPrefix(".") {
      var value = registers[register]
      if let cell = value.object as? CellObject { value = cell.value }
      if !value.isUnset { result.append((name, value)) }
    }
    for (index, name) in code.freeNames.enumerated() where name != "__class__" {
      guard let value = registers[-1].function?.cells[index].value, !value.isUnset else { continue }
      result.append((name, value))
    }
    return result
  }

  /// Empties the registers of a frame that ends.
  @inline(__always)
  func clear(_ registers: UnsafeMutablePointer<Value>, _ count: Int) {
    var index = 0
    while index < count {
      (registers + index).clear()
      index += 1
    }
  }

  // MARK: Generators

  /// A generator that will run `function` with the parameters that are in `registers`, which are emptied.
  func makeGenerator(_ function: FunctionObject, _ registers: UnsafeMutablePointer<Value>) -> GeneratorObject {
    let header = function.code.header
    let generator = GeneratorObject(function)
    for index in 0..<header.pointee.localCount { (generator.registers + index).move(registers + index) }
    return generator
  }

  /// Puts the generator's frame on the stack of frames.
  func push(_ generator: GeneratorObject, kind: Frame.Kind, target: UInt16) throws {
    let header = generator.function.code.header
    try checkDepth(frame.pointee.top, header)
    let top = frame.pointee.top
    frame += 1
    frame.initialize(
      to: Frame(
        header: header, registers: generator.registers, pc: generator.pc, top: top, kind: kind, target: target,
        generator: Unmanaged.passRetained(generator)))
    generator.state = .running
    generator.outerHandled = handled
    if let inner = generator.innerHandled { handled = inner }
  }

}
