import Support

/// Reads the pickles inside PyTorch checkpoints (protocols 0 to 5). A pickle is a program that may call anything;
/// this one knows tensors and containers, and refuses every other name. It never calls anything.
///
/// The language's own `pickle` module is another reader: it builds the language's objects, which may nest and refer
/// to themselves, where this one fills tables of a bounded size.
struct TensorUnpickler {
  let data: UnsafeRawBufferPointer
  let path: String
  private(set) var position: Int
  var globals: [String] = []
  var sequences: [[PickledItem]] = []
  /// Which of ``sequences`` are tuples.
  private(set) var tuples: Set<Int> = []
  var dictionaries: [[(key: PickledItem, value: PickledItem)]] = []
  var storages: [PickledStorage] = []
  var tensors: [PickledTensor] = []

  private var stack: [PickledItem] = []
  private var marks: [Int] = []
  private var memo: [Int: PickledItem] = [:]
  var storagePlaces: [String: Int] = [:]
  private var globalPlaces: [String: Int] = [:]
  /// Bytes that what is built may still take. What leaves the stack gives its place back.
  private var budget: Int
  static let itemSize = MemoryLayout<PickledItem>.stride
  /// About what a container takes by itself, and an entry of a hashed table.
  static let containerSize = 48
  private static let entrySize = 32

  /// - Parameters:
  ///   - data: the file, or the entry that holds the pickle.
  ///   - position: where the pickle starts.
  ///   - fileSize: of the whole file: how much memory is in proportion.
  init(_ data: UnsafeRawBufferPointer, at position: Int = 0, fileSize: Int, path: String) {
    self.data = data
    self.path = path
    self.position = position
    budget = 4 << 20 + 2 * fileSize
  }

  func fault(_ what: String) -> UserError {
    UserError(.value, "'\(path)' is not a checkpoint that can be read: \(what)")
  }

  /// The text of an item, when it is one that may be a name. Longer ones stay where they are: a pickle can refer to
  /// one long text a million times.
  func string(_ item: PickledItem) -> String? {
    guard case .text(let start, let count) = item, count <= 1024 else { return nil }
    return String(validating: UnsafeRawBufferPointer(rebasing: data[start..<start + count]), as: UTF8.self)
  }

  func integer(_ item: PickledItem) -> Int? {
    if case .int(let value) = item { return value }
    return nil
  }

  func sequence(_ item: PickledItem) -> [PickledItem]? {
    if case .sequence(let index) = item { return sequences[index] }
    return nil
  }

  // MARK: Bytes

  mutating func take(_ count: Int) throws -> Int {
    guard count >= 0, count <= data.count - position else { throw fault("its pickle ends too early") }
    defer { position += count }
    return position
  }

  mutating func number(_ width: Int) throws -> Int {
    let start = try take(width)
    var value: UInt64 = 0
    for index in 0..<width { value |= UInt64(data[start + index]) << UInt64(8 * index) }
    return Int(clamping: value)
  }

  private mutating func text(_ count: Int) throws -> PickledItem { .text(start: try take(count), count: count) }

  /// The rest of the line, whose end is passed.
  private mutating func line() throws -> (start: Int, count: Int) {
    let start = position
    while position < data.count && data[position] != 10 { position += 1 }
    guard position < data.count else { throw fault("its pickle ends too early") }
    position += 1
    return (start, position - 1 - start)
  }

  private mutating func lineText() throws -> String {
    let (start, count) = try line()
    return String(decoding: UnsafeRawBufferPointer(rebasing: data[start..<start + min(count, 512)]), as: UTF8.self)
  }

  // MARK: The stack

  /// Accounts for `bytes`, an item's if nothing else is said.
  mutating func spend(_ bytes: Int = itemSize) throws {
    budget -= bytes
    guard budget >= 0 else { throw fault("its pickle builds more than a file of its size has reason to") }
  }

  private mutating func push(_ item: PickledItem) throws {
    try spend()
    stack.append(item)
  }

  private mutating func pop() throws -> PickledItem {
    guard stack.count > (marks.last ?? 0), let item = stack.popLast() else {
      throw fault("its pickle takes from an empty stack at byte \(position)")
    }
    budget += Self.itemSize
    return item
  }

