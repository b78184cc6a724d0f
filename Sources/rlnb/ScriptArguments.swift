import Glibc
import Notebook
import Script
import Support

/// A command line that runs a script: `-c CODE …`, `FILE.rl …`, `- …`, or text piped in.
struct ScriptArguments {
  private enum Origin {
    case code(String?)
    case file(String)
    case input
  }

  private let origin: Origin
  /// What `sys.argv` holds.
  private let arguments: [String]

  /// Nil when the command line asks for anything else.
  init?(_ arguments: [String]) {
    switch arguments.first {
    case "-c":
      origin = .code(arguments.dropFirst().first)
      self.arguments = ["-c"] + arguments.dropFirst(2)
    case "-":
      origin = .input
      self.arguments = arguments
    case nil where isatty(0) == 0:
      origin = .input
      self.arguments = [""]
    case let path? where path.hasSuffix(".rl"):
      origin = .file(path)
      self.arguments = arguments
    default: return nil
    }
  }

  /// Runs it and gives the exit status: 1 after an uncaught exception, 130 after Ctrl-C.
  func run() -> Int32 {
    do {
      let source: SourceText
      if case .code(nil) = origin { throw UserError(.value, "-c needs code", hint: "as in: rlnb -c \"print(1)\"") }
      var folder: String?
      switch origin {
      case .code(let code): source = SourceText(code ?? "", name: "<string>")
      case .input:
        source = SourceText(String(decoding: ScriptArguments.standardInput(), as: UTF8.self), name: "<stdin>")
      case .file(let path):
        guard FileIO.exists(path) else { throw UserError.missingFile(path, endings: [".rl", ".rlnb"]) }
        source = SourceText(try FileIO.readText(path), name: path, file: path)
        folder = path
      }
      return LanguageSession.runScript(source, arguments: arguments, besides: folder)
    } catch {
      Failure.report(error)
      return 2
    }
  }

  /// All of standard input.
  static func standardInput() -> [UInt8] {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = read(0, &buffer, buffer.count)
      if count < 0, errno == EINTR { continue }
      if count <= 0 { return bytes }
      bytes.append(contentsOf: buffer[..<count])
    }
  }
}
