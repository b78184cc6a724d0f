import Support

/// A column that is gathered from the batches of a stream.
struct ArrowColumn {
  let field: ArrowField
  private let file: MappedFile
  /// Text, and lists of integers, as places in the file.
  private var spans: [Span] = []
  private var integers: [Int] = []
  private var floats: [Double] = []
  private var booleans: [Bool] = []
  /// Everything, once a value is missing or is of a nested kind.
  private var values: [JSON]?

  init(_ field: ArrowField, _ file: MappedFile) {
    self.field = field
    self.file = file
    switch field.kind {
    case .null, .record: values = []
    case .list:
      // Lists of 64-bit integers stay where they are; others are read.
      if field.children[0].kind != .integer(width: 8, isSigned: true) { values = [] }
    default: break
    }
  }

  /// Whether the column is of lists that stay in the file.
  private var isMappedList: Bool { if case .list = field.kind { values == nil } else { false } }

  mutating func append(_ batch: inout ArrowBatchReader, _ count: Int) throws {
    if values == nil {
      var packed = batch
      if try appendPacked(&packed, count) {
        batch = packed
        return
      }
      try batch.budget.spend(packedCount, each: MemoryLayout<JSON>.stride)
      if case .text = field.kind { try batch.budget.spend(spans.reduce(0) { $0 + $1.count }, each: 1) }
      if case .list = field.kind {
        try batch.budget.spend(spans.reduce(0) { $0 + $1.count }, each: MemoryLayout<JSON>.stride)
      }
      values = (0..<packedCount).map { packedValue($0) }
    }
    let read = try ArrowValues.read(field, &batch)
    guard read.count == count else { throw batch.fault("the column '\(field.name)' has not all rows") }
    values?.append(contentsOf: read)
  }

  /// Reads values none of which is missing; false when one is.
  private mutating func appendPacked(_ batch: inout ArrowBatchReader, _ rows: Int) throws -> Bool {
    let (count, missing) = try batch.node()
    guard count == rows else { throw batch.fault("the column '\(field.name)' has not all rows") }
    guard try batch.validity(count, missing: missing) == nil else { return false }
    switch field.kind {
    case .text(let isLarge):
      let places = try batch.spans(count, isLarge: isLarge)
      let data = try batch.buffer()
      guard places.last?.end ?? 0 <= data.count else { throw batch.fault("a text lies outside of its buffer") }
      spans.append(contentsOf: places.map { Span(start: $0.start + data.lowerBound, end: $0.end + data.lowerBound) })
    case .list(let isLarge):
      let places = try batch.spans(count, isLarge: isLarge)
      let (items, missingItems) = try batch.node()
      guard try batch.validity(items, missing: missingItems) == nil else { return false }
      let data = try batch.buffer()
      // Aligned, as Arrow asks for; a file that is not is read item by item.
      guard data.lowerBound % 8 == 0 else { return false }
      guard places.last?.end ?? 0 <= data.count / 8 else { throw batch.fault("a list lies outside of its buffer") }
      let first = data.lowerBound / 8
      spans.append(contentsOf: places.map { Span(start: $0.start + first, end: $0.end + first) })
    case .integer(let width, let isSigned):
      integers.append(contentsOf: try ArrowValues.integers(try batch.buffer(), count, width, isSigned, batch))
    case .float(let width): floats.append(contentsOf: try ArrowValues.floats(try batch.buffer(), count, width, batch))
    case .boolean:
      let data = try batch.buffer()
      guard data.count >= (count + 7) / 8 else { throw batch.fault("a batch's buffers are too short") }
      for index in 0..<count { booleans.append(batch.bit(data, index)) }
    case .null, .record: return false
    }
    return true
  }

  private var packedCount: Int {
    switch field.kind {
    case .text, .list: spans.count
    case .integer: integers.count
    case .float: floats.count
    case .boolean: booleans.count
    case .null, .record: 0
    }
  }

  private func packedValue(_ index: Int) -> JSON {
    switch field.kind {
    case .text: .string(String(decoding: file.bytes[spans[index].start..<spans[index].end], as: UTF8.self))
    case .list:
      .array(
        (spans[index].start..<spans[index].end).map {
          .int(file.bytes.loadUnaligned(fromByteOffset: 8 * $0, as: Int.self))
        })
    case .integer: .int(integers[index])
    case .float: .double(floats[index])
    case .boolean: .bool(booleans[index])
    case .null, .record: .null
    }
  }

