import Glibc
import Script
import Support
import Tensor
import Tokenizer
import Transformer

/// `pipeline("sentiment-analysis", …)`: texts to labels with scores.
///
/// All texts of a call run as packed batches, whatever `batch_size` says. What comes back is shaped as transformers
/// 4.44 shapes it: without `top_k` one dict per text; with it a list of dicts per text, the highest score first.
final class TextClassificationPipeline: Object {
  private let classifier: SequenceClassifierObject
  private let tokenizer: PretrainedTokenizer
  private var defaults: Options

  private struct Options {
    /// `nil`: not given. `.some(nil)`: `None`, every label.
    var topK: Int??
    var function: String?
    var truncation = false
    var maxLength: Int?
    var returnsAll = false

    mutating func read(_ keywords: [(name: String, value: Value)]) throws {
      for (name, value) in keywords {
        switch name {
        case "top_k": topK = .some(value.isNone ? nil : try value.asInt(name))
        case "function_to_apply":
          function = value.isNone ? nil : try value.asString(name).lowercased()
          if let function, !["none", "softmax", "sigmoid"].contains(function) {
            throw ScriptError(
              .valueError, "function_to_apply cannot be '\(function)'", hint: "\"none\", \"softmax\" or \"sigmoid\"")
          }
        case "truncation": truncation = try value.isTrue()
        case "max_length": maxLength = value.isNone ? nil : try value.asInt(name)
        case "return_all_scores": returnsAll = try value.isTrue()
        case "batch_size", "num_workers", "padding", "torch_dtype", "model_kwargs", "use_fast", "trust_remote_code",
          "revision", "device_map", "token", "feature_extractor", "image_processor", "return_tensors":
          break
        default:
          let known = [
            "top_k", "function_to_apply", "batch_size", "truncation", "max_length", "padding", "return_all_scores",
          ]
          let near = Suggestions.nearest(to: name, among: known).map { "did you mean '\($0)'?" }
          throw ScriptError(
            .typeError, "a text-classification pipeline got an unexpected keyword argument '\(name)'", hint: near)
        }
      }
    }
  }

  init(model: Value, tokenizer: Value, _ keywords: [(name: String, value: Value)]) throws {
    if let object = model.cast(to: SequenceClassifierObject.self) {
      classifier = object
    } else {
      classifier = try SequenceClassifierObject.load(model.isNone ? Value("distilbert-imdb-nano") : model, keywords)
    }
    if let given = tokenizer.cast(to: TokenizerObject.self)?.tokenizer {
      self.tokenizer = given
    } else {
      let name = tokenizer.isNone ? classifier.source : try tokenizer.asString("tokenizer")
      guard !name.isEmpty else { throw ScriptError(.valueError, "the pipeline needs a tokenizer") }
      self.tokenizer = try TokenizerObject.load(name, TransformersModule.access(keywords))
    }
    defaults = Options()
    try defaults.read(keywords)
    super.init(type: Self.type)
  }

  static let type = TypeObject("TextClassificationPipeline", module: "transformers")

  override var isCallable: Bool { true }

  override func call(_ arguments: Arguments) throws -> Value {
    guard let input = arguments.positional.first else {
      throw ScriptError(.typeError, "the pipeline needs a text or a list of texts")
    }
    var options = defaults
    try options.read(arguments.keywords)
    if let text = input.string {
      let result = try classify([text], options)[0]
      // Without top_k a single text still comes back as a list of one; with it, as its list of labels.
      return options.topK == nil ? Value(list: [result]) : result
    }
    let texts = try input.asList("inputs").enumerated().map { index, item -> String in
      guard let text = item.string ?? item.dict?["text"]?.string else {
        throw ScriptError(
          .valueError,
          "text input must be of type `str` (single example) or `List[str]` (batch); item \(index) is a \(item.typeName)"
        )
      }
      return text
    }
    return Value(list: try classify(texts, options))
  }

  private func classify(_ texts: [String], _ options: Options) throws -> [Value] {
    let limit = classifier.model.configuration.positionCount
    let cut = options.maxLength.map { min($0, limit) } ?? limit
    let sequences = try texts.enumerated().map { index, text -> [Int32] in
      let ids = tokenizer.encode(text, limit: options.truncation ? cut : nil)
      guard ids.count <= limit else {
        throw ScriptError(
          .valueError, "text \(index) has \(ids.count) tokens and the classifier \(limit) positions",
          hint: "pass truncation=True")
      }
      // An empty text has nothing to judge; the end-of-text token stands for it.
      return ids.isEmpty ? [tokenizer.id(.eos) ?? 0] : ids
    }
    let rows = try SequenceClassifier(classifier.model).logits(sequences)
    return rows.map { answer($0, options) }
  }

