import Support
import Tensor

/// A model that gives each sequence a score per class.
public protocol SequenceClassificationModel: Module, GradientCheckpointing {
  associatedtype Configuration: ClassifierConfiguration
  /// The class of transformers that loads it.
  static var architecture: String { get }
  var configuration: Configuration { get }

  /// The class logits of every sequence, [sequences, labels].
  ///
  /// - Parameters:
  ///   - tokenTypes: which part of a pair each token belongs to; `nil` for the first. Models without such an embedding
  ///     ignore it.
  ///   - dropout: draws the dropout masks of a training pass; `nil` evaluates.
  /// - Throws: an `IndexError` for a token outside the vocabulary, a `ValueError` for a sequence that is empty or
  ///   longer than the positions.
  func logits(
    ids: [Int32], segments: PackedSegments, tokenTypes: [Int32]?, dropout generator: RandomGenerator?
  ) throws -> Tensor

  /// Replaces the configuration by one of the same sizes.
  func update(_ configuration: Configuration) throws
}

extension SequenceClassificationModel {
  /// The class logits of every sequence, none of them a pair.
  public func logits(
    ids: [Int32], segments: PackedSegments, dropout generator: RandomGenerator? = nil
  ) throws -> Tensor {
    try logits(ids: ids, segments: segments, tokenTypes: nil, dropout: generator)
  }

  /// The members of the model's `config.json`.
  public var configurationJSON: JSONObject { configuration.json(architecture: Self.architecture) }
}

/// The row of each sequence's first token, which classifiers read.
func firstRows(_ segments: PackedSegments) throws -> [Int32] {
  try (0..<segments.count).map { index in
    guard segments.length(index) > 0 else { throw UserError(.value, "an empty sequence cannot be classified") }
    return Int32(segments.offsets[index])
  }
}
