import Support

/// A value of a ``PPOConfiguration`` field, as someone who knows the field by name gives or reads it.
public indirect enum FieldValue: Sendable, Equatable {
  case none
  case bool(Bool)
  case int(Int)
  case double(Double)
  case string(String)
  case map([String: FieldValue])

  /// The value as an error message shows it.
  var shown: String {
    switch self {
    case .none: "None"
    case .bool(let value): value ? "True" : "False"
    case .int(let value): "\(value)"
    case .double(let value): "\(value)"
    case .string(let value): "'\(value)'"
    case .map: "a dict"
    }
  }
}

extension PPOConfiguration {
  /// The names that can be given, in the order in which a configuration is shown.
  public static var fieldNames: [String] { fields.map(\.name) }

  /// What the field `name` holds; also the derived `backward_batch_size`, `world_size`, `total_ppo_epochs`, ….
  /// `nil` when there is no such field.
  public func value(of name: String) -> FieldValue? {
    if let field = Self.fields.first(where: { $0.name == name }) { return field.read(self) }
    switch name {
    case "backward_batch_size", "global_backward_batch_size": return .int(backwardBatchSize)
    case "global_batch_size": return .int(batchSize)
    case "world_size": return .int(1)
    case "total_ppo_epochs": return .int(totalPPOEpochs)
    default: return nil
    }
  }

  /// Sets the field `name`. Throws a `TypeError` that names near fields when there is no such field or when `value` is
  /// of the wrong type, a `ValueError` when it is not one of the field's choices.
  public mutating func set(_ name: String, to value: FieldValue) throws {
    if name == "forward_batch_size" {
      if value != .none { try set("mini_batch_size", to: value) }
      return
    }
    guard let field = Self.fields.first(where: { $0.name == name }) else {
      throw UserError(
        .type, "PPOConfig.__init__() got an unexpected keyword argument '\(name)'",
        hint: Self.near(name).map { "did you mean \($0)?" })
    }
    try field.write(&self, value)
  }

  /// The known names nearest to `name`, quoted and joined by "or"; `nil` when none is near.
  static func near(_ name: String) -> String? {
    let limit = max(2, name.utf8.count / 3)
    let ranked = fieldNames.map { (distance(name, $0), $0) }.filter { candidate, field in
      candidate <= limit || field.hasPrefix(name) || name.hasPrefix(field)
    }
    let best = ranked.sorted { $0.0 < $1.0 }.prefix(2).map { "'\($0.1)'" }
    return best.isEmpty ? nil : best.joined(separator: " or ")
  }

  /// Levenshtein's distance between two names.
  private static func distance(_ a: String, _ b: String) -> Int {
    let (a, b) = (Array(a.utf8), Array(b.utf8))
    var row = Array(0...b.count)
    for (i, x) in a.enumerated() {
      var diagonal = row[0]
      row[0] = i + 1
      for (j, y) in b.enumerated() {
        let above = row[j + 1]
        row[j + 1] = min(above + 1, row[j] + 1, diagonal + (x == y ? 0 : 1))
        diagonal = above
      }
    }
    return row[b.count]
  }
}

/// A named field: how to read it and how to write it.
private struct Field {
  let name: String
  let read: (PPOConfiguration) -> FieldValue
  let write: (inout PPOConfiguration, FieldValue) throws -> Void

  private static func wrong(_ name: String, _ value: FieldValue, _ wanted: String) -> UserError {
    UserError(.type, "PPOConfig: \(name) must be \(wanted), not \(value.shown)")
  }

  static func int(_ name: String, _ path: WritableKeyPath<PPOConfiguration, Int>) -> Field {
    Field(name: name, read: { .int($0[keyPath: path]) }) { configuration, value in
      guard case .int(let number) = value else { throw wrong(name, value, "an int") }
      configuration[keyPath: path] = number
    }
  }

  static func double(_ name: String, _ path: WritableKeyPath<PPOConfiguration, Double>) -> Field {
    Field(name: name, read: { .double($0[keyPath: path]) }) { configuration, value in
      switch value {
      case .double(let number): configuration[keyPath: path] = number
      case .int(let number): configuration[keyPath: path] = Double(number)
      default: throw wrong(name, value, "a number")
      }
    }
  }

  static func bool(_ name: String, _ path: WritableKeyPath<PPOConfiguration, Bool>) -> Field {
    Field(name: name, read: { .bool($0[keyPath: path]) }) { configuration, value in
      guard case .bool(let flag) = value else { throw wrong(name, value, "True or False") }
      configuration[keyPath: path] = flag
    }
  }

  static func string(_ name: String, _ path: WritableKeyPath<PPOConfiguration, String>) -> Field {
    Field(name: name, read: { .string($0[keyPath: path]) }) { configuration, value in
      guard case .string(let text) = value else { throw wrong(name, value, "a str") }
      configuration[keyPath: path] = text
    }
  }

  static func optionalInt(_ name: String, _ path: WritableKeyPath<PPOConfiguration, Int?>) -> Field {
    Field(name: name, read: { $0[keyPath: path].map { .int($0) } ?? .none }) { configuration, value in
      switch value {
      case .none: configuration[keyPath: path] = nil
      case .int(let number): configuration[keyPath: path] = number
      default: throw wrong(name, value, "an int or None")
      }
    }
  }

