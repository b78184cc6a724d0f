import Support

/// Digests of what data sets hold: the same content has the same one, whatever way it came.
public enum Fingerprint {
  /// The SHA-256 of the names, types and values of `table`.
  public static func of(_ table: Table) throws -> String {
    let digest = try Digest(.sha256)
    digest.update("rows \(table.rowCount)\n")
    for (index, (name, feature)) in table.features.enumerated() {
      try Interruption.check()
      digest.update("column \(name.utf8.count) \(name) \(feature)\n")
      switch table.column(at: index) {
      case .strings(let strings):
        for row in 0..<strings.count {
          strings.withUTF8(row) {
            withUnsafeBytes(of: $0.count) { digest.update($0) }
            digest.update(UnsafeRawBufferPointer($0))
          }
        }
      case .integers(let values): values.withUnsafeBytes { digest.update($0) }
      case .floats(let values): values.withUnsafeBytes { digest.update($0) }
      case .booleans(let values): values.withUnsafeBytes { digest.update($0) }
      case .integerLists(let lists):
        for row in 0..<lists.count {
          lists.withValues(row) {
            withUnsafeBytes(of: $0.count) { digest.update($0) }
            digest.update(UnsafeRawBufferPointer($0))
          }
        }
      case .values(let values): for value in values { digest.update(value.text() + "\n") }
      }
    }
    return digest.hex()
  }
}
