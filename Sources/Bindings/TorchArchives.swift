import Script
import Support
import Tensor
import Transformer

/// `torch.save` and `torch.load`: files that PyTorch reads and writes.
enum TorchArchives {
  static func register(in names: Namespace) {
    names.function("save", "obj, f, pickle_module=None, pickle_protocol=2") { call in
      try saved(call[0], depth: 0).write(to: ModelMethods.path(call[1]))
      return .none
    }
    names.function("load", "f, map_location=None, pickle_module=None, *, weights_only=None, mmap=None") { call in
      value(try SavedValue(path: ModelMethods.path(call[0])))
    }
  }

  private static func saved(_ value: Value, depth: Int) throws -> SavedValue {
    guard depth < 100 else { throw ScriptError(.valueError, "torch.save: the containers nest too deeply") }
    if value.isNone { return .none }
    if let tensor = value.tensor { return .tensor(tensor) }
    switch value {
    case .bool(let truth): return .bool(truth)
    case .int(let number): return .int(number)
    case .float(let number): return .double(number)
    default: break
    }
    if let text = value.string { return .text(text) }
    if let dict = value.dict {
      return .dictionary(
        try dict.items.map { (try saved($0.key, depth: depth + 1), try saved($0.value, depth: depth + 1)) })
    }
    if let tuple = value.tuple { return .tuple(try tuple.items.map { try saved($0, depth: depth + 1) }) }
    if let list = value.list { return .list(try list.items.map { try saved($0, depth: depth + 1) }) }
    throw ScriptError(
      .typeError, "torch.save: a \(value.typeName) cannot be saved",
      hint: "tensors, numbers, text, lists, tuples and dicts can: save model.state_dict()")
  }

  private static func value(_ saved: SavedValue) -> Value {
    switch saved {
    case .none: return .none
    case .bool(let truth): return .bool(truth)
    case .int(let number): return .int(number)
    case .double(let number): return .float(number)
    case .text(let text): return Value(text)
    case .list(let items): return Value(list: items.map(value))
    case .tuple(let items): return Value(tuple: items.map(value))
    case .tensor(let tensor): return Value(tensor)
    case .dictionary(let items):
      let dict = DictObject()
      for (key, item) in items { try? dict.set(value(key), value(item)) }
      return Value(dict)
    }
  }
}
