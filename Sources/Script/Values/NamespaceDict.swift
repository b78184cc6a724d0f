/// `globals()`: the variables of a module as they are now; setting and deleting items changes the module.
final class NamespaceDict: DictObject {
  private unowned let namespace: Namespace

  private init(_ namespace: Namespace) {
    self.namespace = namespace
    super.init(guarded: .dict)
  }

  /// The dictionary of a namespace, always the same one.
  static func of(_ namespace: Namespace) -> NamespaceDict {
    let dict = namespace.dictionary ?? NamespaceDict(namespace)
    namespace.dictionary = dict
    dict.removeAll()
    for (name, value) in namespace.items { dict[name] = value }
    return dict
  }

  override func getItem(_ key: Value) throws -> Value {
    if let name = key.string, let value = namespace[name] { return value }
    return try super.getItem(key)
  }

  override func contains(_ item: Value) throws -> Bool? {
    if let name = item.string { return namespace[name] != nil }
    return try super.contains(item)
  }

  override func setItem(_ key: Value, _ value: Value) throws {
    if let name = key.string { namespace[name] = value }
    try super.setItem(key, value)
  }

  override func deleteItem(_ key: Value) throws {
    try super.deleteItem(key)
    if let name = key.string { namespace[name] = nil }
  }
}