  static func optionalDouble(_ name: String, _ path: WritableKeyPath<PPOConfiguration, Double?>) -> Field {
    Field(name: name, read: { $0[keyPath: path].map { .double($0) } ?? .none }) { configuration, value in
      switch value {
      case .none: configuration[keyPath: path] = nil
      case .double(let number): configuration[keyPath: path] = number
      case .int(let number): configuration[keyPath: path] = Double(number)
      default: throw wrong(name, value, "a number or None")
      }
    }
  }

  static func optionalBool(_ name: String, _ path: WritableKeyPath<PPOConfiguration, Bool?>) -> Field {
    Field(name: name, read: { $0[keyPath: path].map { .bool($0) } ?? .none }) { configuration, value in
      switch value {
      case .none: configuration[keyPath: path] = nil
      case .bool(let flag): configuration[keyPath: path] = flag
      default: throw wrong(name, value, "True, False or None")
      }
    }
  }

  static func optionalString(_ name: String, _ path: WritableKeyPath<PPOConfiguration, String?>) -> Field {
    Field(name: name, read: { $0[keyPath: path].map { .string($0) } ?? .none }) { configuration, value in
      switch value {
      case .none: configuration[keyPath: path] = nil
      case .string(let text): configuration[keyPath: path] = text
      default: throw wrong(name, value, "a str or None")
      }
    }
  }

  static func map(_ name: String, _ path: WritableKeyPath<PPOConfiguration, [String: FieldValue]>) -> Field {
    Field(name: name, read: { .map($0[keyPath: path]) }) { configuration, value in
      guard case .map(let entries) = value else { throw wrong(name, value, "a dict") }
      configuration[keyPath: path] = entries
    }
  }

  static func choice<Choice: RawRepresentable & CaseIterable>(
    _ name: String, _ type: Choice.Type, read: @escaping (PPOConfiguration) -> FieldValue,
    write: @escaping (inout PPOConfiguration, Choice?) -> Bool
  ) -> Field where Choice.RawValue == String {
    Field(name: name, read: read) { configuration, value in
      if value == .none, write(&configuration, nil) { return }
      if case .string(let text) = value, let choice = Choice(rawValue: text), write(&configuration, choice) { return }
      let known = Choice.allCases.map { "'\($0.rawValue)'" }.joined(separator: ", ")
      throw UserError(.value, "PPOConfig: \(name) must be one of \(known), not \(value.shown)")
    }
  }
}

private let allFields: [Field] = [
  .string("exp_name", \.expName),
  .int("seed", \.seed),
  .choice("log_with", StatisticsLog.self, read: { $0.logWith.map { .string($0.rawValue) } ?? .none }) {
    $0.logWith = $1
    return true
  },
  .optionalString("task_name", \.taskName),
  .optionalString("model_name", \.modelName),
  .optionalString("query_dataset", \.queryDataset),
  .optionalString("reward_model", \.rewardModel),
  .bool("remove_unused_columns", \.removeUnusedColumns),
  .map("tracker_kwargs", \.trackerKwargs),
  .map("accelerator_kwargs", \.acceleratorKwargs),
  .map("project_kwargs", \.projectKwargs),
  .string("tracker_project_name", \.trackerProjectName),
  .map("push_to_hub_if_best_kwargs", \.pushToHubIfBestKwargs),
  .int("steps", \.steps),
  .double("learning_rate", \.learningRate),
  .bool("adap_kl_ctrl", \.adapKLCtrl),
  .double("init_kl_coef", \.initKLCoef),
  .choice("kl_penalty", KLPenalty.self, read: { .string($0.klPenalty.rawValue) }) { configuration, choice in
    guard let choice else { return false }
    configuration.klPenalty = choice
    return true
  },
  .double("target", \.target),
  .double("horizon", \.horizon),
  .double("gamma", \.gamma),
  .double("lam", \.lam),
  .double("cliprange", \.cliprange),
  .double("cliprange_value", \.cliprangeValue),
  .double("vf_coef", \.vfCoef),
  .int("batch_size", \.batchSize),
  .int("mini_batch_size", \.miniBatchSize),
  .int("gradient_accumulation_steps", \.gradientAccumulationSteps),
  .int("ppo_epochs", \.ppoEpochs),
  .optionalDouble("max_grad_norm", \.maxGradNorm),
  .bool("optimize_device_cache", \.optimizeDeviceCache),
  .bool("early_stopping", \.earlyStopping),
  .double("target_kl", \.targetKL),
  .int("compare_steps", \.compareSteps),
  .double("ratio_threshold", \.ratioThreshold),
  .bool("use_score_scaling", \.useScoreScaling),
  .bool("use_score_norm", \.useScoreNorm),
  .optionalDouble("score_clip", \.scoreClip),
  .bool("whiten_rewards", \.whitenRewards),
  .bool("gradient_checkpointing", \.gradientCheckpointing),
  .optionalBool("is_encoder_decoder", \.isEncoderDecoder),
  .optionalBool("is_peft_model", \.isPeftModel),
  .optionalInt("dataset_num_proc", \.datasetNumProc),
  .bool("trl_compat", \.trlCompat),
]

extension PPOConfiguration {
  fileprivate static var fields: [Field] { allFields }
}
