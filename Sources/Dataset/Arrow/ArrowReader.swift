import Support

extension ArrowFile {
  /// The table in the stream at `path`. Text and 64-bit integer lists stay in the file, which is mapped; it must not be
  /// cut short while the table lives.
  public static func read(_ path: String) throws -> Table { try parse(MappedFile(path), source: path) }

  /// The table in `bytes`; `source` is what errors call it.
  public static func parse(_ bytes: [UInt8], source: String) throws -> Table {
    try parse(bytes.withUnsafeBytes { MappedFile(path: source, content: $0) }, source: source)
  }

  private static func parse(_ file: MappedFile, source: String) throws -> Table {
    func fault(_ what: String) -> UserError {
      UserError(.value, "'\(source)' is no Arrow stream that is read: \(what)")
    }
    let bytes = file.bytes
    var position = 0
    var columns: [ArrowColumn] = []
    var note: JSON?
    var hasSchema = false
    var rows = 0
    let budget = ArrowBudget(source, size: bytes.count)
    while position + 8 <= bytes.count {
      try Interruption.check()
      guard bytes.loadUnaligned(fromByteOffset: position, as: UInt32.self) == 0xFFFF_FFFF else {
        throw fault("a message's marker is missing")
      }
      let length = Int(bytes.loadUnaligned(fromByteOffset: position + 4, as: UInt32.self))
      position += 8
      if length == 0 { break }
      guard length <= bytes.count - position,
        let message = FlatTable(root: UnsafeRawBufferPointer(rebasing: bytes[position..<position + length])),
        let header = message.table(2)
      else { throw fault("a message is cut short") }
      position += length
      let bodyLength = message.long(3)
      guard bodyLength >= 0, bodyLength <= bytes.count - position else { throw fault("a message is cut short") }
      switch message.byte(1) {
      case 1:
        guard !hasSchema, let fields = header.tables(1) else { throw fault("its schema is damaged") }
        hasSchema = true
        for entry in header.tables(2) ?? [] where entry.text(0) == "huggingface" {
          note = entry.text(1).flatMap { try? JSON.parse($0) }
        }
        for field in fields { columns.append(try ArrowColumn(ArrowField(field, depth: 0, fault: fault), file)) }
      case 3:
        guard hasSchema, header.table(3) == nil else { throw fault("its batches are compressed or come too early") }
        guard let nodes = header.pairs(1), let buffers = header.pairs(2) else { throw fault("a batch is damaged") }
        var batch = ArrowBatchReader(
          file, body: position..<position + bodyLength, nodes: nodes, buffers: buffers, budget: budget, fault: fault)
        let count = header.long(0)
        guard count >= 0, count < 1 << 40 else { throw fault("a batch is damaged") }
        for index in columns.indices { try columns[index].append(&batch, count) }
        rows += count
      default: throw fault("it has messages of an unknown kind")
      }
      position += bodyLength
    }
    guard hasSchema else { throw fault("it has no schema") }
    var table = Table()
    for column in columns {
      let noted = note?["info"]?["features"]?[column.field.name].flatMap(Feature.init(json:))
      guard let values = column.finished(noted) else { throw fault("the text of '\(column.field.name)' is not UTF-8") }
      guard values.count == rows else { throw fault("the column '\(column.field.name)' has not all rows") }
      if table.contains(column.field.name) { throw fault("two columns are called '\(column.field.name)'") }
      try table.add(values, named: column.field.name, feature: noted ?? column.field.feature)
    }
    return table
  }
}

/// A field of a schema.
struct ArrowField {
  enum Kind: Equatable {
    case null, boolean
    case integer(width: Int, isSigned: Bool)
    case float(width: Int)
    case text(isLarge: Bool)
    case list(isLarge: Bool)
    case record
  }

  let name: String
  let kind: Kind
  let children: [ArrowField]

  init(_ table: FlatTable, depth: Int, fault: (String) -> UserError) throws {
    name = table.text(0) ?? ""
    guard depth < 16 else { throw fault("'\(name)' is nested too deep") }
    guard table.table(4) == nil else { throw fault("'\(name)' is encoded by a dictionary") }
    let type = table.table(3)
    let unit: Int
    switch table.byte(2) {
    case 1: kind = .null
    case 2:
      unit = type?.int(0) ?? 0
      guard [8, 16, 32, 64].contains(unit) else { throw fault("'\(name)' has integers of \(unit) bits") }
      kind = .integer(width: unit / 8, isSigned: type?.byte(1) == 1)
    case 3:
      unit = type?.short(0) ?? 0
      guard unit == 1 || unit == 2 else { throw fault("'\(name)' has numbers of half precision") }
      kind = .float(width: unit == 1 ? 4 : 8)
    case 4, 5: kind = .text(isLarge: false)
    case 19, 20: kind = .text(isLarge: true)
    case 6: kind = .boolean
    case 8: kind = .integer(width: type?.field8Is64 == true ? 8 : 4, isSigned: true)
    case 10, 18: kind = .integer(width: 8, isSigned: true)
    case 12: kind = .list(isLarge: false)
    case 21: kind = .list(isLarge: true)
    case 13: kind = .record
    case let other: throw fault("'\(name)' is of a type that is not read, number \(other)")
    }
    guard let tables = table.tables(5) else { throw fault("'\(name)' is damaged") }
    children = try tables.map { try ArrowField($0, depth: depth + 1, fault: fault) }
    if case .list = kind, children.count != 1 { throw fault("the list '\(name)' is damaged") }
  }

