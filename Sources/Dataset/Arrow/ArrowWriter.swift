import Support

/// Writes tables as streams of Apache Arrow's IPC format, which `datasets` keeps its data in.
public enum ArrowFile {
  /// Rows of a batch: few enough that the text of one stays far below what 32-bit offsets reach, many enough to be few.
  static let batchRows = 10_000
  static let batchBytes = 1 << 28

  /// Writes `table` to `path`.
  public static func write(_ table: Table, to path: String) throws {
    try FileIO.write(to: path) { writer in
      try writer.write(message(1, schema(table), body: 0))
      var start = 0
      while start < table.rowCount {
        try Interruption.check()
        let end = batchEnd(table, start)
        var batch = ArrowBatch()
        for (index, (_, feature)) in table.features.enumerated() {
          batch.append(table.column(at: index).slice(start..<end), feature)
        }
        try writer.write(message(3, batch.header(rows: end - start), body: batch.length))
        for buffer in batch.buffers {
          try writer.write(buffer)
          if buffer.count % 8 != 0 { try writer.write([UInt8](repeating: 0, count: 8 - buffer.count % 8)) }
        }
        start = end
      }
      try writer.write([0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 0, 0])
    }
  }

  private static func batchEnd(_ table: Table, _ start: Int) -> Int {
    var end = min(start + batchRows, table.rowCount)
    for index in table.columnNames.indices {
      guard case .strings(let strings) = table.column(at: index) else { continue }
      var bytes = 0
      for row in start..<end {
        bytes += strings.withUTF8(row) { $0.count }
        if bytes > batchBytes {
          end = max(row, start + 1)
          break
        }
      }
    }
    return end
  }

  /// A message: the marker, the length of the description, the description.
  private static func message(
    _ kind: UInt8, _ header: @escaping (inout FlatBufferWriter) -> Int, body: Int
  ) -> [UInt8] {
    let description = FlatBufferWriter.root([
      (0, .short(4)), (1, .byte(kind)), (2, .reference(header)), (3, .long(Int64(body))),
    ])
    let count = UInt32(description.count)
    return [0xFF, 0xFF, 0xFF, 0xFF] + (0..<4).map { UInt8(truncatingIfNeeded: count >> (8 * $0)) } + description
  }

  private static func schema(_ table: Table) -> (inout FlatBufferWriter) -> Int {
    let note = (["info": ["features": table.featuresJSON]] as JSON).text()
    return { writer in
      writer.table([
        (0, .short(0)),
        (1, .reference { $0.list(table.features.map { field in { Self.field(field.name, field.feature, &$0) } }) }),
        (
          2,
          .reference {
            $0.list([
              {
                $0.table([(0, .reference { $0.text("huggingface") }), (1, .reference { $0.text(note) })])
              }
            ])
          }
        ),
      ])
    }
  }

  private static func field(_ name: String, _ feature: Feature, _ writer: inout FlatBufferWriter) -> Int {
    let (kind, type) = arrowType(feature)
    let children: [(name: String, feature: Feature)] =
      switch feature {
      case .list(let inner): [("item", inner)]
      case .record(let fields): fields
      default: []
      }
    return writer.table([
      (0, .reference { $0.text(name) }), (1, .byte(1)), (2, .byte(kind)), (3, .reference { $0.table(type) }),
      (5, .reference { $0.list(children.map { child in { Self.field(child.name, child.feature, &$0) } }) }),
    ])
  }

  /// The number of a type in Arrow's union of types, and its table.
  private static func arrowType(_ feature: Feature) -> (UInt8, [(id: Int, field: FlatBufferWriter.Field)]) {
    switch feature {
    case .list: (12, [])
    case .record: (13, [])
    case .json: (5, [])
    case .classLabel: (2, [(0, .int(64)), (1, .byte(1))])
    case .value("null"): (1, [])
    case .value("bool"): (6, [])
    case .value("float64"): (3, [(0, .short(2))])
    case .value("float32"): (3, [(0, .short(1))])
    case .value(let name):
      if let (width, isSigned) = ArrowBatch.integer(name) {
        (2, [(0, .int(Int32(width * 8))), (1, .byte(isSigned ? 1 : 0))])
      } else {
        (5, [])
      }
    }
  }
}

/// The nodes and buffers of one batch of rows.
struct ArrowBatch {
  private var nodes: [(Int, Int)] = []
  private(set) var buffers: [[UInt8]] = []

  /// The length of all buffers, each padded to eight bytes.
  var length: Int { buffers.reduce(0) { $0 + ($1.count + 7) / 8 * 8 } }

