import Support

/// Reads Apache Parquet files: flat columns and lists of numbers or text; pages of both versions in every encoding;
/// uncompressed, snappy, zstd, gzip, brotli and LZ4. See https://parquet.apache.org/docs/file-format/.
public enum ParquetReader {
  /// What a file may unpack to, as a multiple of its size, before it is refused.
  static let largestRatio = 256

  /// The table in the file at `path`.
  public static func read(_ path: String) throws -> Table { try parse(FileIO.read(path), source: path) }

  /// The table in `bytes`; `source` is what errors call it.
  public static func parse(_ bytes: [UInt8], source: String) throws -> Table {
    try bytes.withUnsafeBytes { bytes in
      let metadata = try ParquetMetadata(bytes) { UserError(.value, "'\(source)': \($0)") }
      return try table(metadata.rowGroups[...], metadata, bytes, source: source)
    }
  }

  /// The rows of some groups of `metadata`.
  fileprivate static func table(
    _ groups: ArraySlice<ParquetMetadata.RowGroup>, _ metadata: ParquetMetadata, _ bytes: UnsafeRawBufferPointer,
    source: String
  ) throws -> Table {
    let rowCount = groups.reduce(0) { $0 + $1.rowCount }
    var budget = UnpackingBudget(source, size: bytes.count, ratio: largestRatio)
    var pages = budget
    var table = Table()
    for (index, leaf) in metadata.leaves.enumerated() {
      var reader = ParquetColumnReader(leaf, bytes, source: source, budget: budget, pages: pages)
      for group in groups { try reader.read(group.chunks[index], rows: group.rowCount) }
      (budget, pages) = (reader.budget, reader.pages)
      let column = try reader.finished()
      guard column.count == rowCount else {
        throw UserError(.value, "'\(source)': column '\(leaf.name)' has \(column.count) rows, not \(rowCount)")
      }
      try table.add(column, named: leaf.name, feature: feature(leaf, metadata.huggingFace))
    }
    return table
  }

  /// The feature of a column: what `datasets` noted of it, else its type.
  private static func feature(_ leaf: ParquetMetadata.Leaf, _ note: JSON?) -> Feature {
    if let noted = note?["info"]?["features"]?[leaf.name], noted["_type"]?.stringValue == "ClassLabel",
      let names = noted["names"]?.arrayValue?.compactMap(\.stringValue)
    {
      return .classLabel(names)
    }
    let value = Feature.value(leaf.typeName)
    return leaf.repetition > 0 ? .list(value) : value
  }
}

/// Reads a parquet file row group by row group.
final class ParquetGroups {
  private let file: MappedFile
  private let metadata: ParquetMetadata
  private var number = 0

  init(_ path: String) throws {
    let file = try MappedFile(path)
    self.file = file
    metadata = try ParquetMetadata(file.bytes) { UserError(.value, "'\(path)': \($0)") }
  }

  func next() throws -> Table? {
    while number < metadata.rowGroups.count {
      number += 1
      if metadata.rowGroups[number - 1].rowCount == 0 { continue }
      let group = metadata.rowGroups[number - 1..<number]
      return try ParquetReader.table(group, metadata, file.bytes, source: file.path)
    }
    return nil
  }
}

/// Reads one column's pages.
struct ParquetColumnReader {
  private let leaf: ParquetMetadata.Leaf
  private let bytes: UnsafeRawBufferPointer
  private let source: String
  /// How much memory may still be filled.
  private(set) var budget: UnpackingBudget
  /// What pages may still unpack to, whether or not their values are kept.
  private(set) var pages: UnpackingBudget
  private var values: ParquetValues
  /// For each entry (a row, an item of a list, a list without items): how much of it is there. Empty as long as
  /// everything is.
  private var definitions: [UInt8] = []
  /// For each entry of a list column, whether it starts a row.
  private var starts: [Bool] = []
  private var dictionary: ParquetValues?
  private var dictionaryOffset = 0

  init(
    _ leaf: ParquetMetadata.Leaf, _ bytes: UnsafeRawBufferPointer, source: String, budget: UnpackingBudget,
    pages: UnpackingBudget
  ) {
    self.leaf = leaf
    self.bytes = bytes
    self.source = source
    self.budget = budget
    self.pages = pages
    values = ParquetValues(leaf)
  }