  var feature: Feature {
    switch kind {
    case .null: .value("null")
    case .boolean: .value("bool")
    case .integer(let width, let isSigned): .value("\(isSigned ? "" : "u")int\(width * 8)")
    case .float(let width): .value("float\(width * 8)")
    case .text: .value("string")
    case .list: .list(children[0].feature)
    case .record: .record(children.map { ($0.name, $0.feature) })
    }
  }
}

extension FlatTable {
  /// Whether a date is in milliseconds of 64 bits: its unit is the default, 1, unless it says 0 (days of 32 bits).
  fileprivate var field8Is64: Bool { short(0) != 0 }
}

/// What the nested and missing values of a stream may take: rows without a byte in the file among them.
final class ArrowBudget {
  private var budget: UnpackingBudget

  init(_ source: String, size: Int) { budget = UnpackingBudget(source, size: size, ratio: 256, allowance: 1 << 20) }

  func spend(_ count: Int, each bytes: Int) throws {
    let (product, overflow) = count.multipliedReportingOverflow(by: bytes)
    guard !overflow else { throw budget.refusal }
    try budget.spend(product)
  }
}

/// Hands out the nodes and buffers of a batch in their order.
struct ArrowBatchReader {
  let file: MappedFile
  private let body: Range<Int>
  private var nodes: ArraySlice<(Int, Int)>
  private var buffers: ArraySlice<(Int, Int)>
  let budget: ArrowBudget
  let fault: (String) -> UserError

  init(
    _ file: MappedFile, body: Range<Int>, nodes: [(Int, Int)], buffers: [(Int, Int)], budget: ArrowBudget,
    fault: @escaping (String) -> UserError
  ) {
    self.file = file
    self.body = body
    self.nodes = nodes[...]
    self.buffers = buffers[...]
    self.budget = budget
    self.fault = fault
  }

  mutating func node() throws -> (count: Int, missing: Int) {
    guard let (count, missing) = nodes.popFirst(), count >= 0, count < 1 << 40 else {
      throw fault("a batch is damaged")
    }
    return (count, missing)
  }

  /// Where the next buffer is in the file.
  mutating func buffer() throws -> Range<Int> {
    guard let (offset, length) = buffers.popFirst(), offset >= 0, length >= 0, length <= body.count,
      offset <= body.count - length
    else { throw fault("a batch's buffers lie outside of it") }
    return body.lowerBound + offset..<body.lowerBound + offset + length
  }

  /// The next buffer as bits that say which of `count` values are there; `nil` when all are.
  mutating func validity(_ count: Int, missing: Int) throws -> Range<Int>? {
    let range = try buffer()
    if missing == 0 || range.isEmpty { return nil }
    guard range.count >= (count + 7) / 8 else { throw fault("a batch's buffers are too short") }
    return range
  }

  func bit(_ range: Range<Int>, _ index: Int) -> Bool {
    file.bytes[range.lowerBound + index >> 3] >> UInt8(index & 7) & 1 == 1
  }

  /// The next buffer as `count + 1` rising offsets, none past `limit`.
  mutating func spans(_ count: Int, isLarge: Bool) throws -> [Span] {
    let range = try buffer()
    if count == 0 { return [] }
    let width = isLarge ? 8 : 4
    guard range.count / width > count else { throw fault("a batch's buffers are too short") }
    let bytes = file.bytes
    func offset(_ index: Int) -> Int {
      isLarge
        ? bytes.loadUnaligned(fromByteOffset: range.lowerBound + 8 * index, as: Int.self)
        : Int(bytes.loadUnaligned(fromByteOffset: range.lowerBound + 4 * index, as: Int32.self))
    }
    var spans: [Span] = []
    spans.reserveCapacity(count)
    var start = offset(0)
    guard start >= 0 else { throw fault("a batch's offsets are damaged") }
    for index in 1...count {
      let end = offset(index)
      guard end >= start else { throw fault("a batch's offsets are damaged") }
      spans.append(Span(start: start, end: end))
      start = end
    }
    return spans
  }
}
