/// The tree of built-in exceptions.
extension TypeObject {
  public static let baseException = TypeObject("BaseException")
  public static let exception = TypeObject("Exception", base: .baseException)
  public static let systemExit = TypeObject("SystemExit", base: .baseException)
  public static let keyboardInterrupt = TypeObject("KeyboardInterrupt", base: .baseException)
  public static let generatorExit = TypeObject("GeneratorExit", base: .baseException)
  public static let stopAsyncIteration = TypeObject("StopAsyncIteration", base: .exception)
  public static let stopIteration = TypeObject("StopIteration", base: .exception)
  public static let arithmeticError = TypeObject("ArithmeticError", base: .exception)
  public static let floatingPointError = TypeObject("FloatingPointError", base: .arithmeticError)
  public static let overflowError = TypeObject("OverflowError", base: .arithmeticError)
  public static let zeroDivisionError = TypeObject("ZeroDivisionError", base: .arithmeticError)
  public static let assertionError = TypeObject("AssertionError", base: .exception)
  public static let attributeError = TypeObject("AttributeError", base: .exception)
  public static let bufferError = TypeObject("BufferError", base: .exception)
  public static let eofError = TypeObject("EOFError", base: .exception)
  public static let importError = TypeObject("ImportError", base: .exception)
  public static let moduleNotFoundError = TypeObject("ModuleNotFoundError", base: .importError)
  public static let lookupError = TypeObject("LookupError", base: .exception)
  public static let indexError = TypeObject("IndexError", base: .lookupError)
  public static let keyError = TypeObject("KeyError", base: .lookupError)
  public static let memoryError = TypeObject("MemoryError", base: .exception)
  public static let nameError = TypeObject("NameError", base: .exception)
  public static let unboundLocalError = TypeObject("UnboundLocalError", base: .nameError)
  public static let osError = TypeObject("OSError", base: .exception)
  public static let fileExistsError = TypeObject("FileExistsError", base: .osError)
  public static let fileNotFoundError = TypeObject("FileNotFoundError", base: .osError)
  public static let isADirectoryError = TypeObject("IsADirectoryError", base: .osError)
  public static let notADirectoryError = TypeObject("NotADirectoryError", base: .osError)
  public static let permissionError = TypeObject("PermissionError", base: .osError)
  public static let timeoutError = TypeObject("TimeoutError", base: .osError)
  public static let blockingIOError = TypeObject("BlockingIOError", base: .osError)
  public static let childProcessError = TypeObject("ChildProcessError", base: .osError)
  public static let interruptedError = TypeObject("InterruptedError", base: .osError)
  public static let processLookupError = TypeObject("ProcessLookupError", base: .osError)
  public static let connectionError = TypeObject("ConnectionError", base: .osError)
  public static let brokenPipeError = TypeObject("BrokenPipeError", base: .connectionError)
  public static let connectionAbortedError = TypeObject("ConnectionAbortedError", base: .connectionError)
  public static let connectionRefusedError = TypeObject("ConnectionRefusedError", base: .connectionError)
  public static let connectionResetError = TypeObject("ConnectionResetError", base: .connectionError)
  public static let referenceError = TypeObject("ReferenceError", base: .exception)
  public static let runtimeError = TypeObject("RuntimeError", base: .exception)
  public static let notImplementedError = TypeObject("NotImplementedError", base: .runtimeError)
  public static let recursionError = TypeObject("RecursionError", base: .runtimeError)
  public static let syntaxError = TypeObject("SyntaxError", base: .exception)
  public static let indentationError = TypeObject("IndentationError", base: .syntaxError)
  public static let tabError = TypeObject("TabError", base: .indentationError)
  public static let systemError = TypeObject("SystemError", base: .exception)
  public static let typeError = TypeObject("TypeError", base: .exception)
  public static let valueError = TypeObject("ValueError", base: .exception)
  public static let unicodeError = TypeObject("UnicodeError", base: .valueError)
  public static let unicodeDecodeError = TypeObject("UnicodeDecodeError", base: .unicodeError)
  public static let unicodeEncodeError = TypeObject("UnicodeEncodeError", base: .unicodeError)
  public static let warning = TypeObject("Warning", base: .exception)
  public static let userWarning = TypeObject("UserWarning", base: .warning)
  public static let deprecationWarning = TypeObject("DeprecationWarning", base: .warning)
  public static let pendingDeprecationWarning = TypeObject("PendingDeprecationWarning", base: .warning)
  public static let futureWarning = TypeObject("FutureWarning", base: .warning)
  public static let runtimeWarning = TypeObject("RuntimeWarning", base: .warning)
  public static let syntaxWarning = TypeObject("SyntaxWarning", base: .warning)
  public static let importWarning = TypeObject("ImportWarning", base: .warning)
  public static let unicodeWarning = TypeObject("UnicodeWarning", base: .warning)
  public static let bytesWarning = TypeObject("BytesWarning", base: .warning)
  public static let encodingWarning = TypeObject("EncodingWarning", base: .warning)
  public static let resourceWarning = TypeObject("ResourceWarning", base: .warning)

  /// Every built-in exception, by name.
  public static let exceptionTypes: [TypeObject] = [
    baseException, exception, systemExit, keyboardInterrupt, generatorExit, stopAsyncIteration, stopIteration,
    arithmeticError,
    floatingPointError, overflowError, zeroDivisionError, assertionError, attributeError, bufferError, eofError,
    importError, moduleNotFoundError, lookupError, indexError, keyError, memoryError, nameError, unboundLocalError,
    osError, fileExistsError, fileNotFoundError, isADirectoryError, notADirectoryError, permissionError,
    timeoutError, blockingIOError, childProcessError, interruptedError, processLookupError, connectionError,
    brokenPipeError, connectionAbortedError, connectionRefusedError, connectionResetError, referenceError,
    runtimeError, notImplementedError, recursionError, syntaxError,
    indentationError, tabError, systemError, typeError, valueError, unicodeError, unicodeDecodeError,
    unicodeEncodeError, warning, userWarning, deprecationWarning, pendingDeprecationWarning, futureWarning,
    runtimeWarning, syntaxWarning, importWarning, unicodeWarning, bytesWarning, encodingWarning,
    resourceWarning,
  ]
}
