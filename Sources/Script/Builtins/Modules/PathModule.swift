import Glibc
import Support

/// `os.path`.
enum PathModule {
  static func fill(_ names: Namespace) {
    names["sep"] = Value("/")
    names["pardir"] = Value("..")
    names["curdir"] = Value(".")
    registerText(names)
    registerQueries(names)
  }

  // MARK: Text of paths

  static func join(_ first: String, _ second: String) -> String {
    if second.hasPrefix("/") { return second }
    return first.isEmpty || first.hasSuffix("/") ? first + second : first + "/" + second
  }

  static func normalise(_ path: String) -> String {
    if path.isEmpty { return "." }
    let slashes = path.hasPrefix("//") && !path.hasPrefix("///") ? "//" : path.hasPrefix("/") ? "/" : ""
    var parts: [Substring] = []
    for part in path.split(separator: "/") where part != "." {
      if part != ".." || (slashes.isEmpty && (parts.isEmpty || parts.last == "..")) {
        parts.append(part)
      } else if !parts.isEmpty {
        parts.removeLast()
      }
    }
    let result = slashes + parts.joined(separator: "/")
    return result.isEmpty ? "." : result
  }

  static func absolute(_ path: String) -> String {
    if path.hasPrefix("/") { return normalise(path) }
    guard let here = getcwd(nil, 0) else { return normalise(path) }
    defer { free(here) }
    return normalise(join(String(cString: here), path))
  }

  static func split(_ path: String) -> (head: String, tail: String) {
    guard let cut = path.lastIndex(of: "/") else { return ("", path) }
    var head = String(path[...cut])
    if head.contains(where: { $0 != "/" }) { while head.hasSuffix("/") { head.removeLast() } }
    return (head, String(path[path.index(after: cut)...]))
  }

  static func splitExtension(_ path: String) -> (root: String, suffix: String) {
    let name = split(path).tail
    let stem = name.drop { $0 == "." }
    guard let dot = stem.lastIndex(of: ".") else { return (path, "") }
    let suffix = String(stem[dot...])
    return (String(path.dropLast(suffix.count)), suffix)
  }

  static func expandUser(_ path: String) -> String {
    guard path == "~" || path.hasPrefix("~/"), let home = Folders.environment("HOME") else { return path }
    return (home.hasSuffix("/") ? String(home.dropLast()) : home) + path.dropFirst()
  }

  private static func registerText(_ names: Namespace) {
    names.function("join", "a, *p") { call in
      var path = try call[0].pathString("join() argument must be str, bytes, or os.PathLike object")
      for part in call.rest(1) { path = join(path, try part.pathString()) }
      return Value(path)
    }
    let pairs: [(String, (String) -> (String, String))] = [
      ("split", { split($0) }), ("splitext", { splitExtension($0) }), ("splitdrive", { ("", $0) }),
    ]
    for (name, cut) in pairs {
      names.function(name, "p") { call in
        let (a, b) = cut(try call[0].pathString())
        return Value(tuple: [Value(a), Value(b)])
      }
    }
    let texts: [(String, (String) -> String)] = [
      ("basename", { split($0).tail }), ("dirname", { split($0).head }), ("normpath", normalise),
      ("abspath", absolute), ("expanduser", expandUser), ("normcase", { $0 }),
      ("expandvars", expandVariables), ("realpath", realPath),
    ]
    for (name, change) in texts {
      names.function(name, "path, **kw") { call in Value(change(try call[0].pathString())) }
    }
    names.function("isabs", "s") { call in .bool(try call[0].pathString().hasPrefix("/")) }
    names.function("relpath", "path, start='.'") { call in
      let target = absolute(try call[0].pathString()).split(separator: "/")
      let start = absolute(try call[1].pathString()).split(separator: "/")
      let common = zip(target, start).prefix { $0 == $1 }.count
      let parts = Array(repeating: "..", count: start.count - common) + target[common...].map { String($0) }
      return Value(parts.isEmpty ? "." : parts.joined(separator: "/"))
    }
    names.function("commonprefix", "m") { call in
      let paths = try call[0].items().map { try $0.pathString() }
      guard var prefix = paths.first else { return Value("") }
      for path in paths { prefix = prefix.commonPrefix(with: path) }
      return Value(prefix)
    }
    names.function("commonpath", "paths") { call in
      let paths = try call[0].items().map { try $0.pathString() }
      guard let first = paths.first else { throw ScriptError(.valueError, "commonpath() arg is an empty sequence") }
      guard paths.allSatisfy({ $0.hasPrefix("/") == first.hasPrefix("/") }) else {
        throw ScriptError(.valueError, "Can't mix absolute and relative paths")
      }
      var common = first.split(separator: "/").filter { $0 != "." }
      for path in paths {
        let parts = path.split(separator: "/").filter { $0 != "." }
        common = zip(common, parts).prefix { $0 == $1 }.map(\.0)
      }
      return Value((first.hasPrefix("/") ? "/" : "") + common.joined(separator: "/"))
    }
  }

