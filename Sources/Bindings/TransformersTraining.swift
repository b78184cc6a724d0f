import Script
import Support
import Tokenizer
import Transformer

/// The module `rlnb.training`: the two trainers that made the small models, for the recipes in notebooks/recipes.
enum TrainingModule {
  static func register(in interpreter: Interpreter) {
    interpreter.register(module: "rlnb") { interpreter in
      let module = ModuleObject("rlnb")
      module.namespace["__version__"] = Value(Program.version)
      module.namespace["training"] = Value(try interpreter.importModule("rlnb.training"))
      return module
    }
    interpreter.register(module: "rlnb.training") { namespace in
      namespace.type(LanguageModelTrainerObject.type)
      namespace.type(ClassifierTrainerObject.type)
    }
  }

  /// The options that both trainers take, after their own.
  static let optionNames = [
    "learning_rate", "final_learning_rate_share", "warmup_steps", "weight_decay", "beta1", "beta2", "epsilon",
    "max_grad_norm", "batch_size", "epochs", "max_steps", "max_minutes", "average_decay", "dropout", "seed",
    "checkpoint",
    "checkpoint_every", "evaluate_every", "log_every",
  ]

  static func options(_ keywords: [(name: String, value: Value)], own: [String]) throws -> TrainingOptions {
    var options = TrainingOptions()
    for (name, value) in keywords where !own.contains(name) {
      switch name {
      case "learning_rate": options.learningRate = try value.asDouble(name)
      case "final_learning_rate_share": options.finalLearningRateShare = try value.asDouble(name)
      case "warmup_steps": options.warmupSteps = try value.asInt(name)
      case "weight_decay": options.weightDecay = try value.asDouble(name)
      case "beta1": options.beta1 = try value.asDouble(name)
      case "beta2": options.beta2 = try value.asDouble(name)
      case "epsilon": options.epsilon = try value.asDouble(name)
      case "max_grad_norm": options.maxGradNorm = value.isNone ? nil : try value.asDouble(name)
      case "batch_size": options.batchSize = try positive(value, name)
      case "epochs": options.epochs = try value.asDouble(name)
      case "max_steps": options.maxSteps = value.isNone ? nil : try positive(value, name)
      case "max_minutes": options.maxMinutes = value.isNone ? nil : try value.asDouble(name)
      case "average_decay": options.averageDecay = value.isNone ? nil : try value.asDouble(name)
      case "dropout": options.dropout = try value.isTrue()
      case "seed": options.seed = UInt64(bitPattern: Int64(try value.asInt(name)))
      case "checkpoint": options.checkpointPath = value.isNone ? nil : try value.asString(name)
      case "checkpoint_every": options.checkpointEvery = try positive(value, name)
      case "evaluate_every": options.evaluateEvery = try positive(value, name)
      case "log_every": options.logEvery = try positive(value, name)
      default:
        let near = Suggestions.nearest(to: name, among: optionNames + own).map { "did you mean '\($0)'?" }
        throw ScriptError(.typeError, "the trainer got an unexpected keyword argument '\(name)'", hint: near)
      }
    }
    return options
  }

  private static func positive(_ value: Value, _ name: String) throws -> Int {
    let number = try value.asInt(name)
    guard number > 0 else { throw ScriptError(.valueError, "\(name) has to be 1 or more, not \(number)") }
    return number
  }

  /// Token ids of texts: given as such, or as strings that `tokenizer` encodes.
  static func documents(_ value: Value, _ tokenizer: PretrainedTokenizer?, _ what: String) throws -> [[Int32]] {
    if value.isNone || value.isUnset { return [] }
    let items = try value.asList(what)
    return try items.enumerated().map { index, item in
      if index % 256 == 0 {
        try Interruption.check()
        if items.count > 256 { Progress.report("tokenizing", done: index, of: items.count, unit: "texts") }
      }
      if let text = item.string {
        guard let tokenizer else { throw ScriptError(.typeError, "\(what) holds texts: the trainer needs a tokenizer") }
        return tokenizer.encode(text)
      }
      return try item.asList("\(what)[\(index)]").map { Int32(clamping: try $0.asInt("a token of \(what)")) }
    }
  }

