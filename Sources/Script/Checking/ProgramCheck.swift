import Support

/// Finds mistakes in a program without running it: in its syntax, names that nothing defines, modules and names that
/// cannot be imported, and keyword arguments that the called function does not have.
///
/// What cannot be known without running is taken to be right.
public struct ProgramCheck {
  let interpreter: Interpreter
  /// The parts of the program that run one after the other: one file, or a notebook's cells.
  let parts: [Part]
  private(set) var findings: [Finding] = []
  let definitions: Definitions

  /// One text with its tree.
  final class Part {
    let source: SourceText
    let statements: [Statement]
    let faults: [SyntaxFault]
    let assumedNames: Set<String>
    /// Whether what it does wrong is meant, or it does not run: only its names count.
    let isExempt: Bool
    /// `nil` when the declarations in it contradict each other.
    let scope: Scope?

    init(_ source: SourceText, isExempt: Bool) {
      let parsed = RecoveringParser(source)
      self.source = source
      self.isExempt = isExempt
      statements = parsed.statements
      assumedNames = parsed.assumedNames
      var faults = parsed.faults
      var scope: Scope?
      do {
        scope = try Resolver.resolve(parsed.statements)
        if faults.isEmpty {
          _ = try Compiler.compile(
            parsed.statements, source: source, module: Namespace(), builtins: Namespace(), isCell: false)
        }
      } catch let fault as SyntaxFault {
        // What the compiler refuses, as a return outside a function, leaves the names as they are.
        if faults.isEmpty { faults.append(fault) }
      } catch {}
      self.scope = scope
      self.faults = faults
    }
  }

  /// The mistakes in a program whose texts run one after the other, in the order of the text.
  ///
  /// - Parameters:
  ///   - interpreter: whose built-in names, native modules and folders count; none of the program runs in it.
  ///   - exempt: positions of the texts that are meant to fail or that are skipped.
  public static func findings(
    in sources: [SourceText], interpreter: Interpreter, exempt: Set<Int> = []
  ) -> [Finding] {
    let found = try? interpreter.session {
      let parts = sources.enumerated().map { Part($0.element, isExempt: exempt.contains($0.offset)) }
      var check = ProgramCheck(interpreter, parts)
      check.run()
      return check.findings
    }
    return found ?? []
  }

  private init(_ interpreter: Interpreter, _ parts: [Part]) {
    self.interpreter = interpreter
    self.parts = parts
    definitions = Definitions(parts, interpreter)
  }

  private mutating func run() {
    for (index, part) in parts.enumerated() where !part.isExempt {
      var found = part.faults.map { Finding(part.source, $0) }
      if part.scope != nil {
        let walk = NameWalk(part, index, definitions)
        walk.run()
        found += walk.findings
      }
      found.sort { ($0.span.start, $0.span.end) < ($1.span.start, $1.span.end) }
      findings += found
    }
  }
}
