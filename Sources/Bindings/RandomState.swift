import Tensor

/// The one stream of random numbers that a program's native draws come from: lengths, generation, shuffling, dropout,
/// `torch.rand`. `torch.manual_seed` and `trl.set_seed` start it over.
public enum RandomState {
  /// Seeded with 0 when the process starts, so that a program without a seed gives the same numbers twice.
  nonisolated(unsafe) public static let generator = RandomGenerator(seed: 0)

  /// Starts the stream over.
  public static func seed(_ seed: Int) { generator.reseed(UInt64(bitPattern: Int64(seed))) }
}