  private mutating func popToMark() throws -> [PickledItem] {
    guard let mark = marks.popLast() else { throw fault("its pickle has no mark at byte \(position)") }
    // A copy: a slice would share the stack, and removing from it would then copy all of it.
    let items = Array(stack[mark...])
    stack.removeLast(items.count)
    budget += items.count * Self.itemSize
    return items
  }

  private mutating func pushSequence(_ items: [PickledItem]) throws {
    try spend(Self.containerSize + items.count * Self.itemSize)
    sequences.append(items)
    try push(.sequence(sequences.count - 1))
  }

  private mutating func pushTuple(_ items: [PickledItem]) throws {
    try spend(Self.entrySize)
    tuples.insert(sequences.count)
    try pushSequence(items)
  }

  private mutating func pushDictionary(_ items: [PickledItem] = []) throws {
    try spend(Self.containerSize)
    dictionaries.append([])
    try push(.dictionary(dictionaries.count - 1))
    try setItems(items)
  }

  private mutating func append(_ items: [PickledItem]) throws {
    guard case .sequence(let index)? = stack.last else { throw fault("its pickle appends to what is no list") }
    for item in items {
      try spend()
      sequences[index].append(item)
    }
  }

  private mutating func setItems(_ items: [PickledItem]) throws {
    guard case .dictionary(let index)? = stack.last else { throw fault("its pickle sets items of what is no dict") }
    guard items.count % 2 == 0 else { throw fault("its pickle sets a key without a value") }
    for place in stride(from: 0, to: items.count, by: 2) {
      try spend(2 * Self.itemSize)
      dictionaries[index].append((items[place], items[place + 1]))
    }
  }

  // MARK: Running

  /// Runs the opcodes up to STOP and gives what they built.
  mutating func load() throws -> PickledItem {
    stack.removeAll()
    marks.removeAll()
    memo.removeAll()
    while position < data.count {
      let opcode = data[position]
      position += 1
      if opcode == UInt8(ascii: ".") { return try pop() }
      if try !constant(opcode), try !container(opcode), try !other(opcode) {
        throw fault("its pickle has the unknown opcode \(opcode) at byte \(position - 1)")
      }
    }
    throw fault("its pickle ends too early")
  }

  /// Opcodes that push a number or text.
  private mutating func constant(_ opcode: UInt8) throws -> Bool {
    switch opcode {
    case UInt8(ascii: "N"): try push(.none)
    case 0x88: try push(.bool(true))
    case 0x89: try push(.bool(false))
    case UInt8(ascii: "K"): try push(.int(number(1)))
    case UInt8(ascii: "M"): try push(.int(number(2)))
    case UInt8(ascii: "J"): try push(.int(Int(Int32(truncatingIfNeeded: number(4)))))
    case 0x8A: try push(long(number(1)))
    case 0x8B: try push(long(number(4)))
    case UInt8(ascii: "I"), UInt8(ascii: "L"):
      let text = try lineText()
      guard let value = Int(text.hasSuffix("L") ? text.dropLast() : text[...]) else {
        throw fault("its pickle has the integer '\(text.prefix(40))'")
      }
      try push(opcode == UInt8(ascii: "I") && text.count == 2 && value < 2 ? .bool(value == 1) : .int(value))
    case UInt8(ascii: "F"):
      let text = try lineText()
      guard let value = Double(text) else { throw fault("its pickle has the number '\(text.prefix(40))'") }
      try push(.float(value))
    case UInt8(ascii: "G"):
      let start = try take(8)
      try push(.float(Double(bitPattern: (0..<8).reduce(UInt64(0)) { $0 << 8 | UInt64(data[start + $1]) })))
    case 0x8C, UInt8(ascii: "U"), UInt8(ascii: "C"): try push(text(number(1)))
    case UInt8(ascii: "X"), UInt8(ascii: "T"), UInt8(ascii: "B"): try push(text(number(4)))
    case 0x8D, 0x8E, 0x96: try push(text(number(8)))
    case UInt8(ascii: "V"):
      let (start, count) = try line()
      try push(.text(start: start, count: count))
    case UInt8(ascii: "S"):
      let (start, count) = try line()
      guard count >= 2 else { throw fault("its pickle has a text without quotes") }
      try push(.text(start: start + 1, count: count - 2))
    default: return false
    }
    return true
  }