  private static func realPath(_ path: String) -> String {
    guard let resolved = realpath(path, nil) else { return absolute(path) }
    defer { free(resolved) }
    return String(cString: resolved)
  }

  private static func expandVariables(_ path: String) -> String {
    var out = ""
    var rest = path[...]
    while let dollar = rest.firstIndex(of: "$") {
      out += rest[..<dollar]
      rest = rest[rest.index(after: dollar)...]
      let braced = rest.first == "{"
      let body = braced ? rest.dropFirst() : rest
      let name = body.prefix { $0 == "_" || $0.isLetter || $0.isNumber }
      let after = body.dropFirst(name.count)
      if !name.isEmpty, !braced || after.first == "}", let value = Folders.environment(String(name)) {
        out += value
        rest = braced ? after.dropFirst() : after
      } else {
        out += "$"
      }
    }
    return out + rest
  }

  // MARK: What is on the disk

  /// The kind of file (`S_IFREG`…) at `path`, links followed.
  static func mode(_ path: String) -> mode_t? {
    var info = stat()
    return stat(path, &info) == 0 ? info.st_mode & S_IFMT : nil
  }

  private static func registerQueries(_ names: Namespace) {
    names.function("exists", "path") { call in .bool(mode(try call[0].pathString()) != nil) }
    names.function("isfile", "path") { call in .bool(mode(try call[0].pathString()) == S_IFREG) }
    names.function("isdir", "s") { call in .bool(mode(try call[0].pathString()) == S_IFDIR) }
    names.function("lexists", "path") { call in
      var info = stat()
      return .bool(lstat(try call[0].pathString(), &info) == 0)
    }
    names.function("islink", "path") { call in
      var info = stat()
      return .bool(lstat(try call[0].pathString(), &info) == 0 && info.st_mode & S_IFMT == S_IFLNK)
    }
    func about(_ name: String, _ read: @escaping (stat) -> Value) {
      names.function(name, "filename") { call in
        let path = try call[0].pathString()
        var info = stat()
        guard stat(path, &info) == 0 else { throw OSErrors.make(errno, path) }
        return read(info)
      }
    }
    about("getsize") { .int(Int($0.st_size)) }
    about("getmtime") { .float(Double($0.st_mtim.tv_sec) + Double($0.st_mtim.tv_nsec) / 1e9) }
    about("getctime") { .float(Double($0.st_ctim.tv_sec) + Double($0.st_ctim.tv_nsec) / 1e9) }
    about("getatime") { .float(Double($0.st_atim.tv_sec) + Double($0.st_atim.tv_nsec) / 1e9) }
    names.function("samefile", "f1, f2") { call in
      .bool(realPath(try call[0].pathString()) == realPath(try call[1].pathString()))
    }
  }
}

extension String {
  fileprivate func commonPrefix(with other: String) -> String {
    String(decoding: zip(utf8, other.utf8).prefix { $0 == $1 }.map(\.0), as: UTF8.self)
  }
}
