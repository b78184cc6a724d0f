import Script
import Tensor

/// Tensors in pickles: a call of `torch.tensor` on nested lists, which Python's own pickle reads as well.
enum TensorPickling {
  /// Once for the process: hooks are not an interpreter's.
  static func install() { _ = installed }

  private static let installed: Void = {
    PickleHooks.constructors["torch.tensor"] = { arguments in
      guard arguments.count == 1 else {
        throw ScriptError(.valueError, "a pickled tensor holds one list, not \(arguments.count) arguments")
      }
      return Value(try Tensor.from(arguments[0], dtype: nil))
    }
    PickleHooks.reducers.append { object in
      guard let tensor = (object as? TensorObject)?.tensor else { return nil }
      return ("torch", "tensor", [tensor.nestedLists()])
    }
  }()
}