  /// Tells `callback` (or prints) what the trainer says.
  static func log(_ callback: Value, _ entry: TrainingLog, failure: inout Error?) {
    let interpreter = Interpreter.running
    if callback.isNone || callback.isUnset {
      interpreter.write(entry.line + "\n")
      return
    }
    do { try callback.call(Value(dictionary(entry))) } catch {
      failure = error
      Interruption.request()
    }
  }

  static func dictionary(_ entry: TrainingLog) -> DictObject {
    let dict = DictObject()
    dict["step"] = .int(entry.step)
    dict["total_steps"] = .int(entry.totalSteps)
    dict["epoch"] = .float(entry.epoch)
    if let loss = entry.loss { dict["loss"] = .float(loss) }
    dict["learning_rate"] = .float(entry.learningRate)
    dict["gradient_norm"] = .float(entry.gradientNorm)
    dict["tokens_per_second"] = .float(entry.tokensPerSecond)
    dict["seconds"] = .float(entry.seconds)
    for (name, value) in entry.evaluation { dict[name] = .float(value) }
    return dict
  }

  /// Runs a training; a callback's exception ends it, after the checkpoint was saved.
  static func run(_ callback: Value, _ train: ((TrainingLog) -> Void) throws -> Void) throws -> Value {
    var failure: Error?
    var history: [Value] = []
    do {
      try train { entry in
        history.append(Value(dictionary(entry)))
        log(callback, entry, failure: &failure)
      }
    } catch {
      if let failure {
        Interruption.clear()
        throw failure
      }
      throw error
    }
    if let failure {
      Interruption.clear()
      throw failure
    }
    return Value(list: history)
  }
}

/// `LanguageModelTrainer(model, texts, …)`.
final class LanguageModelTrainerObject: Object {
  let trainer: CausalLanguageModelTrainer

  init(_ trainer: CausalLanguageModelTrainer) {
    self.trainer = trainer
    super.init(type: Self.type)
  }

  static let type: TypeObject = {
    let type = TypeObject("LanguageModelTrainer", module: "rlnb.training")
    type.documentation = "Trains a GPT-2 to predict the next token of texts; resumes from its checkpoint."
    let own = ["window", "document_start_share", "end_of_text"]
    type.constructor("model, texts, tokenizer=None, held_out=None, **options") { call in
      let model = try call.object(0, CausalLMObject.self, named: "GPT2LMHeadModel").model
      let tokenizer = call[2].cast(to: TokenizerObject.self)?.tokenizer
      let given = Dictionary(call.keywords(4).map { ($0.name, $0.value) }) { $1 }
      let end = try given["end_of_text"]?.asInt("end_of_text") ?? model.configuration.eosTokenId ?? 0
      return Value(
        LanguageModelTrainerObject(
          try CausalLanguageModelTrainer(
            model: model, documents: try TrainingModule.documents(call[1], tokenizer, "texts"),
            heldOut: try TrainingModule.documents(call[3], tokenizer, "held_out"), endOfText: Int32(clamping: end),
            windowLength: try given["window"]?.asInt("window") ?? 64,
            documentStartShare: try given["document_start_share"]?.asDouble("document_start_share") ?? 0,
            options: try TrainingModule.options(call.keywords(4), own: own))))
    }
    type.method("train", "log=None") { call in
      try TrainingModule.run(call[0]) { try call.me(LanguageModelTrainerObject.self).trainer.train(log: $0) }
    }
    type.method("perplexity", "max_tokens=None") { call in
      let trainer = call.me(LanguageModelTrainerObject.self).trainer
      trainer.evaluationTokens = try call.isNone(0) ? .max : call.int(0)
      return .float(try trainer.heldOutPerplexity())
    }
    return type
  }()

