import Support

/// What a parquet file's footer says, checked.
struct ParquetMetadata {
  enum PhysicalType: Int {
    case boolean, int32, int64, int96, float, double, byteArray, fixedLengthByteArray

    /// The bytes of a value, 0 where they differ or are less than one.
    var size: Int {
      switch self {
      case .int32, .float: 4
      case .int64, .double: 8
      default: 0
      }
    }
  }

  /// A column of the table: one leaf of the schema.
  struct Leaf {
    /// The name of the column, and where in the schema its values are.
    var name: String
    var path: [String]
    var type: PhysicalType
    /// What a user calls the type: `int32`, `string`.
    var typeName: String
    var isUnsigned = false
    /// The levels of a value that is there, of a list that is there, and how many lists are nested.
    var definition = 0
    var listDefinition = 0
    var repetition = 0
  }

  struct Chunk {
    var codec: Int
    var valueCount: Int
    var start: Int
    var end: Int
  }

  struct RowGroup {
    var rowCount: Int
    /// One for each leaf.
    var chunks: [Chunk]
  }

  var leaves: [Leaf] = []
  var rowGroups: [RowGroup] = []
  var rowCount = 0
  /// What `datasets` notes of its features.
  var huggingFace: JSON?

  /// Reads the footer of the file in `bytes`; `fault` makes errors of what is wrong.
  init(_ bytes: UnsafeRawBufferPointer, fault: (String) -> UserError) throws {
    let magic = Array("PAR1".utf8)
    guard bytes.count >= 12, bytes[..<4].elementsEqual(magic), bytes[(bytes.count - 4)...].elementsEqual(magic) else {
      throw fault("no parquet file: it does not begin and end with PAR1")
    }
    let length = Int(bytes.loadUnaligned(fromByteOffset: bytes.count - 8, as: UInt32.self))
    let footerEnd = bytes.count - 8
    guard length <= footerEnd - 4 else { throw fault("the footer is longer than the file") }
    do {
      var reader = ThriftCompactReader(bytes, footerEnd - length..<footerEnd)
      let file = try reader.structure()
      try readSchema(file, bytes, fault)
      rowCount = file[3]?.int ?? 0
      guard rowCount >= 0 else { throw fault("a negative number of rows") }
      for group in file[4]?.list ?? [] { rowGroups.append(try rowGroup(group, bytes, footerEnd - length, fault)) }
      let counted = rowGroups.reduce((sum: 0, overflow: false)) {
        let next = $0.sum.addingReportingOverflow($1.rowCount)
        return (next.partialValue, $0.overflow || next.overflow)
      }
      guard !counted.overflow, counted.sum == rowCount else { throw fault("the row groups do not add up to the rows") }
      for entry in file[5]?.list ?? [] {
        guard let key = entry[1]?.bytes, let value = entry[2]?.bytes, bytes[key].elementsEqual("huggingface".utf8)
        else {
          continue
        }
        huggingFace = try? JSON.parse(Array(bytes[value]), name: "metadata")
      }
    } catch let malformed as ThriftCompactReader.Malformed {
      throw fault(malformed.what)
    }
  }

  private static func text(_ value: ThriftValue?, _ bytes: UnsafeRawBufferPointer) -> String? {
    value?.bytes.map { String(decoding: bytes[$0], as: UTF8.self) }
  }

  // MARK: Schema

  private mutating func readSchema(
    _ file: ThriftValue, _ bytes: UnsafeRawBufferPointer, _ fault: (String) -> UserError
  ) throws {
    guard let elements = file[2]?.list, let root = elements.first else { throw fault("the footer has no schema") }
    var next = 1
    func element() throws -> ThriftValue {
      guard next < elements.count else { throw fault("the schema ends too early") }
      next += 1
      return elements[next - 1]
    }
    func refuse(_ name: String, _ what: String) -> UserError {
      UserError(
        .notImplemented, fault("column '\(name)' is \(what)").message,
        hint: "flat columns and lists of numbers or text are read")
    }
    for _ in 0..<(root[5]?.int ?? 0) {
      let top = try element()
      let name = Self.text(top[4], bytes) ?? ""
      let isOptional = top[3]?.int == 1
      guard top[3]?.int != 2 else { throw refuse(name, "repeated without a list") }
      guard let children = top[5]?.int, children != 0 else {
        leaves.append(try leaf(top, name, [name], isOptional ? 1 : 0, fault))
        continue
      }
      // A list: optional group NAME (LIST) { repeated group list { optional T element } }.
      guard children == 1, top[6]?.int == 3 || top[10]?[3] != nil else { throw refuse(name, "a structure or a map") }
      let middle = try element()
      guard middle[3]?.int == 2 else { throw refuse(name, "a list of a form that is not read") }
      let listLevel = isOptional ? 1 : 0
      let middleName = Self.text(middle[4], bytes) ?? ""
      var item = middle
      var path = [name, middleName]
      if let inner = middle[5]?.int, inner != 0 {
        guard inner == 1 else { throw refuse(name, "a list of structures") }
        item = try element()
        path.append(Self.text(item[4], bytes) ?? "")
        guard item[5]?.int ?? 0 == 0, item[3]?.int != 2 else { throw refuse(name, "a list of lists or of structures") }
      }
      var leaf = try leaf(item, name, path, listLevel + 1 + (item[3]?.int == 1 ? 1 : 0), fault)
      leaf.listDefinition = listLevel
      leaf.repetition = 1
      leaves.append(leaf)
    }
    guard next == elements.count else { throw fault("the schema has elements without a place") }
    guard Set(leaves.map(\.name)).count == leaves.count else { throw fault("two columns have one name") }
  }

