import Tensor

/// The keys and values of every token of a batch of sequences of different lengths, for every layer.
///
/// Each sequence owns consecutive rows, as many as it may ever need; nothing moves when another one ends.
final class KVCache {
  /// Where the rows of each sequence start.
  let starts: [Int]
  private let rows: Int
  private let width: Int
  private let memory: Tensor

  /// - Parameter capacities: tokens that each sequence may reach.
  init(capacities: [Int], layers: Int, width: Int) {
    var starts: [Int] = []
    var rows = 0
    for capacity in capacities {
      starts.append(rows)
      rows += capacity
    }
    self.starts = starts
    self.rows = rows
    self.width = width
    memory = Tensor(uninitialized: [layers, 2, rows, width])
  }

  /// The keys of all sequences in `layer`, [rows, width].
  func keys(_ layer: Int) -> UnsafeMutablePointer<Float> { memory.data + 2 * layer * rows * width }

  /// The values of all sequences in `layer`, [rows, width].
  func values(_ layer: Int) -> UnsafeMutablePointer<Float> { memory.data + (2 * layer + 1) * rows * width }

  /// Bytes for one token of one sequence.
  static func bytesPerToken(layers: Int, width: Int) -> Int { 2 * layers * width * MemoryLayout<Float>.size }
}