  /// The column; `nil` when text is not UTF-8. `feature` is what `datasets` noted of it.
  func finished(_ feature: Feature?) -> Column? {
    if let values {
      if feature == .json {
        return Column(values.map { value in value.stringValue.flatMap { try? JSON.parse($0) } ?? value })
      }
      return values.isEmpty ? .values([]) : Column(values)
    }
    switch field.kind {
    case .text:
      for span in spans {
        guard UTF8Validation.firstInvalid(UnsafeRawBufferPointer(rebasing: file.bytes[span.start..<span.end])) == nil
        else {
          return nil
        }
      }
      let column = StringColumn(PackedStorage(file, offset: 0, count: file.count), spans: spans)
      if feature == .json { return Column((0..<column.count).map { row in (try? JSON.parse(column[row])) ?? .null }) }
      return .strings(column)
    case .list:
      return .integerLists(IntegerListColumn(PackedStorage(file, offset: 0, count: file.count / 8), spans: spans))
    case .integer: return .integers(integers)
    case .float: return .floats(floats)
    case .boolean: return .booleans(booleans)
    case .null, .record: return .values([])
    }
  }
}

/// Values of any kind, nested ones too.
enum ArrowValues {
  static func integers(
    _ data: Range<Int>, _ count: Int, _ width: Int, _ isSigned: Bool, _ batch: ArrowBatchReader
  ) throws -> [Int] {
    guard data.count / width >= count else { throw batch.fault("a batch's buffers are too short") }
    let bytes = batch.file.bytes
    func read<Number: FixedWidthInteger>(_ type: Number.Type) -> [Int] {
      (0..<count).map {
        Int(truncatingIfNeeded: bytes.loadUnaligned(fromByteOffset: data.lowerBound + $0 * width, as: Number.self))
      }
    }
    switch (width, isSigned) {
    case (1, true): return read(Int8.self)
    case (1, false): return read(UInt8.self)
    case (2, true): return read(Int16.self)
    case (2, false): return read(UInt16.self)
    case (4, true): return read(Int32.self)
    case (4, false): return read(UInt32.self)
    default: return read(Int64.self)
    }
  }

  static func floats(_ data: Range<Int>, _ count: Int, _ width: Int, _ batch: ArrowBatchReader) throws -> [Double] {
    guard data.count / width >= count else { throw batch.fault("a batch's buffers are too short") }
    let bytes = batch.file.bytes
    return (0..<count).map { index in
      let place = data.lowerBound + index * width
      return width == 8
        ? bytes.loadUnaligned(fromByteOffset: place, as: Double.self)
        : Double(bytes.loadUnaligned(fromByteOffset: place, as: Float.self))
    }
  }

  static func read(_ field: ArrowField, _ batch: inout ArrowBatchReader) throws -> [JSON] {
    let (count, missing) = try batch.node()
    try batch.budget.spend(count, each: MemoryLayout<JSON>.stride)
    if field.kind == .null { return [JSON](repeating: .null, count: count) }
    let validity = try batch.validity(count, missing: missing)
    var values: [JSON]
    switch field.kind {
    case .null: values = []
    case .boolean:
      let data = try batch.buffer()
      guard data.count >= (count + 7) / 8 else { throw batch.fault("a batch's buffers are too short") }
      values = (0..<count).map { .bool(batch.bit(data, $0)) }
    case .integer(let width, let isSigned):
      values = try integers(try batch.buffer(), count, width, isSigned, batch).map { .int($0) }
    case .float(let width): values = try floats(try batch.buffer(), count, width, batch).map { .double($0) }
    case .text(let isLarge):
      let spans = try batch.spans(count, isLarge: isLarge)
      let data = try batch.buffer()
      guard spans.last?.end ?? 0 <= data.count else { throw batch.fault("a text lies outside of its buffer") }
      let bytes = batch.file.bytes
      try batch.budget.spend(data.count, each: 1)
      values = spans.map {
        .string(String(decoding: bytes[data.lowerBound + $0.start..<data.lowerBound + $0.end], as: UTF8.self))
      }
    case .list(let isLarge):
      let spans = try batch.spans(count, isLarge: isLarge)
      let items = try read(field.children[0], &batch)
      guard spans.last?.end ?? 0 <= items.count else { throw batch.fault("a list lies outside of its buffer") }
      values = spans.map { .array(Array(items[$0.start..<$0.end])) }
    case .record:
      // An object's keys, values and their table.
      try batch.budget.spend(count, each: 96 + 96 * field.children.count)
      let columns = try field.children.map { child in (child.name, try read(child, &batch)) }
      guard columns.allSatisfy({ $0.1.count >= count }) else { throw batch.fault("a batch is damaged") }
      values = (0..<count).map { row in
        .object(columns.reduce(into: JSONObject()) { $0[$1.0] = $1.1[row] })
      }
    }
    if let validity {
      for index in 0..<count where !batch.bit(validity, index) { values[index] = .null }
    }
    return values
  }
}
