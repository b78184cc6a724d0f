/// The names that a PyTorch checkpoint's pickle may hold.
enum PickledNames {
  private static let constructors: Set<String> = [
    "collections.OrderedDict", "collections.defaultdict", "builtins.dict", "builtins.list", "builtins.tuple",
    "builtins.set", "torch.Size", "torch._utils._rebuild_parameter", "torch._utils._rebuild_tensor",
    "torch._utils._rebuild_tensor_v2", "torch._utils._rebuild_tensor_v3",
  ]

  private static let elements: [String: WeightType] = [
    "Float": .float32, "Half": .float16, "BFloat16": .bfloat16, "Double": .float64, "Long": .int64, "Int": .int32,
    "Short": .int16, "Char": .int8, "Byte": .uint8, "Bool": .bool,
  ]

  private static let dtypes: [String: WeightType] = [
    "torch.float32": .float32, "torch.float": .float32, "torch.float16": .float16, "torch.half": .float16,
    "torch.bfloat16": .bfloat16, "torch.float64": .float64, "torch.double": .float64, "torch.int64": .int64,
    "torch.int32": .int32, "torch.int16": .int16, "torch.int8": .int8, "torch.uint8": .uint8, "torch.uint16": .uint16,
    "torch.uint32": .uint32, "torch.uint64": .uint64, "torch.bool": .bool, "torch.float8_e4m3fn": .float8e4m3,
    "torch.float8_e5m2": .float8e5m2,
  ]

  static func isKnown(_ name: String) -> Bool {
    constructors.contains(name) || dtypes[name] != nil || storageType(name) != nil
  }

  /// What the elements of the storage class `name` are (`nil` inside: bytes of any type); `nil` for other names.
  static func storageType(_ name: String) -> (element: WeightType?, Void)? {
    if name == "torch.storage.UntypedStorage" || name == "torch.UntypedStorage" { return (nil, ()) }
    guard name.hasPrefix("torch."), name.hasSuffix("Storage") else { return nil }
    var kind = name.dropFirst(6).dropLast(7)
    if kind.hasPrefix("cuda.") { kind = kind.dropFirst(5) }
    return elements[String(kind)].map { ($0, ()) }
  }

  /// The type that `torch.float16` and its like name.
  static func elementType(_ name: String) -> WeightType? { dtypes[name] }
}
