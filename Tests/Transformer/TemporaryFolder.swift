import Glibc
import Support

/// Removes a folder made by a test.
func removeTree(_ path: String) {
  for name in (try? FileIO.list(path)) ?? [] {
    let child = path + "/" + name
    if FileIO.isFolder(child) { removeTree(child) } else { unlink(child) }
  }
  rmdir(path)
}
