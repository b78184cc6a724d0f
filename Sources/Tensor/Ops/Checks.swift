import Glibc
import Support

extension Tensor {
  /// The machine's memory, bytes.
  private static let physicalMemory = sysconf(Int32(_SC_PHYS_PAGES)) * sysconf(Int32(_SC_PAGESIZE))

  /// Throws a `MemoryError` unless the machine could hold a tensor of `shape`, whose lengths are not negative: for
  /// operations whose result can be far larger than what they were given.
  public static func requireMemory(_ shape: [Int], _ dtype: DType = .float32) throws {
    var bytes = dtype.size
    for length in shape {
      let (product, overflow) = bytes.multipliedReportingOverflow(by: length)
      guard !overflow, product < physicalMemory else {
        throw UserError(.memory, "a tensor of shape \(shape) does not fit in memory")
      }
      bytes = product
    }
  }

  /// Throws unless this is a float32 tensor.
  func requireFloat(_ operation: String, _ what: String = "input") throws {
    guard dtype == .float32 else {
      throw UserError(
        .runtime, "\(operation): \(what) of shape \(shape) is \(dtype.rawValue), float32 is needed",
        hint: "convert it with .float()")
    }
  }

  /// Throws unless this is a float32 tensor of exactly `shape`.
  func require(_ operation: String, _ what: String, shape expected: [Int]) throws {
    try requireFloat(operation, what)
    guard shape == expected else {
      throw UserError(.runtime, "\(operation): \(what) has shape \(shape), expected \(expected)")
    }
  }

  /// The number of rows and the length of the last axis of a tensor with at least one axis.
  func rowsAndColumns(_ operation: String, _ what: String = "input") throws -> (rows: Int, columns: Int) {
    try requireFloat(operation, what)
    guard let columns = shape.last else {
      throw UserError(.runtime, "\(operation): \(what) is a scalar, at least one axis is needed")
    }
    return (columns == 0 ? shape.dropLast().reduce(1, *) : count / columns, columns)
  }

  /// `axis` counted from the front; throws an IndexError when the tensor has no such axis.
  func normalizedAxis(_ axis: Int, _ operation: String, extra: Int = 0) throws -> Int {
    let rank = max(self.rank + extra, 1)
    guard axis >= -rank, axis < rank else {
      throw UserError(
        .index, "\(operation): axis \(axis) is out of range for shape \(shape) (expected \(-rank) to \(rank - 1))")
    }
    return axis < 0 ? axis + rank : axis
  }
}

/// Throws unless every id is in 0..<bound.
func requireIndices(_ ids: [Int32], below bound: Int, _ operation: String, _ what: String) throws {
  let limit = Int32(clamping: bound)
  for (position, id) in ids.enumerated() where id < 0 || id >= limit {
    throw UserError(.index, "\(operation): \(what) \(id) at position \(position) is out of range 0..<\(bound)")
  }
}
