import Support

/// Results that are kept on disk under what they were made of, each with a digest of its file: one that is damaged, or
/// only half there, is as good as none.
public struct ResultCache: Sendable {
  public let folder: String

  /// The cache of data sets: `datasets` in the user's cache.
  public init(folder: String = Folders.cache + "/datasets") { self.folder = folder }

  /// The result that was kept under `key`; `nil` when there is none that is whole.
  public func table(_ key: String) -> Table? {
    let path = "\(folder)/\(key).arrow"
    guard let noted = try? FileIO.readText(path + ".sha256"), let found = try? Digest.hex(ofFile: path, .sha256),
      noted == found
    else { return nil }
    return try? ArrowFile.read(path)
  }

  /// Keeps `table` under `key`.
  public func keep(_ table: Table, _ key: String) throws {
    try FileIO.makeFolder(folder)
    let path = "\(folder)/\(key).arrow"
    try ArrowFile.write(table, to: path)
    try FileIO.write(Digest.hex(ofFile: path, .sha256), to: path + ".sha256")
  }
}
