import Glibc
import Support
import Tensor

/// The part that trainers share: AdamW, the schedule, clipping, checkpoints, logs, stopping and resuming.
///
/// Everything random in step k is drawn from a generator seeded by (seed, k): a resumed run goes on exactly where it
/// stopped, with nothing but the weights, Adam's moments and k to remember.
final class TrainingLoop {
  struct Batch {
    var loss: Tensor
    var tokens: Int
  }

  let label: String
  let module: any Module
  let options: TrainingOptions
  private let optimizer: Adam
  private let parameters: [(name: String, tensor: Tensor)]
  /// The running average of the weights, one tensor per parameter; empty where none is kept.
  private let averages: [Tensor]
  private(set) var step = 0
  private var secondsBefore = 0.0
  private var start = 0.0

  init(label: String, module: any Module, options: TrainingOptions) {
    self.label = label
    self.module = module
    self.options = options
    parameters = module.parameters
    optimizer = Adam(
      parameters: parameters.map(\.tensor), learningRate: Float(options.learningRate), beta1: Float(options.beta1),
      beta2: Float(options.beta2), epsilon: Float(options.epsilon), weightDecay: Float(options.weightDecay))
    averages = options.averageDecay == nil ? [] : parameters.map { Tensor($0.tensor.floats, shape: $0.tensor.shape) }
    optimizer.withoutDecay = Set(parameters.indices.filter { parameters[$0].tensor.rank < 2 })
  }

  private var seconds: Double { secondsBefore + Self.now() - start }