  func header(rows: Int) -> (inout FlatBufferWriter) -> Int {
    var places: [(Int, Int)] = []
    var offset = 0
    for buffer in buffers {
      places.append((offset, buffer.count))
      offset += (buffer.count + 7) / 8 * 8
    }
    let nodes = nodes
    return { writer in
      writer.table([
        (0, .long(Int64(rows))), (1, .reference { $0.pairs(nodes) }), (2, .reference { $0.pairs(places) }),
      ])
    }
  }

  /// The bytes and sign of an integer type.
  static func integer(_ name: String) -> (width: Int, isSigned: Bool)? {
    switch name {
    case "int8": (1, true)
    case "int16": (2, true)
    case "int32": (4, true)
    case "int64": (8, true)
    case "uint8": (1, false)
    case "uint16": (2, false)
    case "uint32": (4, false)
    case "uint64": (8, false)
    default: nil
    }
  }

  mutating func append(_ column: Column, _ feature: Feature) {
    switch (column, feature) {
    case (.strings(let strings), .value("string")):
      node(strings.count, nil)
      var offsets: [Int32] = [0]
      var bytes: [UInt8] = []
      bytes.reserveCapacity(strings.byteCount)
      for row in 0..<strings.count {
        strings.withUTF8(row) { bytes.append(contentsOf: $0) }
        offsets.append(Int32(bytes.count))
      }
      add(offsets)
      buffers.append(bytes)
    case (.integers(let values), .value(let name)) where Self.integer(name) != nil:
      node(values.count, nil)
      add(values, name)
    case (.integers(let values), .classLabel):
      node(values.count, nil)
      add(values)
    case (.floats(let values), .value("float64")):
      node(values.count, nil)
      add(values)
    case (.integerLists(let lists), .list(.value(let name))) where Self.integer(name) != nil:
      node(lists.count, nil)
      var offsets: [Int32] = [0]
      var values: [Int] = []
      values.reserveCapacity(lists.valueCount)
      for row in 0..<lists.count {
        lists.withValues(row) { values.append(contentsOf: $0) }
        offsets.append(Int32(values.count))
      }
      add(offsets)
      node(values.count, nil)
      add(values, name)
    default: append((0..<column.count).map { column[$0] }, feature)
    }
  }

  private mutating func append(_ values: [JSON], _ feature: Feature) {
    switch feature {
    case .value("null"): nodes.append((values.count, values.count))
    case .value("bool"):
      node(values.count, values)
      buffers.append(Self.bits(values.map { $0.boolValue ?? false }))
    case .value("float64"):
      node(values.count, values)
      add(values.map { $0.doubleValue ?? 0 })
    case .value("float32"):
      node(values.count, values)
      add(values.map { Float($0.doubleValue ?? 0) })
    case .classLabel:
      node(values.count, values)
      add(values.map { $0.intValue ?? 0 })
    case .value(let name) where Self.integer(name) != nil:
      node(values.count, values)
      add(values.map { $0.intValue ?? 0 }, name)
    case .value, .json:
      node(values.count, values)
      var offsets: [Int32] = [0]
      var bytes: [UInt8] = []
      for value in values {
        if feature == .json, !value.isNull {
          bytes.append(contentsOf: value.text().utf8)
        } else if let text = value.stringValue {
          bytes.append(contentsOf: text.utf8)
        }
        offsets.append(Int32(bytes.count))
      }
      add(offsets)
      buffers.append(bytes)
    case .list(let inner):
      node(values.count, values)
      var offsets: [Int32] = [0]
      var items: [JSON] = []
      for value in values {
        items.append(contentsOf: value.arrayValue ?? [])
        offsets.append(Int32(items.count))
      }
      add(offsets)
      append(items, inner)
    case .record(let fields):
      node(values.count, values)
      for (name, feature) in fields { append(values.map { $0[name] ?? .null }, feature) }
    }
  }

  /// Notes an array: its length, and which of `values` are there.
  private mutating func node(_ count: Int, _ values: [JSON]?) {
    let missing = values?.count { $0.isNull } ?? 0
    nodes.append((count, missing))
    buffers.append(missing == 0 ? [] : Self.bits((values ?? []).map { !$0.isNull }))
  }

  private mutating func add(_ values: [Int], _ type: String) {
    switch Self.integer(type)?.width {
    case 1?: add(values.map { Int8(truncatingIfNeeded: $0) })
    case 2?: add(values.map { Int16(truncatingIfNeeded: $0) })
    case 4?: add(values.map { Int32(truncatingIfNeeded: $0) })
    default: add(values)
    }
  }

  private mutating func add<Number: BitwiseCopyable>(_ values: [Number]) {
    buffers.append(values.withUnsafeBytes { Array($0) })
  }

  private static func bits(_ flags: [Bool]) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: (flags.count + 7) / 8)
    for (index, flag) in flags.enumerated() where flag { bytes[index >> 3] |= 1 << UInt8(index & 7) }
    return bytes
  }
}
