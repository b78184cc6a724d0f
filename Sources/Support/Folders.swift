import Glibc

/// Where things are: the program's own resources and the user's cache.
public enum Folders {
  /// The folder that holds `stdlib`, `models`, `notebooks` and `data`: `RLNB_HOME`, or the nearest folder above the
  /// executable that has a `stdlib`, or `share/rlnb` beside the executable's `bin`.
  public static let resources: String = {
    if let home = environment("RLNB_HOME") { return home }
    var folder = (executablePath() ?? "./rlnb").split(separator: "/", omittingEmptySubsequences: false).dropLast()
    while !folder.isEmpty {
      let path = folder.joined(separator: "/")
      if FileIO.isFolder(path + "/stdlib") { return path }
      if FileIO.isFolder(path + "/share/rlnb/stdlib") { return path + "/share/rlnb" }
      folder = folder.dropLast()
    }
    return "."
  }()

  /// The user's cache: `RLNB_CACHE`, or `rlnb` under `XDG_CACHE_HOME`, or `~/.cache/rlnb`.
  public static var cache: String {
    if let cache = environment("RLNB_CACHE") { return cache }
    if let cache = environment("XDG_CACHE_HOME") { return cache + "/rlnb" }
    return (environment("HOME") ?? ".") + "/.cache/rlnb"
  }

  /// The value of an environment variable, `nil` when unset or empty.
  public static func environment(_ name: String) -> String? {
    guard let value = getenv(name), value[0] != 0 else { return nil }
    return String(cString: value)
  }

  private static func executablePath() -> String? {
    var buffer = [CChar](repeating: 0, count: 4096)
    let count = readlink("/proc/self/exe", &buffer, buffer.count - 1)
    return count > 0 ? String(cString: buffer) : nil
  }
}
