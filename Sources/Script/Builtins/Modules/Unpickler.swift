import BigInteger

/// Reads Python's pickle format, protocols 0 to 5, building plain data only. A pickle can name any callable; here it
/// gets those of ``PickledNames`` and ``PickleHooks``.
struct Unpickler {
  private let data: [UInt8]
  private(set) var position: Int
  private var stack: [Value] = []
  private var marks: [Int] = []
  private var memo: [Int: Value] = [:]
  /// How many items and bytes calls may still copy: a pickle can hand one long text to a thousand calls.
  private var budget: Int

  init(_ data: [UInt8], at position: Int = 0) {
    self.data = data
    self.position = position
    budget = 1 << 16 + 4 * data.count
  }

  private func fault(_ message: String) -> ScriptError { ScriptError(PickleModule.unpicklingError, message) }

  // MARK: Bytes

  private mutating func take(_ count: Int) throws -> ArraySlice<UInt8> {
    guard count >= 0, count <= data.count - position else { throw fault("pickle data was truncated") }
    defer { position += count }
    return data[position..<(position + count)]
  }

  private mutating func unsigned(_ count: Int) throws -> Int {
    var value: UInt64 = 0
    for (i, byte) in try take(count).enumerated() { value |= UInt64(byte) << UInt64(8 * i) }
    return Int(truncatingIfNeeded: value)
  }

  private mutating func line() throws -> String {
    guard let end = data[position...].firstIndex(of: 10) else { throw fault("pickle data was truncated") }
    defer { position = end + 1 }
    return String(decoding: data[position..<end], as: UTF8.self)
  }

  // MARK: Stack

  private mutating func push(_ value: Value) { stack.append(value) }

  private mutating func pop() throws -> Value {
    guard stack.count > (marks.last ?? 0), let value = stack.popLast() else { throw fault("unexpected MARK found") }
    return value
  }

  private mutating func popMark() throws -> [Value] {
    guard let mark = marks.popLast(), mark <= stack.count else { throw fault("could not find MARK") }
    defer { stack.removeLast(stack.count - mark) }
    return Array(stack[mark...])
  }

  private var top: Value? { stack.last }

  // MARK: Running

  /// Runs the opcodes up to STOP and returns the value they built.
  mutating func load() throws -> Value {
    if position >= data.count { throw ScriptError(.eofError, "Ran out of input") }
    while true {
      guard position < data.count else { throw ScriptError(.eofError, "Ran out of input") }
      let opcode = data[position]
      position += 1
      if opcode == UInt8(ascii: ".") { return try pop() }
      if try !constant(opcode), try !container(opcode), try !other(opcode) {
        throw fault(
          "invalid load key, '\(opcode < 32 || opcode > 126 ? "\\x" + String(opcode, radix: 16) : String(UnicodeScalar(opcode)))'."
        )
      }
    }
  }

