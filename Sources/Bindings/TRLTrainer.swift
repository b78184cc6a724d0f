import RLHF
import Script
import Support
import Tensor
import Transformer

/// `PPOTrainer(config, model, ref_model, tokenizer, dataset=…, data_collator=…)`.
public final class PPOTrainerObject: Object {
  public let trainer: PPOTrainer
  let config: PPOConfigObject
  let model: ValueHeadModelObject
  let reference: ValueHeadModelObject
  let tokenizer: Value
  let dataset: Value
  let dataloader: TRLDataLoaderObject?
  let logger: StatisticsLogger?

  init(
    config: PPOConfigObject, model: ValueHeadModelObject, reference: ValueHeadModelObject?, tokenizer: Value,
    dataset: Value, collator: Value?
  ) throws {
    RandomState.seed(config.configuration.seed)
    trainer = try PPOTrainer(
      config.configuration, model: model.model, reference: reference?.model, generator: RandomState.generator)
    self.config = config
    self.model = model
    self.reference = reference ?? ValueHeadModelObject(trainer.reference, source: model.source)
    self.tokenizer = tokenizer
    self.dataset = dataset
    if dataset.isNone {
      dataloader = nil
    } else {
      dataloader = try TRLDataLoaderObject(
        dataset: dataset, batchSize: config.configuration.batchSize, collator: collator,
        columns: config.configuration.removeUnusedColumns ? Self.usedColumns : nil)
    }
    logger = try StatisticsLogger.make(config.configuration)
    super.init(type: Self.type)
  }

  /// What `remove_unused_columns` keeps: the inputs of the model, and what logging wants.
  private static let usedColumns: Set<String> = [
    "input_ids", "past_key_values", "attention_mask", "return_past_key_values", "label", "query", "response",
  ]

  public static let type: TypeObject = {
    let type = TypeObject("PPOTrainer", module: "trl")
    type.documentation = "Trains a policy on scores of its own texts by proximal policy optimisation."
    type.constructor(
      "config=None, model=None, ref_model=None, tokenizer=None, dataset=None, optimizer=None, data_collator=None, "
        + "num_shared_layers=None, lr_scheduler=None, training_data_collator=None"
    ) { call in
      for (index, name) in [(5, "optimizer"), (7, "num_shared_layers"), (8, "lr_scheduler")] where !call.isNone(index) {
        throw ScriptError(.notImplementedError, "PPOTrainer has no \(name) here: it makes its own Adam")
      }
      func required<T: Object>(_ index: Int, _ type: T.Type, _ what: String, _ wanted: String) throws -> T {
        if let object = call[index].cast(to: type) { return object }
        let given = call.isNone(index) ? "None" : call[index].typeName
        throw ScriptError(.valueError, "\(what) must be a \(wanted), got \(given)")
      }
      let wanted = "AutoModelForCausalLMWithValueHead"
      let config = try required(0, PPOConfigObject.self, "config", "PPOConfig")
      let model = try required(1, ValueHeadModelObject.self, "model", wanted)
      let reference = call.isNone(2) ? nil : try required(2, ValueHeadModelObject.self, "ref_model", wanted)
      return Value(
        try PPOTrainerObject(
          config: config, model: model, reference: reference, tokenizer: call[3], dataset: call[4],
          collator: call.isNone(6) ? nil : call[6]))
    }
    type.method(
      "generate",
      "query_tensor, length_sampler=None, batch_size=4, return_prompt=True, generate_ref_response=False, "
        + "remove_padding=True, **generation_kwargs"
    ) { try $0.me(PPOTrainerObject.self).generate($0) }
    type.method("step", "queries, responses, scores, response_masks=None") { try $0.me(PPOTrainerObject.self).step($0) }
    type.method("log_stats", "stats, batch, rewards, columns_to_log=...") { try $0.me(PPOTrainerObject.self).log($0) }
    type.method("save_pretrained", "save_directory, **kwargs") { call in
      let me = call.me(PPOTrainerObject.self)
      try PretrainedFolder.save(me.model.model, to: try ModelMethods.path(call[0]))
      if !me.tokenizer.isNone { try me.tokenizer.callMethod("save_pretrained", call[0]) }
      return .none
    }
    type.method("save_state", "path") { call in
      try call.me(PPOTrainerObject.self).trainer.saveState(to: call[0].text())
      return .none
    }
    type.method("load_state", "path") { call in
      try call.me(PPOTrainerObject.self).trainer.loadState(from: call[0].text())
      return .none
    }
    return type
  }()

