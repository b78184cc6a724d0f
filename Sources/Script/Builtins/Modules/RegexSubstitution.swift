/// The replacement text of `re.sub`: literal pieces and references to groups.
struct RegexTemplate {
  private enum Piece {
    case literal([UInt32])
    case group(Int)
  }
  private var pieces: [Piece] = []
  private let isBytes: Bool

  init(_ template: Value, _ pattern: PatternObject) throws {
    isBytes = pattern.isBytes
    let scalars: [UInt32]
    if isBytes {
      scalars = (template.bytes?.bytes ?? []).map { UInt32($0) }
    } else {
      scalars = template.str?.scalars ?? []
    }
    var literal: [UInt32] = []
    var i = 0
    func fail(_ message: String, _ position: Int) -> ScriptError {
      let source = String(String.UnicodeScalarView(scalars.compactMap { Unicode.Scalar($0) }))
      return RegexModule.exception(.init(message: message, position: position), source)
    }
    func group(_ index: Int, at position: Int) throws -> Piece {
      guard index <= pattern.engine.groupCount else { throw fail("invalid group reference \(index)", position) }
      return .group(index)
    }
    func digit(_ position: Int) -> UInt32? {
      position < scalars.count && scalars[position] >= 48 && scalars[position] <= 57 ? scalars[position] - 48 : nil
    }
    func flush(into pieces: inout [Piece]) {
      if !literal.isEmpty { pieces.append(.literal(literal)) }
      literal = []
    }
    while i < scalars.count {
      guard scalars[i] == 92 else {
        literal.append(scalars[i])
        i += 1
        continue
      }
      let start = i
      i += 1
      guard i < scalars.count else { throw fail("bad escape (end of pattern)", start) }
      let letter = scalars[i]
      i += 1
      switch letter {
      case UInt32(UInt8(ascii: "g")):
        guard i < scalars.count, scalars[i] == 60, let close = scalars[i...].firstIndex(of: 62) else {
          throw fail(i < scalars.count && scalars[i] == 60 ? "missing >, unterminated name" : "missing <", i)
        }
        let name = String(String.UnicodeScalarView(scalars[(i + 1)..<close].compactMap { Unicode.Scalar($0) }))
        flush(into: &pieces)
        if let index = Int(name) {
          pieces.append(try group(index, at: i + 1))
        } else if let known = pattern.engine.groupNames.first(where: { $0.name == name }) {
          pieces.append(.group(known.index))
        } else if name.isEmpty {
          throw fail("missing group name", i + 1)
        } else {
          throw ScriptError(.indexError, "unknown group name '\(name)'")
        }
        i = close + 1
      case 48...57:
        if letter == 48 || (digit(i).map { $0 < 8 } ?? false && digit(i + 1).map { $0 < 8 } ?? false && letter < 56) {
          var code = letter - 48
          var used = 1
          while used < 3, let next = digit(i), next < 8 {
            code = code * 8 + next
            i += 1
            used += 1
          }
          literal.append(code)
        } else {
          var index = Int(letter) - 48
          if let next = digit(i) {
            index = index * 10 + Int(next)
            i += 1
          }
          flush(into: &pieces)
          pieces.append(try group(index, at: start + 1))
        }
      case UInt32(UInt8(ascii: "n")): literal.append(10)
      case UInt32(UInt8(ascii: "t")): literal.append(9)
      case UInt32(UInt8(ascii: "r")): literal.append(13)
      case UInt32(UInt8(ascii: "a")): literal.append(7)
      case UInt32(UInt8(ascii: "b")): literal.append(8)
      case UInt32(UInt8(ascii: "f")): literal.append(12)
      case UInt32(UInt8(ascii: "v")): literal.append(11)
      case 92: literal.append(92)
      case 65...90, 97...122:
        throw fail("bad escape \\\(Unicode.Scalar(letter).map { String($0) } ?? "")", start)
      default: literal += [92, letter]
      }
    }
    flush(into: &pieces)
  }

  func expand(_ match: MatchObject) throws -> Value {
    if isBytes {
      var out: [UInt8] = []
      for piece in pieces {
        switch piece {
        case .literal(let scalars): out += scalars.map { UInt8(truncatingIfNeeded: $0) }
        case .group(let index): out += match.group(index).bytes?.bytes ?? []
        }
      }
      return Value(BytesObject(out))
    }
    var builder = StrBuilder()
    for piece in pieces {
      switch piece {
      case .literal(let scalars): for scalar in scalars { builder.append(scalar: scalar) }
      case .group(let index): if let text = match.group(index).str { builder.append(text) }
      }
    }
    return Value(builder.build())
  }
}

/// `re.sub`.
enum RegexSubstitution {
  static func run(
    _ pattern: PatternObject, _ replacement: Value, _ string: Value, _ limit: Int
  ) throws -> (text: Value, count: Int) {
    if !replacement.isCallable, replacement.str == nil, replacement.bytes == nil {
      // CPython looks among the templates that it read before.
      _ = try replacement.hash()
      throw ScriptError(.typeError, "decoding to str: need a bytes-like object, \(replacement.typeName) found")
    }
    // Text in place of bytes, or bytes in place of text, is found wrong where it is put in.
    let isTemplate = pattern.isBytes ? replacement.bytes != nil : replacement.str != nil
    let template = isTemplate ? try RegexTemplate(replacement, pattern) : nil
    let subject = try RegexSubject(string, isBytes: pattern.isBytes)
    let matches = pattern.matches(subject)
    var parts: [Value] = []
    var last = 0
    var count = 0
    while limit <= 0 || count < limit, let found = try matches.next() {
      let match = MatchObject(pattern, subject, found, start: 0, end: subject.count)
      let (start, end) = match.span(0)
      if start > last { parts.append(subject.slice(last, start)) }
      let piece = try template?.expand(match) ?? (replacement.isCallable ? replacement.call(Value(match)) : replacement)
      if !piece.isNone {
        guard pattern.isBytes ? piece.bytes != nil : piece.str != nil else {
          let expected = pattern.isBytes ? "a bytes-like object" : "str instance"
          throw ScriptError(.typeError, "sequence item \(parts.count): expected \(expected), \(piece.typeName) found")
        }
        parts.append(piece)
      }
      last = end
      count += 1
    }
    if count == 0 { return (string, 0) }
    parts.append(subject.slice(last, subject.count))
    if pattern.isBytes { return (Value(BytesObject(parts.flatMap { $0.bytes?.bytes ?? [] })), count) }
    var builder = StrBuilder()
    for part in parts { if let text = part.str { builder.append(text) } }
    return (Value(builder.build()), count)
  }
}
