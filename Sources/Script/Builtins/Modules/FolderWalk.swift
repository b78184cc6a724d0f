import Glibc
import Support

/// `os.walk`: the folders below one, with their folders and files. A program may prune the list of folders.
final class FolderWalk: IteratorObject {
  private struct Pending {
    let path: String
    var folders: ListObject?
  }

  private static let walkType = TypeObject("generator", base: .iterator, isInheritable: false)
  private let bottomUp: Bool
  private let follow: Bool
  private var stack: [String]
  private var last: (path: String, folders: ListObject)?
  private var finished: [Value] = []

  init(_ top: String, bottomUp: Bool, follow: Bool) {
    self.bottomUp = bottomUp
    self.follow = follow
    stack = [top]
    super.init(type: Self.walkType)
    if bottomUp { collect(top) }
  }

  private func list(_ path: String) -> (folders: [String], files: [String])? {
    guard let names = try? OperatingSystemModule.entries(path) else { return nil }
    var folders: [String] = []
    var files: [String] = []
    for name in names {
      if FileIO.isFolder(PathModule.join(path, name)) { folders.append(name) } else { files.append(name) }
    }
    return (folders, files)
  }

  private func isLink(_ path: String) -> Bool {
    var info = stat()
    return lstat(path, &info) == 0 && info.st_mode & S_IFMT == S_IFLNK
  }

  private func collect(_ path: String) {
    guard let (folders, files) = list(path) else { return }
    for name in folders {
      let inner = PathModule.join(path, name)
      if follow || !isLink(inner) { collect(inner) }
    }
    finished.append(Value(tuple: [Value(path), Value(folders), Value(files)]))
  }

  override func next() throws -> Value? {
    try Interruption.check()
    if bottomUp { return finished.isEmpty ? nil : finished.removeFirst() }
    if let (path, folders) = last {
      last = nil
      for name in folders.items.reversed() {
        let inner = PathModule.join(path, try name.asString("folder"))
        if follow || !isLink(inner) { stack.append(inner) }
      }
    }
    while let path = stack.popLast() {
      guard let (folders, files) = list(path) else { continue }
      let folderList = ListObject(folders.map { Value($0) })
      last = (path, folderList)
      return Value(tuple: [Value(path), Value(folderList), Value(files)])
    }
    return nil
  }
}