  /// Little-endian two's complement; longer ones than 64 bits are kept as bytes.
  private mutating func long(_ count: Int) throws -> PickledItem {
    let start = try take(count)
    if count == 0 { return .int(0) }
    if count > 8 { return .text(start: start, count: count) }
    var bits: UInt64 = 0
    for index in 0..<count { bits |= UInt64(data[start + index]) << UInt64(8 * index) }
    let shift = UInt64(64 - 8 * count)
    return .int(Int(Int64(bitPattern: bits << shift) >> Int64(shift)))
  }

  /// Opcodes that build lists, tuples, sets and dicts.
  private mutating func container(_ opcode: UInt8) throws -> Bool {
    switch opcode {
    case UInt8(ascii: "("):
      try spend(8)
      marks.append(stack.count)
    case UInt8(ascii: "]"), 0x8F: try pushSequence([])
    case UInt8(ascii: ")"): try pushTuple([])
    case UInt8(ascii: "}"): try pushDictionary()
    case UInt8(ascii: "l"), 0x91: try pushSequence(popToMark())
    case UInt8(ascii: "t"): try pushTuple(popToMark())
    case UInt8(ascii: "d"): try pushDictionary(popToMark())
    case 0x85...0x87:
      var items: [PickledItem] = []
      for _ in 0..<Int(opcode) - 0x84 { items.append(try pop()) }
      items.reverse()
      try pushTuple(items)
    case UInt8(ascii: "a"): try append([pop()])
    case UInt8(ascii: "e"), 0x90: try append(popToMark())
    case UInt8(ascii: "s"):
      let value = try pop()
      try setItems([pop(), value])
    case UInt8(ascii: "u"): try setItems(popToMark())
    default: return false
    }
    return true
  }

  /// The memo, framing, names and what is made of them.
  private mutating func other(_ opcode: UInt8) throws -> Bool {
    switch opcode {
    case 0x80:
      guard try number(1) <= 5 else { throw fault("its pickle has an unknown protocol") }
    case 0x95: _ = try take(8)
    case UInt8(ascii: "0"):
      if let mark = marks.last, mark == stack.count { marks.removeLast() } else { _ = try pop() }
    case UInt8(ascii: "1"): _ = try popToMark()
    case UInt8(ascii: "2"):
      let item = try pop()
      stack.append(item)
      try push(item)
    case 0x94: try remember(memo.count)
    case UInt8(ascii: "q"): try remember(number(1))
    case UInt8(ascii: "r"): try remember(number(4))
    case UInt8(ascii: "p"): try remember(Int(lineText()) ?? -1)
    case UInt8(ascii: "h"): try recall(number(1))
    case UInt8(ascii: "j"): try recall(number(4))
    case UInt8(ascii: "g"): try recall(Int(lineText()) ?? -1)
    case UInt8(ascii: "c"):
      let module = try lineText()
      try pushGlobal("\(module).\(lineText())")
    case 0x93:
      let (name, module) = (string(try pop()), string(try pop()))
      guard let name, let module else { throw fault("its pickle names something without a name") }
      try pushGlobal("\(module).\(name)")
    case UInt8(ascii: "Q"): try push(persistent(pop()))
    case UInt8(ascii: "R"), 0x81:
      let arguments = try pop()
      guard case .global(let callee) = try pop() else { throw fault("its pickle calls what has no name") }
      try push(construct(globals[callee], sequence(arguments) ?? []))
    case UInt8(ascii: "b"): _ = try pop()  // attributes of a dict: its `_metadata`
    default: return false
    }
    return true
  }

  private mutating func remember(_ index: Int) throws {
    guard let item = stack.last else { throw fault("its pickle remembers nothing") }
    if memo[index] == nil { try spend(Self.entrySize + Self.itemSize) }
    memo[index] = item
  }

  private mutating func recall(_ index: Int) throws {
    guard let item = memo[index] else { throw fault("its pickle recalls what it never made") }
    try push(item)
  }

  private mutating func pushGlobal(_ name: String) throws {
    if let place = globalPlaces[name] { return try push(.global(place)) }
    guard PickledNames.isKnown(name) else {
      throw UserError(
        .value, "'\(path)' needs '\(name)', which is neither a tensor nor a container: it was not loaded",
        hint: "only tensors, numbers, text, lists, tuples and dicts are read; save a state_dict or safetensors")
    }
    globals.append(name)
    globalPlaces[name] = globals.count - 1
    try push(.global(globals.count - 1))
  }
}
