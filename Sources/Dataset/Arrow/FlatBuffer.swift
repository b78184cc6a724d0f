/// Writes the FlatBuffers that Arrow's metadata is in, front to back: a table first, then what it points to.
struct FlatBufferWriter {
  private(set) var bytes: [UInt8] = []

  enum Field {
    case byte(UInt8)
    case short(Int16)
    case int(Int32)
    case long(Int64)
    /// Something that stands elsewhere; the closure writes it and gives its place.
    case reference((inout FlatBufferWriter) -> Int)

    var size: Int {
      switch self {
      case .byte: 1
      case .short: 2
      case .int, .reference: 4
      case .long: 8
      }
    }
  }

  private mutating func put<Number: FixedWidthInteger>(_ number: Number, at place: Int) {
    withUnsafeBytes(of: number.littleEndian) { for (offset, byte) in $0.enumerated() { bytes[place + offset] = byte } }
  }

  private mutating func append<Number: FixedWidthInteger>(_ number: Number) {
    withUnsafeBytes(of: number.littleEndian) { bytes.append(contentsOf: $0) }
  }

  /// Pads until what comes after `ahead` more bytes is aligned.
  private mutating func align(_ alignment: Int, ahead: Int = 0) {
    while (bytes.count + ahead) % alignment != 0 { bytes.append(0) }
  }

  /// Writes the whole buffer: a reference to the root, then the root.
  static func root(_ fields: [(id: Int, field: Field)]) -> [UInt8] {
    var writer = FlatBufferWriter()
    writer.append(UInt32(0))
    let root = writer.table(fields)
    writer.put(UInt32(root), at: 0)
    writer.align(8)
    return writer.bytes
  }

  mutating func table(_ fields: [(id: Int, field: Field)]) -> Int {
    let slots = (fields.map(\.id).max() ?? -1) + 1
    let tableDescription = 4 + 2 * slots
    align(8, ahead: tableDescription)
    let description = bytes.count
    // Large fields first, so that each is aligned.
    var places: [Int: Int] = [:]
    var size = 4
    for (id, field) in fields.sorted(by: { $0.field.size > $1.field.size }) {
      size += (field.size - size % field.size) % field.size
      places[id] = size
      size += field.size
    }
    append(UInt16(tableDescription))
    append(UInt16(size))
    for slot in 0..<slots { append(UInt16(places[slot] ?? 0)) }
    let table = bytes.count
    append(Int32(table - description))
    bytes.append(contentsOf: repeatElement(0, count: size - 4))
    for (id, field) in fields {
      let place = table + (places[id] ?? 0)
      switch field {
      case .byte(let value): put(value, at: place)
      case .short(let value): put(value, at: place)
      case .int(let value): put(value, at: place)
      case .long(let value): put(value, at: place)
      case .reference(let write):
        let target = write(&self)
        put(UInt32(target - place), at: place)
      }
    }
    return table
  }

  mutating func text(_ text: String) -> Int {
    align(4)
    let place = bytes.count
    append(UInt32(text.utf8.count))
    bytes.append(contentsOf: text.utf8)
    bytes.append(0)
    return place
  }

  mutating func list(_ items: [(inout FlatBufferWriter) -> Int]) -> Int {
    align(4)
    let place = bytes.count
    append(UInt32(items.count))
    for _ in items { append(UInt32(0)) }
    for (index, write) in items.enumerated() {
      let target = write(&self)
      let slot = place + 4 + 4 * index
      put(UInt32(target - slot), at: slot)
    }
    return place
  }

  /// A list of structures of two 64-bit numbers.
  mutating func pairs(_ pairs: [(Int, Int)]) -> Int {
    align(8, ahead: 4)
    let place = bytes.count
    append(UInt32(pairs.count))
    for (first, second) in pairs {
      append(Int64(first))
      append(Int64(second))
    }
    return place
  }
}

/// A table of a FlatBuffer that is being read. Nothing in the bytes is trusted: what lies outside is absent.
struct FlatTable {
  private let bytes: UnsafeRawBufferPointer
  private let place: Int

  /// The root table of the buffer `bytes`.
  init?(root bytes: UnsafeRawBufferPointer) {
    guard bytes.count >= 8 else { return nil }
    self.init(bytes, Int(bytes.loadUnaligned(as: UInt32.self)))
  }

  private init?(_ bytes: UnsafeRawBufferPointer, _ place: Int) {
    guard place >= 0, place <= bytes.count - 4 else { return nil }
    self.bytes = bytes
    self.place = place
  }

  private func number<Number: FixedWidthInteger>(_ place: Int, as: Number.Type) -> Number? {
    guard place >= 0, place <= bytes.count - MemoryLayout<Number>.size else { return nil }
    return bytes.loadUnaligned(fromByteOffset: place, as: Number.self)
  }

  /// Where field `id` is; `nil` when it has its default.
  private func field(_ id: Int) -> Int? {
    guard let back = number(place, as: Int32.self) else { return nil }
    let description = place - Int(back)
    guard let size = number(description, as: UInt16.self), 4 + 2 * id + 2 <= Int(size),
      let offset = number(description + 4 + 2 * id, as: UInt16.self), offset != 0
    else { return nil }
    return place + Int(offset)
  }

  func byte(_ id: Int) -> UInt8 { field(id).flatMap { number($0, as: UInt8.self) } ?? 0 }
  func short(_ id: Int) -> Int { field(id).flatMap { number($0, as: Int16.self) }.map(Int.init) ?? 0 }
  func int(_ id: Int) -> Int { field(id).flatMap { number($0, as: Int32.self) }.map(Int.init) ?? 0 }
  func long(_ id: Int) -> Int { field(id).flatMap { number($0, as: Int64.self) }.map(Int.init) ?? 0 }

  private func reference(_ place: Int?) -> Int? {
    guard let place, let offset = number(place, as: UInt32.self) else { return nil }
    return place + Int(offset)
  }

  func table(_ id: Int) -> FlatTable? { reference(field(id)).flatMap { FlatTable(bytes, $0) } }

  func text(_ id: Int) -> String? {
    guard let start = reference(field(id)), let count = number(start, as: UInt32.self),
      Int(count) <= bytes.count - start - 4
    else { return nil }
    return String(decoding: bytes[start + 4..<start + 4 + Int(count)], as: UTF8.self)
  }

  /// How many items the list in field `id` has; `nil` when it does not fit.
  private func list(_ id: Int, width: Int) -> (start: Int, count: Int)? {
    guard let start = reference(field(id)) else { return (0, 0) }
    guard let count = number(start, as: UInt32.self), Int(count) <= (bytes.count - start - 4) / width else {
      return nil
    }
    return (start + 4, Int(count))
  }

  func tables(_ id: Int) -> [FlatTable]? {
    guard let (start, count) = list(id, width: 4) else { return nil }
    let tables = (0..<count).compactMap { reference(start + 4 * $0).flatMap { FlatTable(bytes, $0) } }
    return tables.count == count ? tables : nil
  }

  func pairs(_ id: Int) -> [(Int, Int)]? {
    guard let (start, count) = list(id, width: 16) else { return nil }
    return (0..<count).map { index in
      (
        bytes.loadUnaligned(fromByteOffset: start + 16 * index, as: Int.self),
        bytes.loadUnaligned(fromByteOffset: start + 16 * index + 8, as: Int.self)
      )
    }
  }
}
