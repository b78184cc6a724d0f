import Script
import Support
import Tensor
import Transformer

/// Tensors in pickles: a call of `torch.tensor` on nested lists, which Python's own pickle reads as well. Those that
/// torch itself put there are views of a storage, whose bytes are a file of `torch.save`.
enum TensorPickling {
  /// The numbers that a tensor is a view of, while a pickle is read.
  private final class StorageObject: Object {
    static let type = TypeObject("pickled_storage", isInheritable: false)
    let numbers: [Double]
    let element: WeightType
    init(_ numbers: [Double], _ element: WeightType) {
      self.numbers = numbers
      self.element = element
      super.init(type: Self.type)
    }
  }

  private static func storage(_ arguments: [Value]) throws -> Value {
    guard arguments.count == 1, let bytes = arguments[0].bytes?.bytes else {
      throw ScriptError(.valueError, "a pickled storage holds bytes")
    }
    let (numbers, element) = try bytes.withUnsafeBytes {
      try PyTorchFile.storage(MappedFile(path: "a pickled tensor", content: $0))
    }
    return Value(StorageObject(numbers, element))
  }

  /// `_rebuild_tensor_v2(storage, offset, size, stride, …)`.
  private static func view(_ arguments: [Value]) throws -> Value {
    let fault = ScriptError(.valueError, "a pickled tensor does not fit its storage")
    guard arguments.count >= 4, let storage = arguments[0].cast(to: StorageObject.self) else { throw fault }
    let offset = try arguments[1].asInt("an offset")
    let shape = try arguments[2].items().map { try $0.asInt("a size") }
    let strides = try arguments[3].items().map { try $0.asInt("a size") }
    let limit = storage.numbers.count
    var count = 1
    var last = offset
    guard shape.count == strides.count, offset >= 0, offset <= limit else { throw fault }
    for (size, stride) in zip(shape, strides) {
      guard size >= 0, size <= limit, stride >= 0, stride <= max(limit, 1) else { throw fault }
      (count, last) = (min(count * size, limit + 1), min(last + max(0, size - 1) * stride, limit))
    }
    guard count == 0 || count <= limit && last < limit else { throw fault }
    var places = count == 0 ? [] : [offset]
    for (size, stride) in zip(shape, strides) where count > 0 {
      places = places.flatMap { place in (0..<size).map { place + $0 * stride } }
    }
    let numbers = places.map { storage.numbers[$0] }
    switch storage.element {
    case .float64, .float32, .float16, .bfloat16:
      return Value(TensorObject(Tensor(numbers.map(Float.init), shape: shape)))
    case .bool: return Value(TensorObject(Tensor(bools: numbers.map { $0 != 0 }, shape: shape)))
    default: return Value(TensorObject(Tensor(ints: numbers.map { Int($0) }, shape: shape)))
    }
  }

  /// Once for the process: hooks are not an interpreter's.
  static func install() { _ = installed }

  private static let installed: Void = {
    PickleHooks.constructors["torch.tensor"] = { arguments in
      guard arguments.count == 1 else {
        throw ScriptError(.valueError, "a pickled tensor holds one list, not \(arguments.count) arguments")
      }
      return Value(try Tensor.from(arguments[0], dtype: nil))
    }
    PickleHooks.constructors["torch.storage._load_from_bytes"] = storage
    PickleHooks.constructors["torch._utils._rebuild_tensor_v2"] = view
    PickleHooks.constructors["torch._utils._rebuild_parameter"] = { $0.first ?? .none }
    PickleHooks.reducers.append { object in
      guard let tensor = (object as? TensorObject)?.tensor else { return nil }
      return ("torch", "tensor", [tensor.nestedLists()])
    }
  }()
}
