import Script
import Support
import Transformer

/// The module `transformers`, by the names of transformers 4.44.
public enum TransformersModule {
  /// Makes `import transformers` work in `interpreter`.
  public static func register(in interpreter: Interpreter) {
    interpreter.register(module: "transformers") { interpreter in
      let module = ModuleObject("transformers")
      fill(module.namespace)
      TokenizersModule.fill(module.namespace)
      module.namespace["__version__"] = Value("4.44.2")
      module.namespace["logging"] = Value(try interpreter.importModule("transformers.logging"))
      return module
    }
    // Scripts quieten the library here; there is nothing to quieten.
    interpreter.register(module: "transformers.logging") { namespace in
      for name in ["set_verbosity_error", "set_verbosity_warning", "set_verbosity_info", "disable_progress_bar"] {
        namespace.function(name) { _ in .none }
      }
    }
    TrainingModule.register(in: interpreter)
    TokenizersModule.register(in: interpreter)
  }

  private static func fill(_ namespace: Namespace) {
    namespace.type(CausalLMObject.type)
    namespace.type(CausalLMObject.autoType)
    namespace.type(SequenceClassifierObject.distilbertType)
    namespace.type(SequenceClassifierObject.bertType)
    namespace.type(SequenceClassifierObject.autoType)
    namespace.type(PretrainedConfigObject.gpt2Type)
    namespace.type(PretrainedConfigObject.distilbertType)
    namespace.type(PretrainedConfigObject.bertType)
    namespace.type(GenerationConfigObject.type)
    namespace.type(TextClassificationPipeline.type)
    namespace.type(TextGenerationPipeline.type)
    namespace["pipeline"] = pipeline
    namespace.type(stoppingCriteria)
    namespace.function("StoppingCriteriaList", "criteria=()") { call in Value(list: try call[0].items()) }
    namespace.type(autoConfig)
    namespace.function("set_seed", "seed, deterministic=False") { call in
      RandomState.seed(try call.int(0))
      if let seed = call.interpreter.modules["random"]?.namespace["seed"] {
        try call.interpreter.call(seed, [call[0]])
      }
      return .none
    }
  }

  /// What classes inherit that end answers: called with the sequence and its scores, they say whether it ends.
  private static let stoppingCriteria: TypeObject = {
    // Like a class of the language's own: those that inherit it have an __init__ of their own.
    let type = TypeObject("StoppingCriteria", module: "transformers", isUserDefined: true)
    type.documentation = "The base of callables that end answers of generate()."
    return type
  }()

  private static let autoConfig: TypeObject = {
    let type = TypeObject("AutoConfig", module: "transformers")
    type.classMethod("from_pretrained", "pretrained_model_name_or_path, **kwargs") { call in
      try PretrainedConfigObject.load(try ModelMethods.path(call[0]), call.keywords(1))
    }
    return type
  }()

  /// `pipeline(task, model=…)`.
  private static let pipeline = Value(
    NativeFunction(
      "pipeline",
      "task=None, model=None, config=None, tokenizer=None, framework=None, device=None, torch_dtype=None, **kwargs"
    ) { call in
      let task = try call.isNone(0) ? nil : call.string(0)
      switch task ?? defaultTask(call[1]) {
      case "sentiment-analysis", "text-classification":
        return Value(try TextClassificationPipeline(model: call[1], tokenizer: call[3], call.keywords(7)))
      case "text-generation":
        return Value(try TextGenerationPipeline(model: call[1], tokenizer: call[3], call.keywords(7)))
      case let other?:
        throw ScriptError(
          .keyError,
          Value(
            "Unknown task \(other), available tasks are ['sentiment-analysis', 'text-classification', "
              + "'text-generation']"))
      case nil:
        throw ScriptError(
          .runtimeError, "Impossible to instantiate a pipeline without either a task or a model being specified.")
      }
    })

  private static func defaultTask(_ model: Value) -> String? {
    if model.cast(to: CausalLMObject.self) != nil { return "text-generation" }
    return model.isNone ? nil : "text-classification"
  }

  // MARK: Finding things

  /// What `revision`, `token`, `cache_dir` and `local_files_only` say; `subfolder` is refused.
  static func access(_ keywords: [(name: String, value: Value)]) throws -> ModelHub.Access {
    var access = ModelHub.Access()
    for (name, value) in keywords where !value.isNone {
      switch name {
      case "revision": access.revision = try value.asString(name)
      // True means the token that is stored.
      case "token", "use_auth_token": access.token = value.string
      case "cache_dir": access.cacheFolder = try value.asString(name)
      case "local_files_only": access.isOffline = try value.isTrue()
      case "subfolder" where value.string != "":
        throw ScriptError(
          .notImplementedError, "subfolder is not supported", hint: "a local folder of a folder can be named by its path")
      default: break
      }
    }
    return access
  }

  nonisolated(unsafe) private static var noted: Set<String> = []

  /// The folder of the model `name`; a note, once per name, when a small model stands in for it.
  /// - Parameter keywords: those of `from_pretrained`, of which those that ``access(_:)`` knows are looked at.
  static func folder(
    _ name: String, _ keywords: [(name: String, value: Value)] = [], part: ModelHub.Part = .model
  ) throws -> PretrainedFolder {
    let resolution = try ModelHub.resolve(name, access(keywords), part: part)
    if let note = resolution.note, noted.insert(name).inserted { Interpreter.running.note(note) }
    return try PretrainedFolder(resolution.path)
  }

  /// `torch.device("cpu")`, where everything is.
  static func cpu() throws -> Value {
    guard let device = try? Interpreter.running.importModule("torch").namespace["device"] else { return Value("cpu") }
    return try device.call(Value("cpu"))
  }
}
