/// Collects the instructions of one code unit.
final class CodeBuilder {
  let name: String
  let qualifiedName: String
  let source: SourceText
  let span: SourceSpan
  let scope: Scope
  var documentation: String?
  var parameterNames: [String] = []
  var instructions: [Instruction] = []
  var spans: [SourceSpan] = []
  var constants: [Value] = []
  var localNames: [String] = []
  var handlers: [Code.Handler] = []
  var captures: [Code.Capture] = []
  var freeNames: [String] = []
  var cacheCount = 0
  var registerCount = 0
  var positionalCount = 0
  var positionalOnlyCount = 0
  var keywordOnlyCount = 0
  var hasRest = false
  var hasKeywords = false
  var isGenerator = false
  var localCount = 0

  /// The next free temporary register.
  var nextRegister = 0
  /// Local variables that are bound for sure at this point of the program.
  var assigned = Set<Int>()
  /// The expression being compiled.
  var currentSpan: SourceSpan
  private var integerConstants: [Int: Int] = [:]
  private var textConstants: [String: Int] = [:]

  init(name: String, qualifiedName: String, source: SourceText, span: SourceSpan, scope: Scope) {
    self.name = name
    self.qualifiedName = qualifiedName
    self.source = source
    self.span = span
    self.scope = scope
    currentSpan = span
  }

  // MARK: Instructions

  var here: Int { instructions.count }

  @discardableResult
  func emit(
    _ op: Opcode, _ a: Int = 0, _ b: Int = 0, _ c: Int = 0, d: Int = 0, e: Int = 0, flag: UInt8 = 0
  ) -> Int {
    instructions.append(
      Instruction(
        op: op, flag: flag, a: UInt16(truncatingIfNeeded: a), b: UInt16(truncatingIfNeeded: b),
        c: UInt16(truncatingIfNeeded: c), d: Int32(truncatingIfNeeded: d), e: Int32(truncatingIfNeeded: e)))
    spans.append(currentSpan)
    return instructions.count - 1
  }

  /// Makes the jump at `position` go to the next instruction.
  func land(_ position: Int) { instructions[position].d = Int32(here) }
  func land(_ positions: [Int]) { for position in positions { land(position) } }

  // MARK: Registers

  /// Takes `count` neighbouring temporaries.
  func temporaries(_ count: Int) throws -> Int {
    let first = nextRegister
    nextRegister += count
    if nextRegister > registerCount { registerCount = nextRegister }
    if nextRegister > 60_000 {
      throw SyntaxFault(message: "too many values in one expression", span: currentSpan)
    }
    return first
  }

  func temporary() throws -> Int { try temporaries(1) }

  // MARK: Constants

  func constant(_ value: Value) -> Int {
    if case .int(let number) = value {
      if let index = integerConstants[number] { return index }
      integerConstants[number] = constants.count
    }
    constants.append(value)
    return constants.count - 1
  }

  /// A name or other text, held once.
  func name(_ text: String) -> Int {
    if let index = textConstants[text] { return index }
    textConstants[text] = constants.count
    constants.append(Value(text))
    return constants.count - 1
  }

  func cache() -> Int {
    cacheCount += 1
    return cacheCount - 1
  }
}
