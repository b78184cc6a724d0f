import Support
import Tensor

/// The order in which a trainer goes through a data set: shuffled anew each epoch, whole batches only.
public struct ShuffledBatches: Sendable {
  /// Rows of the data set.
  public let count: Int
  public let batchSize: Int

  /// Throws a `ValueError` when there is not one whole batch.
  public init(count: Int, batchSize: Int) throws {
    guard count >= batchSize else {
      throw UserError(
        .value, "the data set has \(count) rows but batch_size is \(batchSize)",
        hint: "the last partial batch is dropped: lower batch_size or add rows")
    }
    self.count = count
    self.batchSize = batchSize
  }

  /// Batches per epoch.
  public var batchCount: Int { count / batchSize }

  /// The rows of each batch of one epoch.
  public func epoch(_ generator: RandomGenerator) -> [[Int]] {
    let order = generator.permutation(count)
    return (0..<batchCount).map { Array(order[$0 * batchSize..<($0 + 1) * batchSize]) }
  }
}
