import Support
import Tensor

/// A policy and its critic in one body: GPT-2 with a linear layer that reads a value off every hidden state, as TRL's
/// `AutoModelForCausalLMWithValueHead`.
public final class CausalLMWithValueHead: Module, GradientCheckpointing {
  public let model: GPT2Model
  /// [1, c]
  public let valueWeight: Tensor
  /// [1]
  public let valueBias: Tensor

  public var configuration: GPT2Configuration { model.configuration }

  public var gradientCheckpointing: Bool {
    get { model.gradientCheckpointing }
    set { model.gradientCheckpointing = newValue }
  }

  /// Puts a new value head, drawn from U(±1/√c), on `model`.
  public init(_ model: GPT2Model, generator: RandomGenerator) {
    self.model = model
    let width = model.configuration.width
    let bound = 1 / Float(width).squareRoot()
    valueWeight = Tensor(uniform: [1, width], low: -bound, high: bound, generator: generator)
    valueBias = Tensor(uniform: [1], low: -bound, high: bound, generator: generator)
    valueWeight.requiresGrad = true
    valueBias.requiresGrad = true
  }

  public var parameters: [(name: String, tensor: Tensor)] {
    model.parameters + [("v_head.summary.weight", valueWeight), ("v_head.summary.bias", valueBias)]
  }

  public var state: [StateEntry] { parameters.map { StateEntry($0.name, $0.tensor) } }

  /// The states after the final layer norm, [n, c].
  public func hiddenStates(
    ids: [Int32], segments: PackedSegments, dropout generator: RandomGenerator? = nil
  ) throws -> Tensor {
    try model.hiddenStates(ids: ids, segments: segments, dropout: generator)
  }

  /// The value of hidden states [n, c]: [n].
  public func values(hidden: Tensor) throws -> Tensor {
    let column = try Tensor.linear(hidden, weight: valueWeight, bias: valueBias, layout: .outputInput)
    return try column.reshaped(to: [hidden.shape[0]])
  }

  /// A separate model with the same weights.
  public func copy() throws -> CausalLMWithValueHead {
    let result = CausalLMWithValueHead(try model.copy(), generator: RandomGenerator(seed: 0))
    try result.copyParameters(from: self)
    result.requiresGrad = requiresGrad
    return result
  }
}
