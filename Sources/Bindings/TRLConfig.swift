import RLHF
import Script

/// `PPOConfig(…)`: a ``PPOConfiguration`` whose fields are attributes.
public final class PPOConfigObject: Object {
  public var configuration: PPOConfiguration

  public init(_ configuration: PPOConfiguration, type: TypeObject = PPOConfigObject.type) {
    self.configuration = configuration
    super.init(type: type)
  }

  public static let type: TypeObject = {
    let type = TypeObject("PPOConfig", module: "trl")
    type.documentation = "PPOConfig(**fields): what a PPOTrainer does; the fields and defaults are TRL 0.11's."
    type.constructor("**fields") { call in
      var configuration = PPOConfiguration()
      for (name, value) in call.keywords(0) { try configuration.set(name, to: fieldValue(value, name)) }
      try configuration.validate()
      return Value(PPOConfigObject(configuration, type: call.type))
    }
    type.method("to_dict") { call in
      let configuration = call.me(PPOConfigObject.self).configuration
      return Value(DictObject(shownNames.map { ($0, value(configuration.value(of: $0) ?? .none)) }))
    }
    return type
  }()

  private static var shownNames: [String] {
    PPOConfiguration.fieldNames + ["backward_batch_size", "world_size", "total_ppo_epochs"]
  }

  public override func getAttribute(_ name: String) throws -> Value? {
    configuration.value(of: name).map { Self.value($0) }
  }

  public override func setAttribute(_ name: String, _ value: Value) throws -> Bool {
    guard PPOConfiguration.fieldNames.contains(name) else { return false }
    try configuration.set(name, to: Self.fieldValue(value, name))
    return true
  }

  public override func attributeNames() -> [String] { Self.shownNames }

  public override func repr() throws -> String {
    let fields = try Self.shownNames.map { name in
      "\(name)=\(try Self.value(configuration.value(of: name) ?? .none).repr())"
    }
    return "\(type.name)(\(fields.joined(separator: ", ")))"
  }

  public override func compare(_ op: Comparison, _ other: Value) throws -> Value? {
    guard let other = other.cast(to: PPOConfigObject.self), op == .equal || op == .notEqual else { return nil }
    let same = Self.shownNames.allSatisfy { configuration.value(of: $0) == other.configuration.value(of: $0) }
    return .bool(same == (op == .equal))
  }

  static func value(_ field: FieldValue) -> Value {
    switch field {
    case .none: .none
    case .bool(let value): .bool(value)
    case .int(let value): .int(value)
    case .double(let value): .float(value)
    case .string(let value): Value(value)
    case .map(let entries):
      Value(DictObject(entries.sorted { $0.key < $1.key }.map { ($0.key, value($0.value)) }))
    }
  }

  static func fieldValue(_ value: Value, _ name: String) throws -> FieldValue {
    switch value {
    case .none, .unset: return .none
    case .bool(let value): return .bool(value)
    case .int(let value): return .int(value)
    case .float(let value): return .double(value)
    case .object:
      if let text = value.string { return .string(text) }
      if let dict = value.dict {
        var entries: [String: FieldValue] = [:]
        for (key, item) in dict.items { entries[try key.asString("a key of \(name)")] = try fieldValue(item, name) }
        return .map(entries)
      }
      if let tensor = value.cast(to: TensorObject.self)?.tensor, tensor.count == 1 {
        return .double(Double(tensor.floats[0]))
      }
      throw ScriptError(.typeError, "PPOConfig: \(name) cannot be a \(value.typeName)")
    }
  }
}
