import Tensor

/// A model of blocks whose training passes can do without the blocks' intermediate results.
public protocol GradientCheckpointing: AnyObject {
  /// Whether a training pass keeps only the input of each block and computes the rest again on the way back: about a
  /// third more time for a fraction of the memory, and the same gradients.
  var gradientCheckpointing: Bool { get set }
}

extension GradientCheckpointing {
  /// `block(x)`, checkpointed when that is switched on. `parameters` are the block's, `generator` what it draws from.
  func checkpointed(
    _ x: Tensor, _ parameters: [(name: String, tensor: Tensor)], _ generator: RandomGenerator?,
    _ block: @escaping (Tensor) throws -> Tensor
  ) throws -> Tensor {
    guard gradientCheckpointing else { return try block(x) }
    return try Tensor.checkpoint([x], parameters: parameters.map(\.tensor), generator: generator) { try block($0[0]) }
  }
}
