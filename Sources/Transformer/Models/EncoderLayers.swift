import Support
import Tensor

/// The layers of DistilBERT or BERT, one after the other.
struct EncoderLayers {
  let blocks: [DistilBertBlock]
  /// What a checkpoint calls them, before the number.
  private let name: String

  init(_ count: Int, named name: String, _ block: () -> DistilBertBlock) {
    self.name = name
    blocks = (0..<count).map { _ in block() }
  }

  var entries: [(name: String, tensor: Tensor)] { blocks.enumerated().flatMap { $1.entries("\(name).\($0)") } }

  var state: [StateEntry] { blocks.enumerated().flatMap { $1.state("\(name).\($0)") } }

  /// x[n, c] → [n, c]. `model` says whether passes are checkpointed.
  func callAsFunction(
    _ x: Tensor, of model: some GradientCheckpointing, segments: PackedSegments,
    configuration: DistilBertConfiguration, dropout generator: RandomGenerator?
  ) throws -> Tensor {
    try blocks.reduce(x) { x, block in
      try Interruption.check()
      return try model.checkpointed(x, block.entries(""), generator) { x in
        try block(x, segments: segments, configuration: configuration, dropout: generator)
      }
    }
  }
}
