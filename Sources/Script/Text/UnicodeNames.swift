/// The names of characters, as `\N{…}` writes them.
enum UnicodeNames {
  /// The code point called `name` (case does not matter), if any.
  static func scalar(named name: String) -> UInt32? {
    let wanted = name.uppercased()
    for value in UInt32(32)...0x1FFFF {
      guard let scalar = Unicode.Scalar(value) else { continue }
      if scalar.properties.name == wanted || scalar.properties.nameAlias == wanted { return value }
    }
    return nil
  }
}
