import Glibc
import Support

/// One session of the language: its modules, its variables, where its output goes.
///
/// Several may exist; one runs at a time (``run(_:as:)`` takes a process-wide lock), on any thread.
public final class Interpreter {
  /// The interpreter that is running native code right now.
  public static var running: Interpreter { current.unsafelyUnwrapped }
  nonisolated(unsafe) static var current: Interpreter?

  /// What programs see without an import, besides their own variables.
  public let builtins = Namespace()
  /// The module in which files and cells run.
  public private(set) var main: ModuleObject
  /// Modules that were imported, by name.
  public internal(set) var modules: [String: ModuleObject] = [:]
  /// Modules that are being made.
  var importing: Set<String> = []
  var builders: [String: (Interpreter) throws -> ModuleObject] = [:]

  /// Where standard output goes, as UTF-8. Called when a line ends or ``flush()`` is.
  public var standardOutput: (UnsafeBufferPointer<UInt8>) -> Void = Interpreter.writeTo(1)
  /// Where standard error goes.
  public var standardError: (UnsafeBufferPointer<UInt8>) -> Void = Interpreter.writeTo(2)
  /// Reads a line for `input()`, without its end; gives `nil` at the end of the input and when it is interrupted. Without
  /// it the line comes from `sys.stdin`.
  public var readLine: ((_ prompt: String) -> String?)?
  /// Told of notebook lines that were skipped: `%matplotlib inline`.
  public var note: (String) -> Void = { _ in }
  /// Runs a `!command` line and returns its exit status; `nil`: commands are not allowed.
  public var runCommand: ((String) throws -> Int)?
  /// Folders where `import` looks for `name.rl`, after the folder of the running file.
  public var searchFolders: [String]
  /// Whether modules whose files have changed are read again before a cell runs.
  public var reloadsBeforeCells = false
  /// Whether an import at the top level of the program reads a module again whose file has changed.
  public var reloadsEditedImports = false
  /// Texts that will run later, the next one first: the notebook's other cells. Hints look in them.
  public var upcoming: [SourceText] = []
  /// What `sys.argv` holds.
  public var arguments: [String] = [""]
  /// Calls may nest this deep.
  public var recursionLimit = 1000 { didSet { machine.limitDepth(recursionLimit) } }

  var outputBuffer: [UInt8] = []
  var machine: Machine { machineStorage.unsafelyUnwrapped }
  private var machineStorage: Machine?
  /// The folder of the file that runs: the first place where imports look. Empty: the working folder.
  public var runningFolder = ""

  public init() {
    searchFolders = [Folders.resources + "/stdlib"]
    main = ModuleObject("__main__")
    modules["__main__"] = main
    machineStorage = Machine(self)
    Integers.digitLimit = 4300
    GlobalLock.locked {
      let previous = Interpreter.current
      Interpreter.current = self
      _ = GeneratorMethods.register
      Builtins.install(in: self)
      Interpreter.current = previous
    }
  }

  // MARK: Registration

  /// Makes `import name` give the module that `build` makes, the first time it is imported.
  public func register(module name: String, _ build: @escaping (Interpreter) throws -> ModuleObject) {
    builders[name] = build
  }

  /// Makes `import name` give a module whose namespace `fill` fills, the first time it is imported.
  public func register(module name: String, fill: @escaping (Namespace) throws -> Void) {
    builders[name] = { _ in
      let module = ModuleObject(name)
      try fill(module.namespace)
      return module
    }
  }

  /// The names of the native modules.
  public var registeredModules: [String] { builders.keys.sorted() }

  // MARK: Output

  /// Writes text to the language's standard output.
  public func write(_ text: String) {
    outputBuffer.append(contentsOf: text.utf8)
    if outputBuffer.count > 8192 || text.utf8.last == 10 { flush() }
  }

  /// Writes text to the language's standard output.
  public func write(_ text: StrObject) {
    if text.isASCII { outputBuffer.append(contentsOf: text.ascii) } else { outputBuffer.append(contentsOf: text.utf8) }
    if outputBuffer.count > 8192 || (text.count > 0 && text[text.count - 1] == 10) { flush() }
  }

  /// Hands buffered output to ``standardOutput``.
  public func flush() {
    if outputBuffer.isEmpty { return }
    outputBuffer.withUnsafeBufferPointer { standardOutput($0) }
    outputBuffer.removeAll(keepingCapacity: true)
  }

  /// Writes text to standard error, after what was printed before.
  public func writeError(_ text: String) {
    flush()
    var text = text
    text.withUTF8 { standardError($0) }
  }

  /// A sink that writes to a file descriptor.
  public static func writeTo(_ descriptor: Int32) -> (UnsafeBufferPointer<UInt8>) -> Void {
    { buffer in
      var offset = 0
      while offset < buffer.count {
        let written = Glibc.write(descriptor, buffer.baseAddress! + offset, buffer.count - offset)
        if written < 0, errno == EINTR, !Interruption.isRequested { continue }
        if written <= 0 { break }
        offset += written
      }
    }
  }

  // MARK: Interruption

  /// Throws `KeyboardInterrupt` when a stop was asked for; native loops that call no other check use it.
  @inline(__always) public func checkInterruption() throws {
    if Interruption.isRequested { throw Interrupted() }
  }
}
