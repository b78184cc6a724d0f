import Glibc
import Support

/// The type of a tensor's elements.
public enum DType: String, Sendable {
  case float32, int64, bool

  /// Bytes per element.
  public var size: Int {
    switch self {
    case .float32: 4
    case .int64: 8
    case .bool: 1
    }
  }
}

/// An n-dimensional array, row-major and contiguous, by reference: what two names share, both see change.
///
/// Operations on tensors that require gradients are recorded on a tape; ``backward(_:)`` walks it. Reshaped tensors
/// and ranges of the first axis share their memory; every other operation makes a new tensor.
public final class Tensor {
  /// The length of each axis; empty for a scalar.
  public let shape: [Int]
  public let dtype: DType
  /// The number of elements.
  public let count: Int
  var storage: Storage
  /// The first element; valid while the tensor (or one that shares its memory) lives.
  private(set) var pointer: UnsafeMutableRawPointer

  /// Whether gradients are to be computed for this tensor. Set it on parameters (leaves of the tape).
  public var requiresGrad: Bool
  /// The accumulated gradient of a leaf, nil before the first backward pass.
  public var grad: Tensor?
  /// The operation that made this tensor, while it can still be differentiated.
  var node: Node?
  /// Which of the node's outputs this is.
  var outputIndex = 0

  init(shape: [Int], dtype: DType, storage: Storage, pointer: UnsafeMutableRawPointer) {
    self.shape = shape
    self.dtype = dtype
    self.count = shape.reduce(1, *)
    self.storage = storage
    self.pointer = pointer
    self.requiresGrad = false
  }

  /// A tensor whose elements are not set yet.
  public convenience init(uninitialized shape: [Int], dtype: DType = .float32) {
    let storage = Storage(byteCount: shape.reduce(1, *) * dtype.size)
    self.init(shape: shape, dtype: dtype, storage: storage, pointer: storage.pointer)
  }

  /// A tensor of zeros (false for `.bool`).
  public convenience init(zeros shape: [Int], dtype: DType = .float32, requiresGrad: Bool = false) {
    let storage = Storage(byteCount: shape.reduce(1, *) * dtype.size, zeroed: true)
    self.init(shape: shape, dtype: dtype, storage: storage, pointer: storage.pointer)
    self.requiresGrad = requiresGrad
  }

  /// A float32 tensor with every element `value`.
  public convenience init(full shape: [Int], _ value: Float) {
    self.init(uninitialized: shape)
    data.update(repeating: value, count: count)
  }

  /// A float32 tensor of `values` in row-major order. Traps when `shape` does not hold as many elements.
  public convenience init(_ values: [Float], shape: [Int], requiresGrad: Bool = false) {
    self.init(uninitialized: shape)
    guard values.count == count else { fatalError("Tensor: \(values.count) values for shape \(shape)") }
    values.withUnsafeBufferPointer { if count > 0 { data.update(from: $0.baseAddress!, count: count) } }
    self.requiresGrad = requiresGrad
  }

  /// An int64 tensor of `values` in row-major order. Traps when `shape` does not hold as many elements.
  public convenience init(ints values: [Int], shape: [Int]) {
    self.init(uninitialized: shape, dtype: .int64)
    guard values.count == count else { fatalError("Tensor: \(values.count) values for shape \(shape)") }
    for i in 0..<count { int64Data[i] = Int64(values[i]) }
  }

  /// A bool tensor of `values` in row-major order. Traps when `shape` does not hold as many elements.
  public convenience init(bools values: [Bool], shape: [Int]) {
    self.init(uninitialized: shape, dtype: .bool)
    guard values.count == count else { fatalError("Tensor: \(values.count) values for shape \(shape)") }
    for i in 0..<count { boolData[i] = values[i] }
  }

  /// A 0-d float32 tensor.
  public convenience init(scalar value: Float) { self.init([value], shape: []) }

  /// The elements of a float32 tensor; valid while the tensor lives.
  public var data: UnsafeMutablePointer<Float> { pointer.assumingMemoryBound(to: Float.self) }
  /// The elements of an int64 tensor; valid while the tensor lives.
  public var int64Data: UnsafeMutablePointer<Int64> { pointer.assumingMemoryBound(to: Int64.self) }
  /// The elements of a bool tensor; valid while the tensor lives.
  public var boolData: UnsafeMutablePointer<Bool> { pointer.assumingMemoryBound(to: Bool.self) }

  /// The number of axes.
  public var rank: Int { shape.count }
}

// MARK: - Reading

extension Tensor {
  /// The elements as floats, row-major, whatever the type.
  public var floats: [Float] {
    switch dtype {
    case .float32: return Array(UnsafeBufferPointer(start: data, count: count))
    case .int64: return (0..<count).map { Float(int64Data[$0]) }
    case .bool: return (0..<count).map { boolData[$0] ? 1 : 0 }
    }
  }

  /// The elements as integers, row-major; floats are truncated towards zero.
  public var ints: [Int] {
    switch dtype {
    case .float32: return (0..<count).map { Int(exactly: data[$0].rounded(.towardZero)) ?? 0 }
    case .int64: return (0..<count).map { Int(int64Data[$0]) }
    case .bool: return (0..<count).map { boolData[$0] ? 1 : 0 }
    }
  }

  /// The elements as truth values, row-major.
  public var bools: [Bool] {
    switch dtype {
    case .float32: return (0..<count).map { data[$0] != 0 }
    case .int64: return (0..<count).map { int64Data[$0] != 0 }
    case .bool: return Array(UnsafeBufferPointer(start: boolData, count: count))
    }
  }

  /// The only element, as a float. Throws when there is not exactly one.
  public func item() throws -> Float {
    guard count == 1 else {
      throw UserError(.runtime, "a Tensor with \(count) elements cannot be converted to Scalar")
    }
    return floats[0]
  }
}

// MARK: - Copies and views

extension Tensor {
  /// The same memory off the tape.
  public func detach() -> Tensor { Tensor(shape: shape, dtype: dtype, storage: storage, pointer: pointer) }

  /// A copy off the tape.
  public func copy() -> Tensor {
    let result = Tensor(uninitialized: shape, dtype: dtype)
    memcpy(result.pointer, pointer, count * dtype.size)
    return result
  }

  /// Uses the numbers at `pointer`, which `owner` keeps there, instead of the tensor's own memory: nothing is copied.
  /// Tensors that shared the memory keep the old one.
  public func place(at pointer: UnsafeMutableRawPointer, owner: AnyObject) {
    storage = Storage(pointer, owner: owner)
    self.pointer = pointer
  }

  /// Overwrites the elements with those of `other`, which must have the same type and as many elements.
  public func assign(_ other: Tensor) throws {
    guard other.dtype == dtype, other.count == count else {
      throw UserError(.runtime, "assign: a \(other.dtype) tensor of shape \(other.shape) does not fit \(dtype) \(shape)")
    }
    memmove(pointer, other.pointer, count * dtype.size)
  }

  /// The elements converted to `dtype`, off the tape unless the type is unchanged.
  public func converted(to dtype: DType) -> Tensor {
    if dtype == self.dtype { return self }
    switch dtype {
    case .float32: return Tensor(floats, shape: shape)
    case .int64: return Tensor(ints: ints, shape: shape)
    case .bool: return Tensor(bools: bools, shape: shape)
    }
  }

  /// Shares this tensor's memory under another shape with the same number of elements, off the tape.
  func alias(shape: [Int], offset: Int = 0) -> Tensor {
    Tensor(shape: shape, dtype: dtype, storage: storage, pointer: pointer + offset * dtype.size)
  }
}