  public override func getAttribute(_ name: String) throws -> Value? {
    switch name {
    case "config": return Value(config)
    case "model": return Value(model)
    case "ref_model": return Value(reference)
    case "tokenizer": return tokenizer
    case "dataset": return dataset
    case "dataloader": return Value(optional: dataloader.map { Value($0) })
    case "accelerator": return Value(AcceleratorObject())
    case "current_device": return try TransformersModule.cpu()
    case "current_step": return .int(trainer.stepCount)
    case "kl_ctl": return Value(KLControllerObject(trainer))
    case "last_batch": return lastBatch
    case "is_encoder_decoder", "is_peft_model", "is_distributed": return .bool(false)
    default: return nil
    }
  }

  public override func attributeNames() -> [String] {
    [
      "config", "model", "ref_model", "tokenizer", "dataset", "dataloader", "accelerator", "current_device",
      "current_step", "kl_ctl", "last_batch",
    ]
  }

  public override func repr() throws -> String {
    let configuration = trainer.configuration
    return "<trl.PPOTrainer: \(configuration.modelName ?? model.source), batch \(configuration.batchSize), "
      + "\(configuration.ppoEpochs) epochs, learning rate \(configuration.learningRate), step \(trainer.stepCount)>"
  }

  // MARK: Generation

  private func generate(_ call: CallArguments) throws -> Value {
    let query = call[0]
    let sampler: Value? = call.isNone(1) ? nil : call[1]
    let options = try GenerationKeywords(call.keywords(6), model: model.model.model)
    guard options.copies == 1 else {
      throw ScriptError(.notImplementedError, "generate() of a trainer has no num_return_sequences here")
    }
    let returnsPrompt = try call.bool(3)
    if let tensor = query.cast(to: TensorObject.self)?.tensor {
      guard tensor.rank == 1 else {
        throw ScriptError(
          .valueError, "query_tensor must be a tensor of shape (`seq_len`) or a list of tensors of shape (`seq_len`)")
      }
      let prompt = [try TRLTokens.ids(query, "query_tensor")]
      let limits = try sampler.map { [try $0.call().asInt("length_sampler()")] } ?? options.limits(for: prompt)
      return try both(call) { fromReference in
        let answer = try trainer.generate(
          prompt, maxNewTokens: limits, settings: options.settings, fromReference: fromReference)[0]
        let text = returnsPrompt ? prompt[0] + answer : answer
        return Value(TensorObject(Tensor(ints: text.map { Int($0) }, shape: [1, text.count])))
      }
    }
    let prompts = try TRLTokens.sequences(query, "query_tensor")
    let limits = try lengths(sampler, prompts, group: max(call.int(2), 1)) ?? options.limits(for: prompts)
    let end = try call.bool(5) ? endToken() : nil
    return try both(call) { fromReference in
      let answers = try trainer.generate(
        prompts, maxNewTokens: limits, settings: options.settings, fromReference: fromReference)
      return Value(
        list: zip(prompts, answers).map { prompt, answer in
          TRLTokens.tensor(text(prompt, answer, end: end, returnsPrompt: returnsPrompt))
        })
    }
  }

  /// The policy's answers, or a tuple with the reference's too when `generate_ref_response`.
  private func both(_ call: CallArguments, _ body: (Bool) throws -> Value) throws -> Value {
    let answer = try body(false)
    return try call.bool(4) ? Value(tuple: [answer, body(true)]) : answer
  }

  /// One length per generation batch of `group` prompts, as TRL draws them.
  private func lengths(_ sampler: Value?, _ prompts: [[Int32]], group: Int) throws -> [Int]? {
    guard let sampler else { return nil }
    var lengths: [Int] = []
    while lengths.count < prompts.count {
      let length = try sampler.call().asInt("length_sampler()")
      lengths += Array(repeating: length, count: min(group, prompts.count - lengths.count))
    }
    return lengths
  }

  /// The answer up to the tokenizer's end-of-text token, after the prompt if wanted. TRL looks for that token in the
  /// prompt too, which cuts prompts: only under `trl_compat`.
  private func text(_ prompt: [Int32], _ answer: [Int32], end: Int32?, returnsPrompt: Bool) -> [Int32] {
    func cut(_ ids: [Int32]) -> [Int32] {
      guard let end, let place = ids.firstIndex(of: end) else { return ids }
      return Array(ids[...place])
    }
    if !returnsPrompt { return cut(answer) }
    return trainer.configuration.trlCompat ? cut(prompt + answer) : prompt + cut(answer)
  }

  private func endToken() throws -> Int32? {
    guard !tokenizer.isNone, let id = try Attributes.find(tokenizer, "eos_token_id")?.exactInt else { return nil }
    return Int32(clamping: id)
  }

  // MARK: Training

