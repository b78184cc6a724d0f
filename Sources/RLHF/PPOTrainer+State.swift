import Support
import Tensor
import Transformer

extension PPOTrainer {
  private static var format: String { "rlnb-ppo-1" }

  /// Writes all that a run needs to go on as if it had not stopped: weights, both moments of Adam, β, the moments of
  /// the scores, the generator, the number of steps.
  ///
  /// One safetensors file, written whole or not at all.
  public func saveState(to path: String) throws {
    var items = model.parameters.map { Safetensors.Item(name: $0.name, shape: $0.tensor.shape, data: $0.tensor.data) }
    for (parameter, state) in zip(model.parameters, optimizer.state) {
      guard let mean = state.mean, let square = state.squareMean else { continue }
      items.append(.init(name: "adam.mean." + parameter.name, shape: mean.shape, data: mean.data))
      items.append(.init(name: "adam.square." + parameter.name, shape: square.shape, data: square.data))
    }
    let state: JSON = [
      "step": .int(stepCount), "kl_coef": .double(klController.value), "has_clipped": .bool(hasClipped),
      "learning_rate": .double(Double(optimizer.learningRate)),
      "adam_steps": .array(optimizer.state.map { .int($0.step) }),
      "generator": .array(generator.state.map { .string(String($0, radix: 16)) }),
      "scores": [
        "mean": .double(moments.mean), "std": .double(moments.standardDeviation), "var": .double(moments.variance),
        "count": .double(moments.count),
      ],
    ]
    try Safetensors.write(items, to: path, metadata: ["format": Self.format, "trainer": state.text()])
  }

  /// Takes up where ``saveState(to:)`` left, for a trainer of a model of the same shape.
  ///
  /// - Throws: an error that names the file and what does not fit, before anything changes.
  public func loadState(from path: String) throws {
    let file = try SafetensorsFile(path)
    guard file.metadata["format"] == Self.format, let text = file.metadata["trainer"] else {
      throw UserError(.value, "'\(path)' is not the state of a PPO trainer", hint: "save_state writes one")
    }
    func broken(_ what: String) -> UserError { UserError(.value, "'\(path)': \(what)") }
    guard let json = try JSON.parse(text, name: path).objectValue, let steps = json["step"]?.intValue,
      let coefficient = json["kl_coef"]?.doubleValue, let scores = json["scores"]?.objectValue,
      let adamSteps = json["adam_steps"]?.arrayValue?.compactMap(\.intValue),
      let words = json["generator"]?.arrayValue?.compactMap({ $0.stringValue.flatMap { UInt64($0, radix: 16) } }),
      words.count == 4, adamSteps.count == model.parameters.count
    else { throw broken("the trainer's state is damaged or of another model") }

    func read(_ name: String, like tensor: Tensor) throws -> Tensor? {
      guard let entry = file.entry(name) else { return nil }
      guard entry.shape == tensor.shape else {
        throw broken("'\(name)' has shape \(entry.shape) but the model's is \(tensor.shape)")
      }
      let loaded = Tensor(uninitialized: tensor.shape)
      try file.read(entry, into: loaded.data)
      return loaded
    }
    var weights: [Tensor] = []
    var states: [Adam.ParameterState] = []
    for (index, (name, tensor)) in model.parameters.enumerated() {
      guard let loaded = try read(name, like: tensor) else { throw broken("it has no '\(name)'") }
      weights.append(loaded)
      states.append(
        Adam.ParameterState(
          step: adamSteps[index], mean: try read("adam.mean." + name, like: tensor),
          squareMean: try read("adam.square." + name, like: tensor)))
    }

    for (parameter, loaded) in zip(model.parameters, weights) {
      parameter.tensor.data.update(from: loaded.data, count: loaded.count)
    }
    optimizer.state = states
    optimizer.learningRate = json["learning_rate"]?.doubleValue.map(Float.init) ?? optimizer.learningRate
    stepCount = steps
    klController.value = coefficient
    hasClipped = json["has_clipped"]?.boolValue ?? false
    generator.state = words
    moments.mean = scores["mean"]?.doubleValue ?? 0
    moments.standardDeviation = scores["std"]?.doubleValue ?? 1
    moments.variance = scores["var"]?.doubleValue ?? 1
    moments.count = scores["count"]?.doubleValue ?? 1e-24
  }
}