  private func answer(_ logits: [Float], _ options: Options) -> Value {
    let labels = classifier.model.configuration.labels
    let function = options.function ?? (labels.count == 1 ? "sigmoid" : "softmax")
    let scores = Self.apply(function, logits)
    func entry(_ index: Int) -> Value {
      Value(DictObject([("label", Value(labels[index])), ("score", .float(Double(scores[index])))]))
    }
    var order = Array(scores.indices)
    guard let topK = options.topK else {
      if options.returnsAll { return Value(list: order.map(entry)) }
      return entry(order.max { scores[$0] < scores[$1] } ?? 0)
    }
    // A stable sort, so that equal scores keep the order of the labels.
    order.sort { scores[$0] == scores[$1] ? $0 < $1 : scores[$0] > scores[$1] }
    if let topK { order = Array(order.prefix(max(topK, 0))) }
    return Value(list: order.map(entry))
  }

  private static func apply(_ function: String, _ logits: [Float]) -> [Float] {
    switch function {
    case "none": return logits
    case "sigmoid": return logits.map { 1 / (1 + expf(-$0)) }
    default:
      let top = logits.max() ?? 0
      let powers = logits.map { expf($0 - top) }
      let sum = powers.reduce(0, +)
      return powers.map { $0 / sum }
    }
  }

  override func getAttribute(_ name: String) throws -> Value? {
    switch name {
    case "model": Value(classifier)
    case "task": Value("text-classification")
    case "tokenizer": Value(TokenizerObject(tokenizer))
    case "device": try TransformersModule.cpu()
    default: nil
    }
  }
}

/// `pipeline("text-generation", …)`: prompts to texts.
final class TextGenerationPipeline: Object {
  private let model: CausalLMObject
  private let tokenizer: PretrainedTokenizer
  private let defaults: [(name: String, value: Value)]

  init(model: Value, tokenizer: Value, _ keywords: [(name: String, value: Value)]) throws {
    if let object = model.cast(to: CausalLMObject.self) {
      self.model = object
    } else {
      let name = model.isNone ? Value("gpt2-imdb-nano") : model
      let hub = keywords.filter { ["revision", "token"].contains($0.name) }
      let loaded = try Value(CausalLMObject.autoType).getAttribute("from_pretrained").call(
        Arguments([name], keywords: hub))
      self.model = try loaded.asObject(CausalLMObject.self, "model")
    }
    if let given = tokenizer.cast(to: TokenizerObject.self)?.tokenizer {
      self.tokenizer = given
    } else {
      let name = tokenizer.isNone ? self.model.source : try tokenizer.asString("tokenizer")
      guard !name.isEmpty else { throw ScriptError(.valueError, "the pipeline needs a tokenizer") }
      self.tokenizer = try TokenizerObject.load(name, TransformersModule.access(keywords))
    }
    defaults = keywords.filter { !["revision", "token"].contains($0.name) }
    super.init(type: Self.type)
  }

  static let type = TypeObject("TextGenerationPipeline", module: "transformers")

  override var isCallable: Bool { true }

  override func call(_ arguments: Arguments) throws -> Value {
    guard let input = arguments.positional.first else {
      throw ScriptError(.typeError, "the pipeline needs a text or a list of texts")
    }
    var keywords = defaults.filter { old in !arguments.keywords.contains { $0.name == old.name } } + arguments.keywords
    func take(_ name: String) -> Value? {
      keywords.firstIndex { $0.name == name }.map { keywords.remove(at: $0).value }
    }
    let returnsPrompt = try take("return_full_text")?.isTrue() ?? true
    _ = take("batch_size")
    let texts = try input.string.map { [$0] } ?? input.asList("inputs").map { try $0.asString("a text") }
    let prompts = texts.map { tokenizer.encode($0) }
    let options = try GenerationKeywords(keywords, model: model.model)
    let copies = options.copies
    let repeated = prompts.flatMap { Array(repeating: $0, count: copies) }
    let answers = try model.model.generate(
      prompts: repeated, maxNewTokens: options.limits(for: repeated), configuration: options.settings,
      generator: RandomState.generator)
    var results: [Value] = []
    for (index, text) in texts.enumerated() {
      let group = answers[index * copies..<(index + 1) * copies].map { answer -> Value in
        let words = tokenizer.decode(answer, skipSpecialTokens: true)
        return Value(DictObject([("generated_text", Value(returnsPrompt ? text + words : words))]))
      }
      results.append(Value(list: Array(group)))
    }
    return input.string == nil ? Value(list: results) : results[0]
  }

  override func getAttribute(_ name: String) throws -> Value? {
    switch name {
    case "model": Value(model)
    case "task": Value("text-generation")
    case "tokenizer": Value(TokenizerObject(tokenizer))
    case "device": try TransformersModule.cpu()
    default: nil
    }
  }
}
