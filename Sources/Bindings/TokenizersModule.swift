import Script

/// The tokenizer names of the module `transformers`, and the module `tokenizers`.
public enum TokenizersModule {
  /// Makes `from tokenizers import AddedToken` work in `interpreter`.
  public static func register(in interpreter: Interpreter) {
    interpreter.register(module: "tokenizers") { namespace in namespace.type(AddedTokenObject.type) }
  }

  /// Adds them to the module's namespace.
  public static func fill(_ namespace: Namespace) {
    let auto = TypeObject("AutoTokenizer", module: "transformers", isInheritable: false)
    auto.documentation = "Finds the tokenizer that belongs to a model: AutoTokenizer.from_pretrained(name)."
    auto.classMethod("from_pretrained", "pretrained_model_name_or_path, *inputs, **kwargs") { call in
      try TokenizerObject.fromPretrained(call)
    }
    auto.constructor("*args, **kwargs") { _ in
      throw ScriptError(
        .osError,
        "AutoTokenizer is designed to be instantiated using the "
          + "`AutoTokenizer.from_pretrained(pretrained_model_name_or_path)` method.")
    }
    namespace.type(auto)
    for (family, type) in TokenizerObject.types {
      namespace[family.className] = Value(type)
      namespace[family.rawValue] = Value(type)
    }
    namespace["PreTrainedTokenizerBase"] = Value(TokenizerObject.type)
    namespace.type(AddedTokenObject.type)
    namespace.type(PaddingCollatorObject.type)
  }
}