  private func leaf(
    _ element: ThriftValue, _ name: String, _ path: [String], _ definition: Int, _ fault: (String) -> UserError
  ) throws -> Leaf {
    guard let number = element[1]?.int, let type = PhysicalType(rawValue: number) else {
      throw fault("column '\(name)' has no known type")
    }
    let converted = element[6]?.int
    let logical = element[10]
    var leaf = Leaf(name: name, path: path, type: type, typeName: "", definition: definition)
    switch type {
    case .boolean: leaf.typeName = "bool"
    case .float: leaf.typeName = "float32"
    case .double: leaf.typeName = "float64"
    case .byteArray:
      guard converted != 5 else { throw refused("a decimal number") }
      leaf.typeName = converted == 0 || converted == 19 || converted == 4 || logical?[1] != nil ? "string" : "binary"
    case .int32, .int64:
      let width = type == .int32 ? "int32" : "int64"
      switch converted {
      case 5: throw refused("a decimal number")
      case 6: leaf.typeName = "date32"
      case 7: leaf.typeName = "time32[ms]"
      case 8: leaf.typeName = "time64[us]"
      case 9: leaf.typeName = "timestamp[ms]"
      case 10: leaf.typeName = "timestamp[us]"
      case 11: leaf.typeName = "uint8"
      case 12: leaf.typeName = "uint16"
      case 13: leaf.typeName = "uint32"
      case 14: leaf.typeName = "uint64"
      case 15: leaf.typeName = "int8"
      case 16: leaf.typeName = "int16"
      default: leaf.typeName = logical?[8] != nil ? "timestamp[ns]" : width
      }
      leaf.isUnsigned = leaf.typeName.hasPrefix("u")
    case .int96: throw refused("a timestamp of 96 bits")
    case .fixedLengthByteArray: throw refused("of bytes of fixed length")
    }
    return leaf
    func refused(_ what: String) -> UserError {
      UserError(.notImplemented, fault("column '\(name)' is \(what)").message, hint: "it is not read; leave it out")
    }
  }

  // MARK: Row groups

  private func rowGroup(
    _ group: ThriftValue, _ bytes: UnsafeRawBufferPointer, _ dataEnd: Int, _ fault: (String) -> UserError
  ) throws -> RowGroup {
    guard let rowCount = group[3]?.int, rowCount >= 0, let columns = group[1]?.list, columns.count == leaves.count
    else {
      throw fault("a row group does not have the columns of the schema")
    }
    let chunks = try zip(leaves, columns).map { leaf, column -> Chunk in
      func wrong(_ what: String) -> UserError { fault("column '\(leaf.name)': \(what)") }
      guard column[1] == nil else { throw wrong("its values are in another file") }
      guard let meta = column[3], let values = meta[5]?.int, let size = meta[7]?.int, let data = meta[9]?.int else {
        throw wrong("its metadata is not complete")
      }
      guard meta[1]?.int == leaf.type.rawValue,
        (meta[3]?.list ?? []).map({ Self.text($0, bytes) ?? "" }) == leaf.path
      else { throw wrong("its metadata does not fit the schema") }
      if values == 0, rowCount == 0 { return Chunk(codec: 0, valueCount: 0, start: 4, end: 4) }
      let start = meta[11]?.int.flatMap { $0 > 0 && $0 < data ? $0 : nil } ?? data
      guard start >= 4, size >= 0, start <= dataEnd, size <= dataEnd - start else {
        throw wrong("its pages lie outside of the file")
      }
      guard values >= 0, leaf.repetition > 0 || values == rowCount else {
        throw wrong("\(values) values for \(rowCount) rows")
      }
      return Chunk(codec: meta[4]?.int ?? 0, valueCount: values, start: start, end: start + size)
    }
    return RowGroup(rowCount: rowCount, chunks: chunks)
  }
}