  private func fault(_ what: String) -> UserError { UserError(.value, "'\(source)': column '\(leaf.name)': \(what)") }

  private mutating func spend(_ count: Int) throws { try budget.spend(count) }

  /// Reads the pages of `chunk`, which holds `rows` rows.
  mutating func read(_ chunk: ParquetMetadata.Chunk, rows: Int) throws {
    var position = chunk.start
    var left = chunk.valueCount
    dictionary = nil
    while left > 0 {
      try Interruption.check()
      guard position < chunk.end else { throw fault("\(left) values are missing") }
      var reader = ThriftCompactReader(bytes, position..<chunk.end)
      let header: ThriftValue
      do { header = try reader.structure() } catch let malformed as ThriftCompactReader.Malformed {
        throw fault("a page's header: \(malformed.what)")
      }
      guard let compressed = header[3]?.int, let size = header[2]?.int, compressed >= 0, size >= 0,
        compressed <= chunk.end - reader.position
      else { throw fault("a page lies outside of its column") }
      let body = reader.position..<reader.position + compressed
      position = body.upperBound
      guard size <= budget.left else { throw budget.refusal }
      try pages.spend(size)
      switch header[1]?.int {
      case 0: left -= try dataPage(header[5], body, size, chunk.codec, left)
      case 2: try dictionaryPage(header[7], body, size, chunk.codec)
      case 3: left -= try dataPageV2(header[8], body, size, chunk.codec, left)
      default: continue
      }
    }
  }

  private func unpacked(_ range: Range<Int>, _ size: Int, _ codec: Int) throws -> PageBuffer {
    guard PageDecompression.mayGrow(range.count, to: size, codec: codec) else {
      throw fault("a page claims \(size) bytes and has \(range.count)")
    }
    let buffer = PageBuffer(size)
    try PageDecompression.decompress(
      UnsafeRawBufferPointer(rebasing: bytes[range]), codec: codec, into: buffer.base, count: size, fault: fault)
    return buffer
  }

  private mutating func dictionaryPage(_ header: ThriftValue?, _ body: Range<Int>, _ size: Int, _ codec: Int) throws {
    guard let count = header?[1]?.int, count >= 0, let encoding = header?[2]?.int, encoding == 0 || encoding == 2 else {
      throw fault("a dictionary of an unknown form")
    }
    let buffer = try unpacked(body, size, codec)
    var dictionary = ParquetValues(leaf)
    guard count <= size * 8, dictionary.appendPlain(buffer.bytes, count) else {
      throw fault("a dictionary is cut short")
    }
    try spend(dictionary.stride * count + size)
    dictionaryOffset = values.adopt(dictionary)
    self.dictionary = dictionary
  }

  /// Reads a page of the first version. Returns how many values it holds.
  private mutating func dataPage(
    _ header: ThriftValue?, _ body: Range<Int>, _ size: Int, _ codec: Int, _ left: Int
  ) throws -> Int {
    guard let count = header?[1]?.int, count >= 0, count <= left, let encoding = header?[2]?.int else {
      throw fault("a page's header is damaged")
    }
    let buffer = try unpacked(body, size, codec)
    var position = 0
    func levels() throws -> Range<Int> {
      guard size - position >= 4 else { throw fault("a page is cut short") }
      let length = Int(buffer.bytes.loadUnaligned(fromByteOffset: position, as: UInt32.self))
      position += 4
      guard length <= size - position else { throw fault("a page is cut short") }
      position += length
      return position - length..<position
    }
    let repetitions = leaf.repetition > 0 ? try levels() : 0..<0
    let definitions = leaf.definition > 0 ? try levels() : 0..<0
    let present = try readLevels(buffer.bytes, count, repetitions, definitions)
    try readValues(UnsafeRawBufferPointer(rebasing: buffer.bytes[position..<size]), present, encoding)
    return count
  }

