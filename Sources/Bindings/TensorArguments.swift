import Script
import Tensor

/// How torch's functions read their arguments.
extension CallArguments {
  /// The tensor a method was called on.
  var me: Tensor { me(TensorObject.self).tensor }

  /// Parameter `index` as a tensor; numbers become scalars.
  func tensor(_ index: Int) throws -> Tensor {
    if let tensor = try Tensor.operand(self[index]) { return tensor }
    throw ScriptError(
      .typeError, "argument '\(name(index))' (position \(index + 1)) must be Tensor, not \(self[index].typeName)")
  }

  /// Parameter `index` as an axis; nil when missing or None.
  func axis(_ index: Int) throws -> Int? { try optional(index, int) }

  /// Parameter `index` as one or several axes; nil when missing or None.
  func axes(_ index: Int) throws -> [Int]? {
    if isNone(index) { return nil }
    if self[index].list != nil || self[index].tuple != nil {
      return try list(index).map { try $0.asInt("an axis") }
    }
    return [try int(index)]
  }

  /// The lengths given as `f(2, 3)`, `f((2, 3))` or `f([2, 3])` in a `*size` parameter.
  func sizes(_ index: Int) throws -> [Int] {
    let values = self[index].tuple?.items ?? [self[index]]
    if values.count == 1, values[0].list != nil || values[0].tuple != nil {
      return try values[0].asList("size").map { try TorchArguments.length($0) }
    }
    return try values.map { try TorchArguments.length($0) }
  }

  /// Parameter `index` as a dtype; nil when missing or None.
  func dtype(_ index: Int) throws -> DType? {
    if isNone(index) { return nil }
    if let dtype = self[index].cast(to: DTypeObject.self) { return dtype.dtype }
    throw ScriptError(.typeError, "argument 'dtype' must be torch.dtype, not \(self[index].typeName)")
  }

  private func name(_ index: Int) -> String { "\(index)" }
}

enum TorchArguments {
  static func length(_ value: Value) throws -> Int {
    guard let length = try value.index() else {
      throw ScriptError(.typeError, "a size must be an int, not \(value.typeName)")
    }
    return length
  }

  /// Refuses lengths that a new tensor cannot have.
  static func validated(_ shape: [Int]) throws -> [Int] {
    if let length = shape.first(where: { $0 < 0 }) {
      throw ScriptError(.runtimeError, "Trying to create tensor with negative dimension \(length): \(shape)")
    }
    try Tensor.requireMemory(shape)
    return shape
  }

  /// Refuses devices other than the processor.
  static func requireCPU(_ value: Value) throws {
    if value.isNone || value.isUnset { return }
    let name = try value.cast(to: DeviceObject.self)?.name ?? value.string ?? value.repr()
    guard name == "cpu" || name.hasPrefix("cpu:") else {
      throw ScriptError(
        .runtimeError, "device '\(name)' is not available: tensors live on the CPU", hint: "use device=\"cpu\"")
    }
  }
}

/// `torch.float32`, `torch.int64`, `torch.bool`.
public final class DTypeObject: Object {
  public let dtype: DType
  static let type = TypeObject("dtype", module: "torch", isInheritable: false)
  static let float32 = DTypeObject(.float32)
  static let int64 = DTypeObject(.int64)
  static let bool = DTypeObject(.bool)

  private init(_ dtype: DType) {
    self.dtype = dtype
    super.init(type: Self.type)
  }

  static func of(_ dtype: DType) -> Value {
    switch dtype {
    case .float32: Value(float32)
    case .int64: Value(int64)
    case .bool: Value(bool)
    }
  }

  public override func repr() throws -> String { TensorText.name(dtype) }
  public override func getAttribute(_ name: String) throws -> Value? {
    switch name {
    case "is_floating_point": .bool(dtype == .float32)
    case "itemsize": .int(dtype.size)
    default: nil
    }
  }
}

/// `torch.device`. Only "cpu" can be computed on; others can be named.
public final class DeviceObject: Object {
  let kind: String
  let number: Int?
  static let cpu = DeviceObject(kind: "cpu", number: nil)

  static let type: TypeObject = {
    let type = TypeObject("device", module: "torch", isInheritable: false)
    type.constructor("type='cpu', index=None") { call in
      if let device = call[0].cast(to: DeviceObject.self) { return Value(device) }
      if let number = call[0].exactInt { return Value(DeviceObject(kind: "cuda", number: number)) }
      let parts = try call.string(0).split(separator: ":", maxSplits: 1).map(String.init)
      let number = parts.count == 2 ? Int(parts[1]) : try call.axis(1)
      guard let kind = parts.first, ["cpu", "cuda", "mps", "meta", "xpu"].contains(kind), parts.count == 1 || number != nil
      else { throw ScriptError(.runtimeError, "Invalid device string: '\(try call.string(0))'") }
      return Value(DeviceObject(kind: kind, number: number))
    }
    return type
  }()

  init(kind: String, number: Int?) {
    self.kind = kind
    self.number = number
    super.init(type: Self.type)
  }

  var name: String { number.map { "\(kind):\($0)" } ?? kind }

  public override func repr() throws -> String {
    "device(type='\(kind)'\(number.map { ", index=\($0)" } ?? ""))"
  }
  public override func str() throws -> String { name }
  public override func hash() throws -> Int { name.hashValue }
  public override func compare(_ op: Comparison, _ other: Value) throws -> Value? {
    guard let other = other.cast(to: DeviceObject.self) else { return nil }
    switch op {
    case .equal: return .bool(name == other.name)
    case .notEqual: return .bool(name != other.name)
    default: return nil
    }
  }
  public override func getAttribute(_ name: String) throws -> Value? {
    switch name {
    case "type": Value(kind)
    case "index": number.map { Value.int($0) } ?? Value.none
    default: nil
    }
  }
}

/// `torch.Size`: a tuple with torch's name.
final class SizeObject: TupleObject {
  static let type: TypeObject = {
    let type = TypeObject("Size", base: .tuple, module: "torch", isInheritable: false)
    type.method("numel") { call in .int(try call.receiver.asList("self").reduce(1) { $0 * (try $1.asInt("a size")) }) }
    type.constructor("sizes=()") { call in Value(SizeObject(try call.list(0), type: SizeObject.type)) }
    return type
  }()

  static func make(_ shape: [Int]) -> Value { Value(SizeObject(shape.map { .int($0) }, type: type)) }

  override func repr() throws -> String { "torch.Size([\(try items.map { try $0.repr() }.joined(separator: ", "))])" }
}

/// The named pair that `max(dim)`, `sort()`… return.
final class ReturnPair: TupleObject {
  nonisolated(unsafe) private static var types: [String: TypeObject] = [:]

  static func make(_ name: String, _ values: Tensor, _ indices: Tensor) -> Value {
    let type =
      types[name]
      ?? {
        let type = TypeObject(name, base: .tuple, module: "torch.return_types", isInheritable: false)
        type.property("values", get: { $0.tuple.map { $0[0] } ?? .none })
        type.property("indices", get: { $0.tuple.map { $0[1] } ?? .none })
        types[name] = type
        return type
      }()
    return Value(ReturnPair([Value(values), Value(indices)], type: type))
  }

  override func repr() throws -> String {
    "torch.return_types.\(type.name)(\nvalues=\(try self[0].repr()),\nindices=\(try self[1].repr()))"
  }
}
