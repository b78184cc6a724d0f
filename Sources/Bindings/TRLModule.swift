import RLHF
import Script
import Support
import Tensor
import Transformer

/// The module `trl`, and `trl.core`, `trl.models`, `trl.trainer`, by the names of TRL 0.11.
public enum TRLModule {
  /// Makes `import trl` work in `interpreter`.
  public static func register(in interpreter: Interpreter) {
    interpreter.register(module: "trl") { interpreter in
      let module = ModuleObject("trl")
      fill(module.namespace)
      module.namespace["__version__"] = Value("0.11.0")
      for name in ["core", "models", "trainer"] {
        module.namespace[name] = Value(try interpreter.importModule("trl." + name))
      }
      return module
    }
    interpreter.register(module: "trl.core") { namespace in
      namespace.type(LengthSamplerObject.type)
      namespace["set_seed"] = setSeed
    }
    interpreter.register(module: "trl.models") { namespace in
      namespace.type(ValueHeadModelObject.type)
      namespace["create_reference_model"] = createReferenceModel
    }
    interpreter.register(module: "trl.trainer") { namespace in
      namespace.type(PPOConfigObject.type)
      namespace.type(PPOTrainerObject.type)
    }
  }

  private static func fill(_ namespace: Namespace) {
    namespace.type(PPOConfigObject.type)
    namespace.type(PPOTrainerObject.type)
    namespace.type(ValueHeadModelObject.type)
    namespace["create_reference_model"] = createReferenceModel
    namespace["set_seed"] = setSeed
    namespace.function("log_probabilities", "model, queries, responses") { call in
      let model = try call.object(0, ValueHeadModelObject.self, named: "AutoModelForCausalLMWithValueHead")
      return TRLTokens.list(
        try ResponseMeasures.logprobs(
          model.model, queries: TRLTokens.sequences(call[1], "queries"),
          responses: TRLTokens.sequences(call[2], "responses")))
    }
    namespace.function("perplexity", "model, queries, responses") { call in
      let model = try call.object(0, ValueHeadModelObject.self, named: "AutoModelForCausalLMWithValueHead")
      return .float(
        try ResponseMeasures.perplexity(
          model.model, queries: TRLTokens.sequences(call[1], "queries"),
          responses: TRLTokens.sequences(call[2], "responses")))
    }
    namespace.function("distinct_n", "responses, n=2") { call in
      .float(ResponseMeasures.distinct(try call.int(1), of: try TRLTokens.sequences(call[0], "responses")))
    }
  }

  private static var createReferenceModel: Value {
    Value(
      NativeFunction("create_reference_model", "model, num_shared_layers=None, pattern=None") { call in
        let model = try call.object(0, ValueHeadModelObject.self, named: "AutoModelForCausalLMWithValueHead")
        let copy = try model.model.copy()
        copy.requiresGrad = false
        return Value(ValueHeadModelObject(copy, source: model.source))
      })
  }

  /// `set_seed(seed)`: the native stream, and `random`'s when it is loaded.
  private static var setSeed: Value {
    Value(
      NativeFunction("set_seed", "seed") { call in
        RandomState.seed(try call.int(0))
        if let seed = call.interpreter.modules["random"]?.namespace["seed"] {
          try call.interpreter.call(seed, [call[0]])
        }
        return .none
      })
  }

  /// Says what a person should look at, through `warnings.warn` when the program loaded it.
  static func warn(_ message: String) {
    let interpreter = Interpreter.running
    if let warn = interpreter.modules["warnings"]?.namespace["warn"],
      (try? interpreter.call(warn, [Value(message)])) != nil
    {
      return
    }
    interpreter.writeError("UserWarning: \(message)\n")
  }
}

/// `LengthSampler(min_value, max_value)`: called, it draws a length; the upper end is exclusive.
final class LengthSamplerObject: Object {
  let sampler: LengthSampler

  init(_ sampler: LengthSampler) {
    self.sampler = sampler
    super.init(type: Self.type)
  }

  static let type: TypeObject = {
    let type = TypeObject("LengthSampler", module: "trl.core")
    type.constructor("min_value, max_value") { call in
      Value(LengthSamplerObject(try LengthSampler(call.int(0), call.int(1))))
    }
    type.property("values", get: { value in
      guard let sampler = value.cast(to: LengthSamplerObject.self)?.sampler else { return .none }
      return Value(Array(sampler.minimum..<sampler.maximum))
    })
    return type
  }()

  override var isCallable: Bool { true }
  override func call(_ arguments: Arguments) throws -> Value { .int(sampler(RandomState.generator)) }
  override func repr() throws -> String { "LengthSampler(\(sampler.minimum), \(sampler.maximum))" }
}
