import Support
import Tensor

extension SavedValue {
  /// Writes the value to `path` as `torch.save` does: a zip archive whose `data.pkl` (protocol 2) holds the structure
  /// and whose `data/KEY` hold the numbers. The file is whole, or what was there stays.
  public func write(to path: String) throws {
    var pickle = TorchPickle()
    pickle.add(self)
    let structure = pickle.finished()
    let numbers = pickle.tensors
    try FileIO.write(to: path) { writer in
      var zip = ZipStore(writer)
      try structure.withUnsafeBytes { try zip.add("archive/data.pkl", $0) }
      for (key, tensor) in numbers.enumerated() {
        let bytes = UnsafeRawBufferPointer(start: tensor.pickledBytes, count: tensor.count * tensor.dtype.size)
        try zip.add("archive/data/\(key)", bytes)
        try Interruption.check()
      }
      for (name, text) in [("version", "3\n"), ("byteorder", "little")] {
        try Array(text.utf8).withUnsafeBytes { try zip.add("archive/" + name, $0) }
      }
      try zip.finish()
    }
  }
}

extension Tensor {
  fileprivate var pickledBytes: UnsafeRawPointer {
    switch dtype {
    case .float32: UnsafeRawPointer(data)
    case .int64: UnsafeRawPointer(int64Data)
    case .bool: UnsafeRawPointer(boolData)
    }
  }
}

/// Writes the opcodes of a pickle of protocol 2.
private struct TorchPickle {
  private var bytes: [UInt8] = [0x80, 2]
  /// In the order of their keys.
  private(set) var tensors: [Tensor] = []
  private var keys: [ObjectIdentifier: Int] = [:]

  mutating func finished() -> [UInt8] {
    bytes.append(UInt8(ascii: "."))
    return bytes
  }

  private mutating func op(_ letter: Unicode.Scalar) { bytes.append(UInt8(ascii: letter)) }

  private mutating func number(_ value: Int, _ width: Int) {
    for index in 0..<width { bytes.append(UInt8(truncatingIfNeeded: value >> (8 * index))) }
  }

  private mutating func text(_ value: String) {
    op("X")
    number(value.utf8.count, 4)
    bytes += Array(value.utf8)
  }

  private mutating func int(_ value: Int) {
    if let small = Int32(exactly: value) {
      op("J")
      number(Int(small), 4)
    } else {
      bytes += [0x8A, 8]
      number(value, 8)
    }
  }

  private mutating func global(_ module: String, _ name: String) {
    op("c")
    bytes += Array("\(module)\n\(name)\n".utf8)
  }

  private mutating func tuple(_ items: [SavedValue]) {
    op("(")
    for item in items { add(item) }
    op("t")
  }

  mutating func add(_ value: SavedValue) {
    switch value {
    case .none: op("N")
    case .bool(let truth): bytes.append(truth ? 0x88 : 0x89)
    case .int(let number): int(number)
    case .double(let double):
      op("G")
      for shift in stride(from: 56, through: 0, by: -8) {
        bytes.append(UInt8(truncatingIfNeeded: double.bitPattern >> UInt64(shift)))
      }
    case .text(let string): text(string)
    case .tuple(let items): tuple(items)
    case .list(let items):
      op("]")
      op("(")
      for item in items { add(item) }
      op("e")
    case .dictionary(let items):
      op("}")
      op("(")
      for (key, item) in items {
        add(key)
        add(item)
      }
      op("u")
    case .tensor(let tensor): add(tensor)
    }
  }

  /// `_rebuild_tensor_v2(storage, offset, size, stride, requires_grad, hooks)`
  private mutating func add(_ tensor: Tensor) {
    let key = keys[ObjectIdentifier(tensor)] ?? tensors.count
    if key == tensors.count {
      tensors.append(tensor)
      keys[ObjectIdentifier(tensor)] = key
    }
    global("torch._utils", "_rebuild_tensor_v2")
    op("(")
    op("(")
    text("storage")
    let kind: String =
      switch tensor.dtype {
      case .float32: "FloatStorage"
      case .int64: "LongStorage"
      case .bool: "BoolStorage"
      }
    global("torch", kind)
    text("\(key)")
    text("cpu")
    int(tensor.count)
    op("t")
    op("Q")
    int(0)
    tuple(tensor.shape.map { .int($0) })
    tuple(tensor.shape.indices.map { axis in .int(tensor.shape[(axis + 1)...].reduce(1) { $0 * max($1, 1) }) })
    add(.bool(tensor.requiresGrad))
    global("collections", "OrderedDict")
    op(")")
    op("R")
    op("t")
    op("R")
  }
}

/// Writes a zip archive whose entries are stored as they are (PKWARE's APPNOTE, sections 4.3.7 and 4.3.12).
private struct ZipStore {
  private let writer: FileWriter
  private var offset = 0
  private var directory: [UInt8] = []
  private var count = 0

  init(_ writer: FileWriter) { self.writer = writer }

  private static func number(_ value: Int, _ width: Int) -> [UInt8] {
    (0..<width).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
  }

  mutating func add(_ name: String, _ content: UnsafeRawBufferPointer) throws {
    guard content.count < 1 << 32, offset + content.count < 1 << 32, count < 65535 else {
      throw UserError(
        .value, "a checkpoint of more than 4 GB is not written", hint: "save_pretrained() writes safetensors")
    }
    let number = ZipStore.number
    // Bytes of numbers start at a multiple of 64, as torch writes them: an extra field fills the gap.
    let start = offset + 30 + name.utf8.count
    let gap = (64 - (start + 4) % 64) % 64
    let checksum = Int(ZipStore.checksum(content))
    let sizes = number(checksum, 4) + number(content.count, 4) + number(content.count, 4)
    let common = number(0, 2) + number(0, 2) + number(0, 4) + sizes + number(name.utf8.count, 2)
    let extra = Array("FB".utf8) + number(gap, 2) + Array(repeating: UInt8(ascii: "Z"), count: gap)
    try writer.write(
      number(0x0403_4B50, 4) + number(20, 2) + common + number(extra.count, 2) + Array(name.utf8) + extra)
    try writer.write(content)
    directory += number(0x0201_4B50, 4) + number(20, 2) + number(20, 2) + common + number(0, 2) + number(0, 2)
    directory += number(0, 2) + number(0, 2) + number(0, 4) + number(offset, 4) + Array(name.utf8)
    offset = start + extra.count + content.count
    count += 1
  }

  mutating func finish() throws {
    let number = ZipStore.number
    try writer.write(directory)
    try writer.write(
      number(0x0605_4B50, 4) + number(0, 4) + number(count, 2) + number(count, 2) + number(directory.count, 4)
        + number(offset, 4) + number(0, 2))
  }

  private static let table: [UInt32] = (0..<256).map { byte in
    (0..<8).reduce(UInt32(byte)) { value, _ in value & 1 == 1 ? 0xEDB8_8320 ^ (value >> 1) : value >> 1 }
  }

  /// CRC-32.
  private static func checksum(_ bytes: UnsafeRawBufferPointer) -> UInt32 {
    table.withUnsafeBufferPointer { table in
      ~bytes.reduce(~UInt32(0)) { table[Int(UInt8(truncatingIfNeeded: $0) ^ $1)] ^ ($0 >> 8) }
    }
  }
}