  /// Reads a page of the second version: its levels are never compressed.
  private mutating func dataPageV2(
    _ header: ThriftValue?, _ body: Range<Int>, _ size: Int, _ codec: Int, _ left: Int
  ) throws -> Int {
    guard let count = header?[1]?.int, count >= 0, count <= left, let encoding = header?[4]?.int,
      let definitionLength = header?[5]?.int, let repetitionLength = header?[6]?.int, definitionLength >= 0,
      repetitionLength >= 0, definitionLength <= body.count, repetitionLength <= body.count - definitionLength
    else { throw fault("a page's header is damaged") }
    let levelLength = definitionLength + repetitionLength
    guard levelLength <= size else { throw fault("a page is not as long as its header says") }
    let start = body.lowerBound
    let present = try readLevels(
      bytes, count, start..<start + repetitionLength, start + repetitionLength..<start + levelLength)
    let isCompressed = header?[7]?.bool ?? true
    let buffer = try unpacked(start + levelLength..<body.upperBound, size - levelLength, isCompressed ? codec : 0)
    try readValues(buffer.bytes, present, encoding)
    return count
  }

  /// Reads the levels of `count` entries. Returns how many of them have a value.
  private mutating func readLevels(
    _ bytes: UnsafeRawBufferPointer, _ count: Int, _ repetitions: Range<Int>, _ definitions: Range<Int>
  ) throws -> Int {
    if leaf.definition == 0, leaf.repetition == 0 { return count }
    try spend(count * 2)
    return try withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 4096) { levels in
      let output = levels.baseAddress!
      var done = 0
      var present = 0
      let isNew = starts.isEmpty
      var repetition = HybridRuns(bytes, repetitions, width: 1)
      var definition = HybridRuns(bytes, definitions, width: leaf.definition > 1 ? 2 : 1)
      while done < count {
        let part = min(4096, count - done)
        if leaf.repetition > 0 {
          guard repetition.read(part, into: output) else { throw fault("a page's levels are cut short") }
          if done == 0, isNew, output[0] != 0 { throw fault("a list goes on where none has started") }
          for index in 0..<part { starts.append(output[index] == 0) }
        }
        guard definition.read(part, into: output) else { throw fault("a page's levels are cut short") }
        for index in 0..<part {
          guard output[index] <= UInt32(leaf.definition) else { throw fault("a page's levels are damaged") }
          self.definitions.append(UInt8(output[index]))
          if output[index] == UInt32(leaf.definition) { present += 1 }
        }
        done += part
      }
      return present
    }
  }

  private mutating func readValues(_ bytes: UnsafeRawBufferPointer, _ count: Int, _ encoding: Int) throws {
    try spend(values.stride * count)
    switch encoding {
    case 0:
      if leaf.type == .byteArray { try spend(bytes.count) }
      guard values.appendPlain(bytes, count) else { throw fault("a page holds fewer values than it says") }
    case 2, 8:
      if count == 0 { return }
      guard let dictionary else { throw fault("a page refers to a dictionary that is not there") }
      guard let width = bytes.first, width <= 32 else { throw fault("a page is cut short") }
      var runs = HybridRuns(bytes, 1..<bytes.count, width: Int(width))
      try withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 4096) { positions in
        var done = 0
        while done < count {
          let part = min(4096, count - done)
          guard runs.read(part, into: positions.baseAddress!) else {
            throw fault("a page holds fewer values than it says")
          }
          guard
            values.append(
              from: dictionary, UnsafeBufferPointer(rebasing: positions[..<part]), offset: dictionaryOffset)
          else { throw fault("a page refers to a value that its dictionary does not have") }
          done += part
        }
      }
    case 3 where leaf.type == .boolean:
      guard bytes.count >= 4 else { throw fault("a page is cut short") }
      let length = Int(bytes.loadUnaligned(as: UInt32.self))
      guard length <= bytes.count - 4 else { throw fault("a page is cut short") }
      var runs = HybridRuns(bytes, 4..<4 + length, width: 1)
      let flags = PageBuffer(count * 4)
      let output = flags.base.assumingMemoryBound(to: UInt32.self)
      guard runs.read(count, into: output) else { throw fault("a page holds fewer values than it says") }
      for index in 0..<count { values.append(output[index] != 0) }
    case 5 where leaf.type == .int32 || leaf.type == .int64:
      var position = 0
      let width = leaf.type == .int32 ? 32 : 64
      guard let integers = DeltaIntegers.read(bytes, &position, count: count, width: width) else {
        throw fault("a page's differences are damaged")
      }
      values.append(integers)
    case 6 where leaf.type == .byteArray, 7 where leaf.type == .byteArray:
      try readTexts(bytes, count, sharesStarts: encoding == 7)
    case 9 where [4, 8].contains(leaf.type.size):
      // The first bytes of all values, then their second bytes, and so on.
      guard bytes.count == count * leaf.type.size else { throw fault("a page holds fewer values than it says") }
      try spend(bytes.count)
      let whole = PageBuffer(bytes.count)
      let output = whole.base.assumingMemoryBound(to: UInt8.self)
      for index in 0..<count {
        for byte in 0..<leaf.type.size { output[index * leaf.type.size + byte] = bytes[byte * count + index] }
      }
      guard values.appendPlain(whole.bytes, count) else { throw fault("a page holds fewer values than it says") }
    default:
      throw UserError(
        .notImplemented, fault("its encoding, number \(encoding), is not read").message,
        hint: "write the file with pyarrow's default encodings")
    }
  }

  /// Reads DELTA_LENGTH_BYTE_ARRAY, all lengths and then all texts, or DELTA_BYTE_ARRAY, where a text starts as the one
  /// before it does.
  private mutating func readTexts(_ bytes: UnsafeRawBufferPointer, _ count: Int, sharesStarts: Bool) throws {
    var position = 0
    try spend(count * (sharesStarts ? 16 : 8))
    func lengths() throws -> [Int] {
      guard let read = DeltaIntegers.read(bytes, &position, count: count, width: 32), read.allSatisfy({ $0 >= 0 })
      else {
        throw fault("a page's lengths are damaged")
      }
      return read
    }
    let shared = sharesStarts ? try lengths() : []
    let own = try lengths()
    for index in 0..<count {
      let start = sharesStarts ? shared[index] : 0
      guard own[index] <= bytes.count - position else { throw fault("a page is cut short") }
      try spend(start + own[index])
      let text = UnsafeRawBufferPointer(rebasing: bytes[position..<position + own[index]])
      guard values.append(text, sharing: start, isFirst: index == 0) else {
        throw fault("a text shares more than the one before it has")
      }
      position += own[index]
    }
  }

  // MARK: Assembling

  /// The column of all that was read.
  mutating func finished() throws -> Column {
    guard let column = values.column() else { throw fault("its text is not UTF-8") }
    if leaf.repetition > 0 { return try lists(column) }
    if !definitions.contains(where: { $0 != leaf.definition }) { return column }
    try spend(definitions.count * MemoryLayout<Span>.stride)
    try spend(copied(column))
    var rows = ValueColumn(capacity: definitions.count)
    var next = 0
    for level in definitions {
      if level == leaf.definition {
        rows.append(column[next])
        next += 1
      } else {
        rows.append(.null)
      }
    }
    return .values(rows)
  }

  /// What the texts of `column` take when each is copied: a dictionary may have had one for many rows.
  private func copied(_ column: Column) -> Int { if case .strings(let texts) = column { texts.byteCount } else { 0 } }

  private mutating func lists(_ items: Column) throws -> Column {
    try spend(starts.count * 16)
    let isOptional = leaf.listDefinition
    if case .integers(let integers) = items,
      !definitions.contains(where: { $0 < isOptional || $0 > isOptional && $0 != leaf.definition })
    {
      // No list and no item is missing: the items as they are, cut where rows start.
      let storage = PackedStorage<Int>(capacity: integers.count)
      var spans: [Span] = []
      for (index, isStart) in starts.enumerated() {
        if isStart { spans.append(Span(start: storage.count, end: storage.count)) }
        if definitions[index] == leaf.definition {
          storage.append(integers[storage.count])
          spans[spans.count - 1].end = storage.count
        }
      }
      return .integerLists(IntegerListColumn(storage, spans: spans))
    }
    try spend(2 * starts.count * MemoryLayout<JSON>.stride)
    try spend(copied(items))
    var rows: [JSON] = []
    var current: [JSON] = []
    var isMissing = false
    var next = 0
    func endRow() { rows.append(isMissing ? .null : .array(current)) }
    for (index, isStart) in starts.enumerated() {
      if isStart {
        if index > 0 { endRow() }
        current = []
        isMissing = Int(definitions[index]) < isOptional
      }
      if definitions[index] == leaf.definition {
        current.append(items[next])
        next += 1
      } else if Int(definitions[index]) > isOptional {
        current.append(.null)
      }
    }
    if !starts.isEmpty { endRow() }
    return Column(rows)
  }
}