  private func step(_ call: CallArguments) throws -> Value {
    let statistics = try trainer.step(
      queries: TRLTokens.sequences(call[0], "queries"), responses: TRLTokens.sequences(call[1], "responses"),
      scores: TRLTokens.numbers(call[2], "scores"),
      responseMasks: call.optional(3) { try TRLTokens.rows(call[$0], "response_masks") })
    for warning in statistics.warnings { TRLModule.warn(warning) }
    return Value(DictObject(statistics.dictionary.map { ($0.key, Self.value($0.value)) }))
  }

  static func value(_ statistic: StatisticValue) -> Value {
    switch statistic {
    case .scalar(let number): .float(number)
    case .vector(let values): TRLTokens.tensor(values)
    case .matrix(let values, let rows, let columns): Value(TensorObject(Tensor(values, shape: [rows, columns])))
    }
  }

  /// `log_stats(stats, batch, rewards)`: adds env/reward_mean, env/reward_std and env/reward_dist to `stats`, and
  /// writes them where `log_with` says.
  private func log(_ call: CallArguments) throws -> Value {
    guard let stats = call[0].dict else {
      throw ScriptError(.typeError, "stats must be a dict, not \(call[0].typeName)")
    }
    let rewards = try TRLTokens.numbers(call[2], "rewards")
    let tensor = Tensor(rewards, shape: [rewards.count])
    let mean = rewards.reduce(0.0) { $0 + Double($1) } / Double(rewards.count)
    let square = rewards.reduce(0.0) { $0 + (Double($1) - mean) * (Double($1) - mean) }
    stats["env/reward_mean"] = .float(mean)
    stats["env/reward_std"] = .float(rewards.count > 1 ? (square / Double(rewards.count - 1)).squareRoot() : .nan)
    stats["env/reward_dist"] = Value(TensorObject(tensor))
    guard let logger else { return .none }
    let numbers = stats.items.compactMap { key, value in
      value.number.map { (key: key.string ?? "", value: StatisticValue.scalar($0)) }
    }
    let texts = try ["query", "response"].map { try call[1].dict?[$0]?.asList($0).map { try $0.text() } ?? [] }
    let game = texts[0].count == rewards.count && texts[1].count == rewards.count
      ? rewards.indices.map { (texts[0][$0], texts[1][$0], Double(rewards[$0])) } : []
    try logger.log(step: trainer.stepCount, numbers, game: game)
    return .none
  }

  /// What the last step computed for each token, by name: lists of 1-D tensors.
  private var lastBatch: Value {
    guard let batch = trainer.lastBatch else { return .none }
    let rows: [(String, [[Float]])] = [
      ("masks", batch.masks), ("logprobs", batch.logprobs), ("ref_logprobs", batch.referenceLogprobs),
      ("kl", batch.kl), ("non_score_rewards", batch.nonScoreRewards), ("rewards", batch.rewards),
      ("values", batch.values), ("advantages", batch.advantages), ("returns", batch.returns),
      ("entropies", batch.entropies),
    ]
    let tokens: [(String, [[Int32]])] = [("queries", batch.queries), ("responses", batch.responses)]
    return Value(
      DictObject(
        tokens.map { ($0, Value(list: $1.map { TRLTokens.tensor($0) })) } + [("scores", TRLTokens.tensor(batch.scores))]
          + rows.map { ($0, TRLTokens.list($1)) }))
  }
}

/// `ppo_trainer.accelerator`: one process on the processor.
final class AcceleratorObject: Object {
  init() { super.init(type: Self.type) }
  static let type = TypeObject("Accelerator", module: "accelerate")

  override func getAttribute(_ name: String) throws -> Value? {
    switch name {
    case "device": try TransformersModule.cpu()
    case "num_processes": .int(1)
    case "process_index", "local_process_index": .int(0)
    case "is_main_process", "is_local_main_process": .bool(true)
    default: nil
    }
  }
}

/// `ppo_trainer.kl_ctl`: β as it is now.
final class KLControllerObject: Object {
  private let trainer: PPOTrainer

  init(_ trainer: PPOTrainer) {
    self.trainer = trainer
    super.init(type: trainer.configuration.adapKLCtrl ? Self.adaptive : Self.fixed)
  }

  static let adaptive = TypeObject("AdaptiveKLController", module: "trl")
  static let fixed = TypeObject("FixedKLController", module: "trl")

  override func getAttribute(_ name: String) throws -> Value? {
    switch name {
    case "value": .float(trainer.klController.value)
    case "target" where trainer.configuration.adapKLCtrl: .float(trainer.configuration.target)
    case "horizon" where trainer.configuration.adapKLCtrl: .float(trainer.configuration.horizon)
    default: nil
    }
  }
}