  override func getAttribute(_ name: String) throws -> Value? {
    switch name {
    case "steps_per_epoch": .int(trainer.stepsPerEpoch)
    case "token_count": .int(trainer.tokenCount)
    default: nil
    }
  }
}

/// `ClassifierTrainer(model, texts, labels, …)`.
final class ClassifierTrainerObject: Object {
  let trainer: SequenceClassifierTrainer

  init(_ trainer: SequenceClassifierTrainer) {
    self.trainer = trainer
    super.init(type: Self.type)
  }

  static let type: TypeObject = {
    let type = TypeObject("ClassifierTrainer", module: "rlnb.training")
    type.documentation = "Trains a DistilBERT classifier on random fragments of texts; resumes from its checkpoint."
    let own = [
      "min_length", "max_length", "start_share", "end_share", "token_dropout", "mask_token_id", "label_smoothing",
      "evaluation_samples",
    ]
    type.constructor("model, texts, labels, tokenizer=None, held_out=None, held_out_labels=None, **options") { call in
      let model = try call.object(0, SequenceClassifierObject.self, named: "a classifier").model
      let tokenizer = call[3].cast(to: TokenizerObject.self)?.tokenizer
      let given = Dictionary(call.keywords(6).map { ($0.name, $0.value) }) { $1 }
      var cropping = SequenceClassifierTrainer.Cropping()
      let low = try given["min_length"]?.asInt("min_length") ?? cropping.lengths.lowerBound
      let high = try given["max_length"]?.asInt("max_length") ?? cropping.lengths.upperBound
      guard low >= 1, low <= high else {
        throw ScriptError(.valueError, "min_length \(low) and max_length \(high) are no range")
      }
      cropping.lengths = low...high
      if let share = given["start_share"] { cropping.startShare = try share.asDouble("start_share") }
      if let share = given["end_share"] { cropping.endShare = try share.asDouble("end_share") }
      if let share = given["token_dropout"] { cropping.tokenDropout = try share.asDouble("token_dropout") }
      if let mask = given["mask_token_id"], !mask.isNone {
        cropping.mask = Int32(clamping: try mask.asInt("mask_token_id"))
      }
      let trainer = try SequenceClassifierTrainer(
        model: model, samples: samples(call[1], call[2], tokenizer, "texts"),
        heldOut: samples(call[4], call[5], tokenizer, "held_out"), cropping: cropping,
        options: try TrainingModule.options(call.keywords(6), own: own))
      trainer.labelSmoothing = try given["label_smoothing"]?.asDouble("label_smoothing") ?? 0
      trainer.evaluationSamples = try given["evaluation_samples"]?.asInt("evaluation_samples") ?? 500
      return Value(ClassifierTrainerObject(trainer))
    }
    type.method("train", "log=None") { call in
      try TrainingModule.run(call[0]) { try call.me(ClassifierTrainerObject.self).trainer.train(log: $0) }
    }
    type.method("accuracy", "max_samples=None") { call in
      let trainer = call.me(ClassifierTrainerObject.self).trainer
      let figures = try trainer.heldOutAccuracy(limit: try call.isNone(0) ? .max : call.int(0))
      return Value(DictObject(figures.map { ($0.name, .float($0.value)) }))
    }
    return type
  }()

  private static func samples(
    _ texts: Value, _ labels: Value, _ tokenizer: PretrainedTokenizer?, _ what: String
  ) throws -> [SequenceClassifierTrainer.Sample] {
    let documents = try TrainingModule.documents(texts, tokenizer, what)
    if documents.isEmpty { return [] }
    let classes = try labels.asList("labels of \(what)").map { try $0.asInt("a label") }
    guard classes.count == documents.count else {
      throw ScriptError(.valueError, "\(what) has \(documents.count) texts and \(classes.count) labels")
    }
    return zip(documents, classes).filter { !$0.0.isEmpty }
      .map { SequenceClassifierTrainer.Sample(tokens: $0, label: $1) }
  }

  override func getAttribute(_ name: String) throws -> Value? {
    name == "steps_per_epoch" ? .int(trainer.stepsPerEpoch) : nil
  }
}
