import Glibc
import Support

/// Puts the entries of an archive below a folder and nowhere else.
struct TarExtraction {
  let folder: String

  /// Where `name` goes; refuses names that lead out of the folder, through `..`, from the root or over a link.
  private func place(_ name: String) throws -> String {
    let clean = PathModule.normalise(name)
    if name.hasPrefix("/") || clean == ".." || clean.hasPrefix("../") { throw outside(name) }
    if clean == "." { return folder }
    var path = folder
    let parts = clean.split(separator: "/")
    for part in parts.dropLast() {
      path = PathModule.join(path, String(part))
      var info = stat()
      if lstat(path, &info) == 0, info.st_mode & S_IFMT == S_IFLNK { throw outside(name) }
    }
    return PathModule.join(folder, clean)
  }

  private func outside(_ name: String) -> ScriptError {
    let target = PathModule.absolute(PathModule.join(folder, name))
    return ScriptError(
      TarModule.outsideError,
      "\(StringEscape.repr(name)) would be extracted to \(StringEscape.repr(target)), which is outside the destination")
  }

  /// Writes one entry, with the contents that `reader` is at.
  func extract(_ entry: TarEntry, from reader: TarReader) throws {
    let path = try place(entry.name)
    switch entry.kind {
    case .folder: try OperatingSystemModule.makeFolders(path, mayExist: true)
    case .file:
      try makeParent(of: path)
      try FileIO.write(to: path) { writer in try reader.contents { try writer.write($0) } }
      chmod(path, mode_t(entry.mode & 0o777 | 0o600))
      setTime(path, entry.modified)
    case .link(let target):
      let inside = PathModule.normalise(PathModule.join(PathModule.split(entry.name).head, target))
      if target.hasPrefix("/") || inside == ".." || inside.hasPrefix("../") { throw outside(entry.name) }
      try makeParent(of: path)
      unlink(path)
      guard symlink(target, path) == 0 else { throw OSErrors.make(errno, path) }
    case .hardLink(let target):
      let source = try place(target)
      try makeParent(of: path)
      unlink(path)
      guard link(source, path) == 0 else { throw OSErrors.make(errno, path) }
    case .other: break
    }
  }

  private func makeParent(of path: String) throws {
    let parent = PathModule.split(path).head
    if !parent.isEmpty { try OperatingSystemModule.makeFolders(parent, mayExist: true) }
  }

  private func setTime(_ path: String, _ modified: Double) {
    let time = timespec(tv_sec: Int(modified), tv_nsec: 0)
    utimensat(AT_FDCWD, path, [time, time], 0)
  }
}
