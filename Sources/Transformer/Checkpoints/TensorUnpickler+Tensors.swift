import Support

extension TensorUnpickler {
  /// The storage that the tuple ('storage', type, key, location, count[, view]) names.
  mutating func persistent(_ item: PickledItem) throws -> PickledItem {
    guard let parts = sequence(item), parts.count >= 5, string(parts[0]) == "storage",
      case .global(let kind) = parts[1], let key = string(parts[2]), let count = integer(parts[4]), count >= 0
    else { throw fault("its pickle refers to something else than a storage") }
    if parts.count == 5, let place = storagePlaces[key] { return .storage(place) }
    guard let type = PickledNames.storageType(globals[kind]) else {
      throw UserError(
        .value, "'\(path)' holds numbers of the type '\(globals[kind])'",
        hint: "weights must be fp32, fp16, bf16 or fp64")
    }
    try spend(MemoryLayout<PickledStorage>.stride + Self.containerSize + key.utf8.count)
    var storage = PickledStorage(key: key, type: type.element, count: count)
    if parts.count > 5, let view = sequence(parts[5]), view.count == 3 {
      guard let offset = integer(view[1]), let length = integer(view[2]), offset >= 0, length >= 0,
        offset <= count, length <= count - offset
      else { throw fault("a view of the storage '\(key)' is outside it") }
      storage.viewOffset = offset
      storages.append(storage)
      return .storage(storages.count - 1)
    }
    storages.append(storage)
    storagePlaces[key] = storages.count - 1
    return .storage(storages.count - 1)
  }

  mutating func construct(_ name: String, _ arguments: [PickledItem]) throws -> PickledItem {
    switch name {
    case "collections.OrderedDict", "collections.defaultdict", "builtins.dict":
      try spend(Self.containerSize)
      dictionaries.append([])
      for pair in arguments.last.flatMap(sequence) ?? [] {
        guard let parts = sequence(pair), parts.count == 2 else { continue }
        try spend(2 * Self.itemSize)
        dictionaries[dictionaries.count - 1].append((parts[0], parts[1]))
      }
      return .dictionary(dictionaries.count - 1)
    case "torch.Size", "builtins.list", "builtins.tuple", "builtins.set":
      return arguments.first ?? .none
    case "torch._utils._rebuild_parameter":
      guard case .tensor? = arguments.first else { throw fault("a parameter without a tensor") }
      return arguments[0]
    case "torch._utils._rebuild_tensor", "torch._utils._rebuild_tensor_v2", "torch._utils._rebuild_tensor_v3":
      return try tensor(arguments, isUntyped: name.hasSuffix("v3"))
    default: throw fault("'\(name)' cannot be called")
    }
  }

  /// (storage, offset, size, stride, …): a view that must lie inside the storage.
  private mutating func tensor(_ arguments: [PickledItem], isUntyped: Bool) throws -> PickledItem {
    guard arguments.count >= 4, case .storage(let index) = arguments[0], let offset = integer(arguments[1]),
      let sizes = sequence(arguments[2]), let steps = sequence(arguments[3]), sizes.count == steps.count,
      sizes.count <= 64, offset >= 0
    else { throw fault("a tensor of it has no storage, size or stride") }
    let storage = storages[index]
    var type = storage.type
    if isUntyped, arguments.count > 6, case .global(let name) = arguments[6] {
      type = PickledNames.elementType(globals[name])
    }
    guard let type else { throw fault("a tensor of it has no type") }
    let shape = sizes.compactMap(integer)
    let strides = steps.compactMap(integer)
    let available = storage.type == nil ? storage.count / type.size : storage.count
    guard shape.count == sizes.count, strides.count == steps.count,
      let end = Self.end(offset + storage.viewOffset, shape, strides), end <= available
    else {
      throw fault("a tensor of shape \(shape) and stride \(strides) does not fit its storage of \(available) numbers")
    }
    // An expanded tensor would let a few bytes become a large model.
    guard shape.contains(0) || shape.reduce(1, *) <= available else {
      throw fault("a tensor of shape \(shape) repeats a storage of \(available) numbers")
    }
    try spend(MemoryLayout<PickledTensor>.stride + 2 * Self.containerSize + 16 * shape.count)
    tensors.append(
      PickledTensor(
        storage: index, type: type, offset: offset + storage.viewOffset, shape: shape, strides: strides))
    return .tensor(tensors.count - 1)
  }

  /// One past the last element that a view reaches; `nil` when that is no sensible number.
  private static func end(_ offset: Int, _ shape: [Int], _ strides: [Int]) -> Int? {
    guard shape.allSatisfy({ $0 >= 0 && $0 < 1 << 40 }), strides.allSatisfy({ $0 >= 0 && $0 < 1 << 40 }),
      offset < 1 << 46
    else { return nil }
    if shape.contains(0) { return offset }
    var last = offset
    var count = 1
    for (size, stride) in zip(shape, strides) {
      let (reach, overflow) = (size - 1).multipliedReportingOverflow(by: stride)
      let (product, tooMany) = count.multipliedReportingOverflow(by: size)
      guard !overflow, !tooMany, reach < 1 << 46, product < 1 << 46 else { return nil }
      last += reach
      count = product
    }
    return last + 1
  }
}
