import Glibc
import Support

/// A model's folder packed into one file: `model.tar.gz` and its like.
public enum ModelBundle {
  private static let endings = [".tar.gz", ".tgz", ".tar.xz", ".tar.bz2", ".tar.zst", ".tar", ".zip"]

  /// Whether `path` is a file with the name of an archive.
  public static func isBundle(_ path: String) -> Bool {
    endings.contains { path.hasSuffix($0) } && FileIO.exists(path) && !FileIO.isFolder(path)
  }

  /// Unpacks the archive at `path` into the user's cache, once for as long as the archive does not change, and gives
  /// the folder in it that has a config.json.
  /// - Throws: a `ValueError` that names the entry for an archive that is damaged or hostile; ``Interrupted``.
  public static func unpack(_ path: String) throws -> String {
    var info = stat()
    guard stat(path, &info) == 0 else { throw UserError.fromErrno(errno, path: path, doing: "cannot read") }
    let full = realpath(path, nil).map { pointer in
      defer { free(pointer) }
      return String(cString: pointer)
    }
    let identity = "\(full ?? path) \(info.st_size) \(info.st_mtim.tv_sec) \(info.st_mtim.tv_nsec) \(info.st_ino)"
    let target = "\(Folders.cache)/bundles/\(try SHA256.hex(Array(identity.utf8)).prefix(32))"
    if !FileIO.isFolder(target) { try unpack(path, into: target) }
    guard let folder = modelFolder(in: target) else {
      throw UserError(.value, "'\(path)' holds no model", hint: "a model's folder has a config.json")
    }
    return folder
  }

  /// Unpacks beside `target`, then renames: a broken run leaves nothing that looks whole.
  private static func unpack(_ path: String, into target: String) throws {
    let partial = "\(target).\(getpid()).partial"
    do {
      try FileIO.makeFolder(partial)
      let reader = try BundleReader(path)
      while let name = try reader.next() {
        let file = "\(partial)/\(name)"
        let parts = file.split(separator: "/", omittingEmptySubsequences: false)
        try FileIO.makeFolder(parts.dropLast().joined(separator: "/"))
        try FileIO.write(to: file) { writer in try reader.read(name) { try writer.write($0) } }
      }
    } catch {
      removeTree(partial)
      throw error
    }
    if rename(partial, target) != 0 {
      let code = errno
      removeTree(partial)
      // Another run may have been faster.
      guard FileIO.isFolder(target) else { throw UserError.fromErrno(code, path: target, doing: "cannot write") }
    }
  }

  /// The folder nearest to `root` that has a config.json, the first by name of equals.
  private static func modelFolder(in root: String) -> String? {
    var level = [root]
    for _ in 0..<8 {
      if let found = level.first(where: { FileIO.exists($0 + "/config.json") }) { return found }
      level = level.flatMap { folder in
        ((try? FileIO.list(folder)) ?? []).map { "\(folder)/\($0)" }.filter(FileIO.isFolder)
      }
    }
    return nil
  }

  private static func removeTree(_ path: String) {
    if FileIO.isFolder(path) {
      for name in (try? FileIO.list(path)) ?? [] { removeTree("\(path)/\(name)") }
      rmdir(path)
    } else {
      unlink(path)
    }
  }
}