  static func now() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }

  /// The generator of step `step`; `purpose` separates uses within it.
  static func generator(seed: UInt64, step: Int, purpose: UInt64) -> RandomGenerator {
    RandomGenerator(seed: (seed &* 0x9E37_79B9_7F4A_7C15) ^ (UInt64(step) &* 0xD134_2543_DE82_EF95) ^ (purpose << 56))
  }

  /// Trains from where the checkpoint stands to the end.
  ///
  /// - Parameters:
  ///   - stepsPerEpoch: steps that see all the data once.
  ///   - batch: the loss of step `step`, on the tape.
  ///   - evaluate: held-out measurements.
  /// - Throws: ``Interrupted`` after saving a checkpoint; a `RuntimeError` when the loss is not finite.
  func run(
    stepsPerEpoch: Int, batch: (Int) throws -> Batch, evaluate: () throws -> [(name: String, value: Double)],
    log: (TrainingLog) -> Void
  ) throws {
    try resume()
    start = Self.now()
    do {
      try train(stepsPerEpoch: stepsPerEpoch, batch: batch, evaluate: evaluate, log: log)
    } catch let interrupted as Interrupted {
      try save()
      throw interrupted
    }
    swapAverages()
  }

  /// What has been seen since the last log.
  private struct Meter {
    var loss = 0.0
    var steps = 0
    var tokens = 0
    var since = TrainingLoop.now()
  }

  private func train(
    stepsPerEpoch: Int, batch: (Int) throws -> Batch, evaluate: () throws -> [(name: String, value: Double)],
    log: (TrainingLog) -> Void
  ) throws {
    let totalSteps = max(
      1, min(Int((options.epochs * Double(stepsPerEpoch)).rounded()), options.maxSteps ?? Int.max))
    var meter = Meter()
    var entry = TrainingLog(
      step: step, totalSteps: totalSteps, epoch: 0, learningRate: 0, gradientNorm: 0, tokensPerSecond: 0, seconds: 0)
    while progress(of: totalSteps) < 1 {
      try Interruption.check()
      try optimise(batch, progress: progress(of: totalSteps), &meter, &entry)
      let isLast = progress(of: totalSteps) >= 1
      Progress.report(label, done: isLast ? totalSteps : step, of: totalSteps, unit: "steps")
      entry.step = step
      entry.epoch = Double(step) / Double(stepsPerEpoch)
      entry.seconds = seconds
      if step % options.logEvery == 0 || isLast {
        entry.loss = meter.loss / Double(meter.steps)
        entry.tokensPerSecond = Double(meter.tokens) / max(Self.now() - meter.since, 1e-9)
        log(entry)
        meter = Meter()
      }
      if step % options.evaluateEvery == 0 || isLast {
        let before = Self.now()
        var evaluation = entry
        evaluation.loss = nil
        evaluation.evaluation = try withAverages(evaluate)
        if !evaluation.evaluation.isEmpty { log(evaluation) }
        meter.since += Self.now() - before
      }
      if step % options.checkpointEvery == 0 || isLast { try save() }
    }
  }

  /// The share of the training that is over, by steps or by time, whichever is further.
  private func progress(of totalSteps: Int) -> Double {
    let bySteps = Double(step) / Double(totalSteps)
    guard let minutes = options.maxMinutes else { return bySteps }
    return max(bySteps, seconds / (60 * minutes))
  }

  /// One step of AdamW.
  private func optimise(
    _ batch: (Int) throws -> Batch, progress: Double, _ meter: inout Meter, _ entry: inout TrainingLog
  ) throws {
    let schedule = WarmupCosineSchedule(
      peak: options.learningRate, finalShare: options.finalLearningRateShare, warmupSteps: options.warmupSteps)
    let result = try batch(step)
    let loss = Double(try result.loss.item())
    guard loss.isFinite else {
      throw UserError(
        .runtime, "\(label): the loss of step \(step + 1) is \(loss); the weights are those before it",
        hint: "a lower learning rate or a longer warm-up may help")
    }
    try result.loss.backward()
    let limit = Float(options.maxGradNorm ?? .infinity)
    entry.gradientNorm = Double(clipGradNorm(parameters.map(\.tensor), maxNorm: limit))
    entry.learningRate = schedule.rate(step: step, progress: progress)
    optimizer.learningRate = Float(entry.learningRate)
    optimizer.step()
    optimizer.zeroGrad()
    step += 1
    updateAverages()
    meter.loss += loss
    meter.steps += 1
    meter.tokens += result.tokens
  }

  // MARK: Averages

  /// average ← d · average + (1 − d) · weights, with a shorter memory in the first steps.
  private func updateAverages() {
    guard let decay = options.averageDecay else { return }
    let weight = Float(1 - min(decay, Double(1 + step) / Double(10 + step)))
    for (average, parameter) in zip(averages, parameters) {
      let (target, source) = (average.data, parameter.tensor.data)
      for i in 0..<average.count { target[i] += weight * (source[i] - target[i]) }
    }
  }

  /// Runs `body` with the averages in the model.
  private func withAverages<Result>(_ body: () throws -> Result) rethrows -> Result {
    swapAverages()
    defer { swapAverages() }
    return try body()
  }

  /// Exchanges the weights with their averages.
  private func swapAverages() {
    for (average, parameter) in zip(averages, parameters) {
      let (left, right) = (average.data, parameter.tensor.data)
      for i in 0..<average.count { (left[i], right[i]) = (right[i], left[i]) }
    }
  }

  // MARK: Checkpoints

  /// The weights and, once there are some, Adam's moments.
  private func tensors() -> [(name: String, tensor: Tensor)] {
    var result: [(name: String, tensor: Tensor)] = []
    for (parameter, moments) in zip(parameters, optimizer.state) {
      result.append(("model/\(parameter.name)", parameter.tensor))
      if let mean = moments.mean { result.append(("adam.mean/\(parameter.name)", mean)) }
      if let square = moments.squareMean { result.append(("adam.square_mean/\(parameter.name)", square)) }
    }
    for (parameter, average) in zip(parameters, averages) { result.append(("average/\(parameter.name)", average)) }
    return result
  }

  /// Writes the state whole, or leaves the one before.
  func save() throws {
    guard let path = options.checkpointPath else { return }
    let tensors = tensors()
    let items = tensors.map { Safetensors.Item(name: $0.name, shape: $0.tensor.shape, data: $0.tensor.data) }
    let state = ["format": "rlnb-training", "label": label, "step": String(step), "seconds": String(seconds)]
    try withExtendedLifetime(tensors) { try Safetensors.write(items, to: path, metadata: state) }
  }

  private func resume() throws {
    guard let path = options.checkpointPath, FileIO.exists(path) else { return }
    let file = try SafetensorsFile(path)
    guard file.metadata["format"] == "rlnb-training", file.metadata["label"] == label,
      let step = file.metadata["step"].flatMap(Int.init), step >= 0,
      let seconds = file.metadata["seconds"].flatMap(Double.init)
    else {
      throw UserError(.value, "'\(path)' is not a checkpoint of \(label)", hint: "remove it to start over")
    }
    func fill(_ name: String, _ tensor: Tensor) throws {
      guard let entry = file.entry(name), entry.shape == tensor.shape else {
        throw UserError(
          .value, "'\(path)': '\(name)' should have shape \(tensor.shape)",
          hint: "the checkpoint is of another model; remove it to start over")
      }
      try file.read(entry, into: tensor.data)
    }
    for (index, parameter) in parameters.enumerated() {
      try fill("model/\(parameter.name)", parameter.tensor)
      if !averages.isEmpty { try fill("average/\(parameter.name)", averages[index]) }
      guard file.entry("adam.mean/\(parameter.name)") != nil else { continue }
      let mean = Tensor(zeros: parameter.tensor.shape)
      let square = Tensor(zeros: parameter.tensor.shape)
      try fill("adam.mean/\(parameter.name)", mean)
      try fill("adam.square_mean/\(parameter.name)", square)
      optimizer.state[index] = Adam.ParameterState(step: step, mean: mean, squareMean: square)
    }
    self.step = step
    secondsBefore = seconds
  }
}
