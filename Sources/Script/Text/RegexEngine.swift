import CPCRE2
import Support

/// A compiled regular expression: Python's syntax on PCRE2, over UTF-8 bytes (or raw bytes).
public final class RegexEngine {
  /// The reason a pattern was refused, worded as `re.error` words it.
  public struct PatternError: Error {
    public var message: String
    public var position: Int
  }

  private let code: OpaquePointer
  private let matchData: OpaquePointer
  /// What ``code`` was compiled from.
  private let translated: [UInt8]
  private let options: UInt32
  /// The same pattern with a look for an interruption at every step: slower, for matches that take long.
  private lazy var patientCode = try? Self.compile(translated, options | UInt32(PCRE2_AUTO_CALLOUT)).get()
  /// The capturing groups.
  public let groupCount: Int
  /// The names of groups, ordered by their number.
  public let groupNames: [(name: String, index: Int)]
  /// Python's bits of the flags in force.
  public let flags: Int

  /// Compiles `pattern`; `flags` are Python's bits (I 2, M 8, S 16, X 64, A 256).
  public init(_ pattern: String, flags: Int = 0, isBytes: Bool = false) throws {
    try SharedLibrary.require(cpcre2_problem())
    let syntax: RegexSyntax
    do {
      syntax = try RegexSyntax(pattern, flags: RegexSyntax.Flags(rawValue: flags))
    } catch let failure as RegexSyntax.Failure {
      throw PatternError(message: failure.message, position: failure.position)
    }
    var options: UInt32 = 0
    if !isBytes { options |= PCRE2_UTF }
    if !isBytes && !syntax.flags.contains(.ascii) { options |= PCRE2_UCP }
    if syntax.flags.contains(.ignoreCase) { options |= PCRE2_CASELESS }
    if syntax.flags.contains(.multiline) { options |= PCRE2_MULTILINE }
    if syntax.flags.contains(.dotAll) { options |= PCRE2_DOTALL }
    if syntax.flags.contains(.verbose) { options |= PCRE2_EXTENDED }
    self.options = options
    translated =
      isBytes ? syntax.output.map { UInt8(truncatingIfNeeded: $0.value) } : Array(String(syntax.output).utf8)
    let compiled: OpaquePointer
    switch Self.compile(translated, options) {
    case .success(let code): compiled = code
    case .failure(let refusal): throw Self.patternError(refusal.code, refusal.offset, pattern)
    }
    code = compiled
    matchData = pcre2_match_data_create_from_pattern_8(compiled, nil)
    var count: UInt32 = 0
    pcre2_pattern_info_8(compiled, UInt32(PCRE2_INFO_CAPTURECOUNT), &count)
    groupCount = Int(count)
    groupNames = Self.names(of: compiled)
    self.flags = syntax.flags.rawValue | (isBytes || syntax.flags.contains(.ascii) ? 0 : 32)
  }

  private struct Refusal: Error {
    var code: CInt
    var offset: Int
  }

  private static func compile(_ pattern: [UInt8], _ options: UInt32) -> Result<OpaquePointer, Refusal> {
    let context = pcre2_compile_context_create_8(nil)
    defer { pcre2_compile_context_free_8(context) }
    pcre2_set_newline_8(context, UInt32(PCRE2_NEWLINE_LF))
    var errorCode: CInt = 0
    var errorOffset = 0
    let compiled = pattern.withUnsafeBufferPointer {
      pcre2_compile_8($0.baseAddress ?? empty, $0.count, options, &errorCode, &errorOffset, context)
    }
    guard let compiled else { return .failure(Refusal(code: errorCode, offset: errorOffset)) }
    pcre2_jit_compile_8(compiled, UInt32(PCRE2_JIT_COMPLETE))
    return .success(compiled)
  }

  deinit {
    if let patientCode { pcre2_code_free_8(patientCode) }
    pcre2_match_data_free_8(matchData)
    pcre2_code_free_8(code)
  }

  /// Something to point to for an empty buffer.
  nonisolated(unsafe) private static let empty: UnsafePointer<UInt8> = {
    let byte = UnsafeMutablePointer<UInt8>.allocate(capacity: 1)
    byte.initialize(to: 0)
    return UnsafePointer(byte)
  }()

