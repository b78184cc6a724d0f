/// The conventions a tokenizer follows where its files do not say: transformers' class.
public enum TokenizerFamily: String, CaseIterable, Sendable {
  case gpt2 = "GPT2Tokenizer"
  case bert = "BertTokenizer"
  case distilBert = "DistilBertTokenizer"
  case roberta = "RobertaTokenizer"
  case generic = "PreTrainedTokenizer"

  /// The family of the class `name`, with or without "Fast".
  public init?(className name: String) {
    self.init(rawValue: name.hasSuffix("Fast") ? String(name.dropLast(4)) : name)
  }

  /// The family of the `model_type` of a config.json.
  init?(modelType: String) {
    switch modelType {
    case "gpt2": self = .gpt2
    case "bert": self = .bert
    case "distilbert": self = .distilBert
    case "roberta": self = .roberta
    default: return nil
    }
  }

  /// The name of the class.
  public var className: String { rawValue + "Fast" }

  /// What its files call the class.
  var fileClassName: String { self == .generic ? className : rawValue }

  /// The special tokens where no file names them.
  var roles: [(PretrainedTokenizer.Role, String)] {
    switch self {
    case .gpt2: [(.bos, "<|endoftext|>"), (.eos, "<|endoftext|>"), (.unknown, "<|endoftext|>")]
    case .bert, .distilBert:
      [(.unknown, "[UNK]"), (.separator, "[SEP]"), (.padding, "[PAD]"), (.classification, "[CLS]"), (.mask, "[MASK]")]
    case .roberta:
      [
        (.bos, "<s>"), (.eos, "</s>"), (.unknown, "<unk>"), (.separator, "</s>"), (.padding, "<pad>"),
        (.classification, "<s>"), (.mask, "<mask>"),
      ]
    case .generic: []
    }
  }

  /// What its models take.
  var inputNames: [String] {
    switch self {
    case .bert, .generic: ["input_ids", "token_type_ids", "attention_mask"]
    case .gpt2, .distilBert, .roberta: ["input_ids", "attention_mask"]
    }
  }

  /// Whether tokenizer_config.json has its say on lowercase, accents and ideographs.
  var configuresNormalizer: Bool { self == .bert || self == .distilBert }
}
