import Support
import Tensor

/// Something with trainable tensors.
public protocol Module: AnyObject {
  /// The trainable tensors in a fixed order, under names that optimiser states are kept by.
  var parameters: [(name: String, tensor: Tensor)] { get }

  /// What a checkpoint holds, under Hugging Face's names: every parameter, or parts of one.
  var state: [StateEntry] { get }
}

/// A tensor of a checkpoint: a parameter, or consecutive rows of one (fused projections are stored apart).
public struct StateEntry {
  /// Hugging Face's name.
  public let name: String
  public let shape: [Int]
  public let parameter: Tensor
  /// Where it starts among the numbers of the parameter.
  public let offset: Int

  public var count: Int { shape.reduce(1, *) }
  /// Whether it is all of the parameter.
  var isWhole: Bool { offset == 0 && count == parameter.count }
  /// Its first number; valid while the parameter lives.
  public var data: UnsafeMutablePointer<Float> { parameter.data + offset }

  public init(_ name: String, _ parameter: Tensor) {
    self.init(name, parameter, shape: parameter.shape, offset: 0)
  }

  public init(_ name: String, _ parameter: Tensor, shape: [Int], offset: Int) {
    self.name = name
    self.shape = shape
    self.parameter = parameter
    self.offset = offset
  }
}

extension Module {
  /// Numbers that training changes.
  public var parameterCount: Int { parameters.reduce(0) { $0 + $1.tensor.count } }

  /// Whether training changes this model.
  public var requiresGrad: Bool {
    get { parameters.contains { $0.tensor.requiresGrad } }
    set { for (_, tensor) in parameters { tensor.requiresGrad = newValue } }
  }

  /// Copies the numbers of `other`, a model of the same shape.
  public func copyParameters(from other: some Module) throws {
    let targets = parameters
    let sources = other.parameters
    guard targets.count == sources.count else { throw UserError(.value, "the models have different parameters") }
    for (target, source) in zip(targets, sources) {
      guard target.tensor.shape == source.tensor.shape else {
        throw UserError(.value, "'\(target.name)' is \(target.tensor.shape) here and \(source.tensor.shape) there")
      }
      target.tensor.data.update(from: source.tensor.data, count: target.tensor.count)
    }
  }
}

/// Checks token ids before they index a table.
func checkTokens(_ ids: [Int32], vocabularySize: Int) throws {
  for id in ids where id < 0 || Int(id) >= vocabularySize {
    throw UserError(
      .index, "token id \(id) is outside the model's vocabulary of \(vocabularySize)",
      hint: "the tokenizer and the model must belong together")
  }
}

/// The position of every token within its own sequence.
func positions(_ segments: PackedSegments, limit: Int) throws -> [Int32] {
  for index in 0..<segments.count where segments.length(index) > limit {
    throw UserError(
      .value, "a sequence of \(segments.length(index)) tokens does not fit a model with \(limit) positions",
      hint: "truncate it to \(limit) tokens")
  }
  return segments.positions
}

extension Activation {
  /// What it computes.
  var function: ElementwiseFunction {
    switch self {
    case .geluTanh, .geluPytorchTanh, .geluFast: .geluTanh
    case .gelu, .geluPython: .geluExact
    case .quickGelu: .silu(slope: 1.702)
    case .relu: .relu
    case .silu, .swish: .silu(slope: 1)
    case .tanh: .tanh
    }
  }
}

/// A weight drawn from N(0, `deviation`²), as Hugging Face initialises linear layers and embeddings; not set when there
/// is no generator: a model about to be loaded.
func normalWeight(_ shape: [Int], _ deviation: Double, _ generator: RandomGenerator?) -> Tensor {
  guard let generator else { return Tensor(uninitialized: shape) }
  return Tensor(normal: shape, standardDeviation: Float(deviation), generator: generator)
}

/// Applies dropout while a generator is given: that is what training means here.
func dropout(_ x: Tensor, _ probability: Double, _ generator: RandomGenerator?) throws -> Tensor {
  guard let generator, probability > 0 else { return x }
  return try Tensor.dropout(x, probability: Float(probability), generator: generator)
}