  /// Opcodes that push a number or text.
  private mutating func constant(_ opcode: UInt8) throws -> Bool {
    switch opcode {
    case UInt8(ascii: "N"): push(.none)
    case 0x88: push(.bool(true))
    case 0x89: push(.bool(false))
    case UInt8(ascii: "K"): push(.int(try unsigned(1)))
    case UInt8(ascii: "M"): push(.int(try unsigned(2)))
    case UInt8(ascii: "J"): push(.int(Int(Int32(truncatingIfNeeded: try unsigned(4)))))
    case 0x8A: push(try long(unsigned(1)))
    case 0x8B: push(try long(unsigned(4)))
    case UInt8(ascii: "I"):
      let text = try line()
      push(text == "01" ? .bool(true) : text == "00" ? .bool(false) : try integer(text))
    case UInt8(ascii: "L"): push(try integer(String(line().prefix { $0 != "L" })))
    case UInt8(ascii: "F"): push(.float(FloatText.parse(try line().utf8) ?? .nan))
    case UInt8(ascii: "G"):
      let bits = try take(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
      push(.float(Double(bitPattern: bits)))
    case 0x8C: push(try text(take(unsigned(1))))
    case UInt8(ascii: "X"): push(try text(take(unsigned(4))))
    case 0x8D: push(try text(take(unsigned(8))))
    case UInt8(ascii: "V"): push(Value(rawUnicode(try line())))
    case UInt8(ascii: "S"): push(Value(quoted(try line())))
    case UInt8(ascii: "U"): push(latin(try take(unsigned(1))))
    case UInt8(ascii: "T"): push(latin(try take(unsigned(4))))
    case UInt8(ascii: "C"): push(Value(BytesObject(Array(try take(unsigned(1))))))
    case UInt8(ascii: "B"): push(Value(BytesObject(Array(try take(unsigned(4))))))
    case 0x8E, 0x96: push(Value(BytesObject(Array(try take(unsigned(8))))))
    default: return false
    }
    return true
  }

  private func integer(_ text: String) throws -> Value {
    switch try IntegerText.parse(text.utf8) {
    case .small(let value)?: return .int(value)
    case .big(let value)?: return Value(value)
    case nil: throw fault("invalid integer \(text)")
    }
  }

  private mutating func long(_ count: Int) throws -> Value {
    Value(BigInt(littleEndian: try take(count), signed: true))
  }

  /// The text that `bytes` encode; lone surrogates are kept, as Python writes them.
  private func text(_ bytes: ArraySlice<UInt8>) throws -> Value {
    if bytes.allSatisfy({ $0 < 0x80 }) || String(validating: bytes, as: UTF8.self) != nil {
      return bytes.withUnsafeBufferPointer { Value(StrObject(utf8: $0)) }
    }
    return Value(try TextCodec.decode(Array(bytes), encoding: "utf-8", errors: "surrogatepass"))
  }

  private func latin(_ bytes: ArraySlice<UInt8>) -> Value { Value(StrObject(scalars: bytes.map { UInt32($0) })) }

  private func quoted(_ text: String) -> String { String(text.dropFirst().dropLast()) }

  private func rawUnicode(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    let scalars = Array(text.unicodeScalars)
    var i = 0
    while i < scalars.count {
      if scalars[i] == "\\", i + 1 < scalars.count, scalars[i + 1] == "u" || scalars[i + 1] == "U" {
        let width = scalars[i + 1] == "u" ? 4 : 8
        let digits = scalars[(i + 2)..<min(i + 2 + width, scalars.count)].map { String($0) }.joined()
        if let code = UInt32(digits, radix: 16), let scalar = Unicode.Scalar(code) {
          result.append(scalar)
          i += 2 + width
          continue
        }
      }
      result.append(scalars[i])
      i += 1
    }
    return String(result)
  }

  /// Opcodes that build lists, tuples, dicts and sets.
  private mutating func container(_ opcode: UInt8) throws -> Bool {
    switch opcode {
    case UInt8(ascii: "("): marks.append(stack.count)
    case UInt8(ascii: "]"): push(Value(ListObject()))
    case UInt8(ascii: "}"): push(Value(DictObject()))
    case UInt8(ascii: ")"): push(Value(TupleObject.empty))
    case 0x8F: push(Value(SetObject()))
    case UInt8(ascii: "l"): push(Value(list: try popMark()))
    case UInt8(ascii: "t"): push(Value(tuple: try popMark()))
    case UInt8(ascii: "d"):
      let dict = DictObject()
      try setPairs(popMark(), in: dict)
      push(Value(dict))
    case 0x85...0x87:
      var items: [Value] = []
      for _ in 0..<(Int(opcode) - 0x84) { items.insert(try pop(), at: 0) }
      push(Value(tuple: items))
    case UInt8(ascii: "a"):
      let item = try pop()
      guard let list = top?.list else { throw fault("APPEND needs a list") }
      list.append(item)
    case UInt8(ascii: "e"):
      let items = try popMark()
      guard let list = top?.list else { throw fault("APPENDS needs a list") }
      for item in items { list.append(item) }
    case UInt8(ascii: "s"):
      let value = try pop()
      let key = try pop()
      guard let dict = top?.dict else { throw fault("SETITEM needs a dict") }
      try dict.set(key, value)
    case UInt8(ascii: "u"):
      let items = try popMark()
      guard let dict = top?.dict else { throw fault("SETITEMS needs a dict") }
      try setPairs(items, in: dict)
    case 0x90:
      let items = try popMark()
      guard let set = top?.set else { throw fault("ADDITEMS needs a set") }
      for item in items { try set.insert(item) }
    case 0x91: push(Value(try SetObject(popMark(), type: .frozenSet)))
    default: return false
    }
    return true
  }

  private func setPairs(_ items: [Value], in dict: DictObject) throws {
    for i in stride(from: 0, to: items.count - 1, by: 2) { try dict.set(items[i], items[i + 1]) }
  }

  /// The memo, framing, and calls of named constructors.
  private mutating func other(_ opcode: UInt8) throws -> Bool {
    switch opcode {
    case 0x80:
      let version = try unsigned(1)
      if version > 5 { throw ScriptError(.valueError, "unsupported pickle protocol: \(version)") }
    case 0x95: _ = try take(8)
    case UInt8(ascii: "0"): if marks.last == stack.count { marks.removeLast() } else { _ = try pop() }
    case UInt8(ascii: "1"):
      guard let mark = marks.popLast() else { throw fault("could not find MARK") }
      stack.removeLast(stack.count - mark)
    case UInt8(ascii: "2"): if let item = stack.last { stack.append(item) }
    case 0x94: memo[memo.count] = stack.last
    case UInt8(ascii: "q"): memo[try unsigned(1)] = stack.last
    case UInt8(ascii: "r"): memo[try unsigned(4)] = stack.last
    case UInt8(ascii: "p"): memo[Int(try line()) ?? -1] = stack.last
    case UInt8(ascii: "h"): try recall(unsigned(1))
    case UInt8(ascii: "j"): try recall(unsigned(4))
    case UInt8(ascii: "g"): try recall(Int(line()) ?? -1)
    case UInt8(ascii: "c"):
      let module = try line()
      push(try PickledNames.find("\(module).\(try line())"))
    case 0x93:
      let name = try pop().asString("name")
      push(try PickledNames.find("\(try pop().asString("module")).\(name)"))
    case UInt8(ascii: "R"), 0x81:
      let arguments = try pop().items()
      let callee = try pop()
      try spend(arguments)
      push(try PickledNames.construct(callee, arguments))
    case UInt8(ascii: "b"):
      let state = try pop()
      let target = try pop()
      try spend(state.tuple?.items ?? [])
      let built = try PickledNames.build(target, state)
      if !built.isIdentical(to: target) {
        for (index, value) in memo where value.isIdentical(to: target) { memo[index] = built }
      }
      push(built)
    default: return false
    }
    return true
  }

  /// Accounts for what a call makes of `arguments`.
  private mutating func spend(_ arguments: [Value]) throws {
    for value in arguments {
      if let tuple = value.tuple {
        // A shape, perhaps: an array without elements has rows all the same.
        budget -= tuple.items.count
        budget -= tuple.items.reduce(1) { min($0 * Self.rows($1), 1 << 12) }
      } else {
        budget -= value.bytes?.bytes.count ?? value.str?.count ?? value.list?.items.count ?? 1
        budget -= value.set?.count ?? value.dict?.count ?? 0
      }
    }
    guard budget >= 0 else { throw fault("this pickle repeats more than a file of its size has reason to") }
  }

  private static func rows(_ size: Value) -> Int {
    if case .int(let number) = size { return max(1, min(number, 1 << 12)) }
    return 1
  }

  private mutating func recall(_ index: Int) throws {
    guard let item = memo[index] else { throw fault("Memo value not found at index \(index)") }
    stack.append(item)
  }
}
