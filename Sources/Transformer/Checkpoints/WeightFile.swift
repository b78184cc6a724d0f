import Support

/// A file that holds named tensors.
public protocol WeightFile: AnyObject {
  var path: String { get }
  /// The tensors' names and shapes.
  var tensors: [(name: String, shape: [Int])] { get }
  /// The shape of the tensor `name`, if there is one.
  func shape(_ name: String) -> [Int]?
  /// Widens the numbers of the tensor `name` to fp32 into `target`, row-major.
  /// - Throws: a `ValueError` for a type that holds no weights.
  func read(_ name: String, into target: UnsafeMutablePointer<Float>) throws
  /// Where the numbers of the tensor `name` lie as fp32, row-major and aligned, so that they need not be copied; and
  /// what keeps them there.
  func memory(_ name: String) -> (pointer: UnsafeMutableRawPointer, owner: AnyObject)?
  /// Bytes that the tensor `name` takes as it is stored.
  func storedSize(_ name: String) -> Int
  /// Bytes of the file.
  var size: Int { get }
}

extension SafetensorsFile: WeightFile {
  public var tensors: [(name: String, shape: [Int])] { entries.map { ($0.name, $0.shape) } }

  public func shape(_ name: String) -> [Int]? { entry(name)?.shape }

  public func read(_ name: String, into target: UnsafeMutablePointer<Float>) throws {
    guard let entry = entry(name) else { throw UserError(.key, "'\(path)' has no tensor '\(name)'") }
    try read(entry, into: target)
  }

  public func memory(_ name: String) -> (pointer: UnsafeMutableRawPointer, owner: AnyObject)? {
    guard let entry = entry(name), entry.type == .float32 else { return nil }
    return file.floats(at: dataOffset + entry.range.lowerBound)
  }

  public func storedSize(_ name: String) -> Int { entry(name)?.range.count ?? 0 }

  public var size: Int { file.bytes.count }
}

extension MappedFile {
  /// The memory at `offset`, when fp32 numbers can be used in place there.
  func floats(at offset: Int) -> (pointer: UnsafeMutableRawPointer, owner: AnyObject)? {
    guard let base = bytes.baseAddress else { return nil }
    let pointer = UnsafeMutableRawPointer(mutating: base + offset)
    return UInt(bitPattern: pointer) % 4 == 0 ? (pointer, self) : nil
  }
}
