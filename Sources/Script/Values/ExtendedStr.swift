/// A string that is an instance of a subclass, with attributes of its own. They are kept aside: where fields would be
/// the text is.
final class ExtendedStr: StrObject {
  nonisolated(unsafe) private static var attributes: [ObjectIdentifier: DictObject] = [:]

  deinit { Self.attributes[ObjectIdentifier(self)] = nil }

  override func fields(create: Bool) -> DictObject? {
    if let fields = Self.attributes[ObjectIdentifier(self)] { return fields }
    if !create { return nil }
    let fields = DictObject()
    Self.attributes[ObjectIdentifier(self)] = fields
    return fields
  }
}
