import Script
import Tensor

/// The parts of torch that are written in the language: files of the library whose names begin with `_torch`, read when
/// a name of theirs is first used.
enum TorchLibrary {
  /// Modules that are files of the library.
  private static let files = [
    "torch.nn.init": "_torchinit", "torch.optim.lr_scheduler": "_torchschedulers",
    "torch.distributions": "_torchdistributions",
  ]
  /// Parts of `torch` that are imported at their first use.
  static let submodules = ["distributions", "utils", "linalg"]

  static func register(in interpreter: Interpreter) {
    for (name, file) in files {
      interpreter.register(module: name) { _ in
        let module = ModuleObject(name)
        extend(module, with: [file])
        return module
      }
    }
    interpreter.register(module: "torch.linalg") { _ in
      let module = ModuleObject("torch.linalg")
      module.missing = { try value("_linalg_" + $0, in: "_torchmatrices") }
      return module
    }
    interpreter.register(module: "torch.utils.checkpoint") { names in
      names.function("checkpoint", "function, *args, use_reentrant=None, preserve_rng_state=True") { call in
        try checkpoint(call[0], call.rest(1), keepsDraws: call.bool(3))
      }
    }
  }

  /// Gives `module` the public names of some files of the library, read at their first use.
  ///
  /// - Parameter other: answers for names that the files do not hold.
  static func extend(_ module: ModuleObject, with files: [String], other: ((String) throws -> Value?)? = nil) {
    module.missing = { name in try other?(name) ?? value(name, in: files) }
    module.missingNames = {
      files.flatMap { Interpreter.running.names(of: $0) }.filter {
        !$0.hasPrefix("_") && !["math", "functools"].contains($0)
      }
    }
  }

  /// The public value `name` of the first of some files of the library that has it; nil when none has.
  static func value(_ name: String, in files: [String]) throws -> Value? {
    for file in files { if let value = try value(name, in: file) { return value } }
    return nil
  }

  /// Where the functions of `torch` and the classes of `torch.nn` are.
  static let functions = ["_torchfunctions", "_torchshapes", "_torchmatrices"]
  static let classes = ["_torchnn", "_torchlayers"]

  /// The public value `name` of a file of the library; nil when it has none.
  static func value(_ name: String, in file: String) throws -> Value? {
    // What is looked for on any module must not read the file.
    if name.hasPrefix("__") { return nil }
    guard !name.hasPrefix("_") || name.hasPrefix("_linalg_") else { return nil }
    let value = try Interpreter.running.importModule(file).namespace[name]
    return value?.object is ModuleObject ? nil : value
  }

  /// Functions of the library that are methods of tensors as well.
  private static let methods: Set<String> = [
    "frac", "sgn", "lerp", "addcmul", "addcdiv", "fmod", "clamp_min", "clamp_max", "nan_to_num", "logaddexp", "hypot",
    "isclose", "count_nonzero", "median", "mode", "quantile", "cummax", "cummin", "logcumsumexp", "dist", "diag",
    "diagonal",
    "trace", "tril", "triu", "roll", "fliplr", "flipud", "rot90", "tile", "repeat_interleave", "movedim", "unflatten",
    "broadcast_to", "tensor_split", "unique_consecutive", "bincount", "histc", "kthvalue", "msort", "argwhere",
    "take_along_dim", "take", "index_add", "index_fill", "index_copy", "index_put", "masked_scatter", "scatter_reduce",
    "inner", "addmm", "baddbmm", "kron", "new_zeros", "new_ones", "new_full", "new_tensor", "new_empty", "diff",
    "atan2",
    "nansum", "nanmean", "outer", "ger", "vdot", "isposinf", "isneginf", "var_mean", "std_mean", "log_sigmoid", "addmv",
    "logit", "heaviside", "signbit", "cov", "corrcoef", "renorm", "ravel", "absolute", "multinomial", "bernoulli",
    "isin",
    "reshape_as", "register_hook", "argsort_stable", "hardshrink", "deg2rad", "rad2deg", "positive", "negative",
    "greater", "greater_equal", "less", "less_equal", "not_equal", "cross", "det", "inverse", "aminmax", "moveaxis",
    "swapdims", "fix", "clamp_", "float_power", "is_nonzero", "sum_to_size", "split_with_sizes", "unsafe_chunk",
    "maximum_",
  ]

  /// Whether tensors have a method `name` that is written in the language.
  static func isMethod(_ name: String) -> Bool { methods.contains(name) }

  /// The method `name`, bound to `tensor`.
  static func method(_ name: String, of tensor: Value) throws -> Value? {
    let torch = try Interpreter.running.importModule("torch")
    guard let function = try torch.getAttribute(name) else { return nil }
    return Value(
      NativeFunction(name, "*args, **kwargs") { call in
        try function.call(Arguments([tensor] + call.rest(0), keywords: call.keywords(1)))
      })
  }

  /// `function(*arguments)` without its intermediate results, which the backward pass computes again.
  private static func checkpoint(_ function: Value, _ arguments: [Value], keepsDraws: Bool) throws -> Value {
    let places = arguments.indices.filter { arguments[$0].tensor != nil }
    let result = try Tensor.checkpoint(
      places.compactMap { arguments[$0].tensor }, generator: keepsDraws ? RandomState.generator : nil
    ) { tensors in
      var given = arguments
      for (place, tensor) in zip(places, tensors) { given[place] = Value(tensor) }
      guard let result = try function.call(Arguments(given)).tensor else {
        throw ScriptError(.typeError, "checkpoint: the function must give one tensor")
      }
      return result
    }
    return Value(result)
  }
}