  private static func names(of code: OpaquePointer) -> [(name: String, index: Int)] {
    var count: UInt32 = 0
    var entrySize: UInt32 = 0
    var table: UnsafePointer<UInt8>?
    pcre2_pattern_info_8(code, UInt32(PCRE2_INFO_NAMECOUNT), &count)
    pcre2_pattern_info_8(code, UInt32(PCRE2_INFO_NAMEENTRYSIZE), &entrySize)
    pcre2_pattern_info_8(code, UInt32(PCRE2_INFO_NAMETABLE), &table)
    guard count > 0, let table else { return [] }
    var names: [(name: String, index: Int)] = []
    for i in 0..<Int(count) {
      let entry = table + i * Int(entrySize)
      let name = String(cString: entry + 2)
      names.append((name, Int(entry[0]) << 8 | Int(entry[1])))
    }
    return names.sorted { $0.index < $1.index }
  }

  private static func patternError(_ code: CInt, _ offset: Int, _ pattern: String) -> PatternError {
    let position = max(0, min(offset, pattern.unicodeScalars.count) - 1)
    switch code {
    case 109:
      let scalars = Array(pattern.unicodeScalars)
      let repeated = position > 0 && position < scalars.count && "*+?}".unicodeScalars.contains(scalars[position - 1])
      return PatternError(message: repeated ? "multiple repeat" : "nothing to repeat", position: position)
    case 108: return PatternError(message: "bad character range", position: position)
    case 115: return PatternError(message: "invalid group reference", position: position)
    case 125: return PatternError(message: "look-behind requires fixed-width pattern", position: -1)
    default:
      var buffer = [UInt8](repeating: 0, count: 256)
      let count = pcre2_get_error_message_8(code, &buffer, buffer.count)
      return PatternError(
        message: String(decoding: buffer.prefix(max(0, Int(count))), as: UTF8.self), position: position)
    }
  }

  private static func limits(steps: UInt32) -> OpaquePointer? {
    let context = pcre2_match_context_create_8(nil)
    pcre2_set_match_limit_8(context, steps)
    pcre2_set_heap_limit_8(context, 2_000_000)
    pcre2_jit_stack_assign_8(context, nil, UnsafeMutableRawPointer(pcre2_jit_stack_create_8(1 << 16, 1 << 26, nil)))
    return context
  }

  /// Room for deep repetitions, and for as many steps as take less than a tenth of a second.
  nonisolated(unsafe) private static let limits = limits(steps: 5_000_000)

  /// Room for more steps than PCRE2 takes by default before it gives up, with a look for an interruption now and then.
  nonisolated(unsafe) private static let patience: OpaquePointer? = {
    let context = limits(steps: 200_000_000)
    pcre2_set_callout_8(
      context,
      { _, _ in
        do { try Pulse.beat() } catch { return PCRE2_ERROR_CALLOUT }
        return 0
      }, nil)
    return context
  }()

  /// How a match is tied to its start and end.
  public enum Anchor {
    case none
    case start
    case full
  }

  /// Looks for a match in `subject` from byte `start` on. Returns the byte offsets (start, end) of the whole match and
  /// of every group, −1 for groups that took no part; `nil` when nothing matches.
  public func match(
    _ subject: UnsafeBufferPointer<UInt8>, from start: Int, anchor: Anchor = .none, notEmptyAtStart: Bool = false
  ) throws -> [Int]? {
    try Pulse.beat()
    var options: UInt32 = PCRE2_NO_UTF_CHECK
    if anchor != .none { options |= PCRE2_ANCHORED }
    if anchor == .full { options |= PCRE2_ENDANCHORED }
    if notEmptyAtStart { options |= PCRE2_NOTEMPTY_ATSTART }
    let text = subject.baseAddress ?? Self.empty
    var result = pcre2_match_8(code, text, subject.count, start, options, matchData, Self.limits)
    if result == PCRE2_ERROR_MATCHLIMIT, let patientCode {
      result = pcre2_match_8(patientCode, text, subject.count, start, options, matchData, Self.patience)
      if result == PCRE2_ERROR_CALLOUT { throw Interrupted() }
    }
    if result == PCRE2_ERROR_NOMATCH { return nil }
    guard result > 0 else {
      throw UserError(.runtime, "regular expression gave up: it backtracks too much on this text")
    }
    guard let offsets = pcre2_get_ovector_pointer_8(matchData) else { return nil }
    return (0..<(2 * (groupCount + 1))).map { offsets[$0] == Int.max || offsets[$0] == -1 ? -1 : Int(offsets[$0]) }
  }
}
