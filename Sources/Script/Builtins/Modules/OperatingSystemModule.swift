import Glibc
import Support

/// `os`: folders, files and the environment. Programs start no processes through it.
enum OperatingSystemModule {
  static func register(in interpreter: Interpreter) {
    interpreter.register(module: "os.path") { names in PathModule.fill(names) }
    interpreter.register(module: "posixpath") { names in PathModule.fill(names) }
    interpreter.register(module: "os") { interpreter in
      let module = ModuleObject("os")
      let names = module.namespace
      names["path"] = Value(try interpreter.importModule("os.path"))
      names["sep"] = Value("/")
      names["linesep"] = Value("\n")
      names["pathsep"] = Value(":")
      names["curdir"] = Value(".")
      names["pardir"] = Value("..")
      names["extsep"] = Value(".")
      names["devnull"] = Value("/dev/null")
      names["name"] = Value("posix")
      names["error"] = Value(TypeObject.osError)
      names["environ"] = Value(EnvironmentDict())
      registerFolders(names)
      registerFiles(names)
      registerProcess(names)
      return module
    }
  }

  private static func check(_ result: CInt, _ path: String, _ other: String? = nil) throws {
    if result != 0 { throw OSErrors.make(errno, path, other) }
  }

  private static func registerFolders(_ names: Namespace) {
    names.function("mkdir", "path, mode=511") { call in
      let path = try call[0].pathString()
      try check(mkdir(path, mode_t(truncatingIfNeeded: call.int(1))), path)
      return .none
    }
    names.function("mkfifo", "path, mode=438") { call in
      let path = try call[0].pathString()
      try check(mkfifo(path, mode_t(truncatingIfNeeded: call.int(1))), path)
      return .none
    }
    names.function("makedirs", "name, mode=511, exist_ok=False") { call in
      try makeFolders(call[0].pathString(), mayExist: call.flag(2))
      return .none
    }
    names.function("rmdir", "path") { call in
      let path = try call[0].pathString()
      try check(rmdir(path), path)
      return .none
    }
    names.function("removedirs", "name") { call in
      var path = try call[0].pathString()
      try check(rmdir(path), path)
      while let cut = path.lastIndex(of: "/"), cut != path.startIndex {
        path = String(path[..<cut])
        if rmdir(path) != 0 { break }
      }
      return .none
    }
    names.function("listdir", "path=None") { call in
      let path = call.isNone(0) ? "." : try call[0].pathString()
      return Value(try entries(path))
    }
    names.function("scandir", "path=None") { call in
      let path = call.isNone(0) ? "." : try call[0].pathString()
      var rest = try entries(path).map { Value(DirectoryEntry(folder: path, name: $0)) }[...]
      return Value(NativeIterator(typeName: "ScandirIterator") { rest.popFirst() })
    }
    names.function("walk", "top, topdown=True, onerror=None, followlinks=False") { call in
      let bottomUp = try !call.flag(1)
      return Value(FolderWalk(try call[0].pathString(), bottomUp: bottomUp, follow: try call.flag(3)))
    }
    names.function("getcwd") { _ in
      guard let path = getcwd(nil, 0) else { throw OSErrors.make(errno) }
      defer { free(path) }
      return Value(String(cString: path))
    }
    names.function("chdir", "path") { call in
      let path = try call[0].pathString()
      try check(chdir(path), path)
      return .none
    }
  }

  /// The names in a folder, sorted: what CPython gives in the order of the disk comes out the same every time.
  static func entries(_ path: String) throws -> [String] {
    guard let stream = opendir(path) else { throw OSErrors.make(errno, path) }
    closedir(stream)
    return try FileIO.list(path)
  }

  static func makeFolders(_ path: String, mayExist: Bool) throws {
    var trimmed = path
    while trimmed.count > 1, trimmed.hasSuffix("/") { trimmed.removeLast() }
    if let cut = trimmed.lastIndex(of: "/"), cut != trimmed.startIndex {
      let parent = String(trimmed[..<cut])
      if !FileIO.exists(parent) { try makeFolders(parent, mayExist: true) }
    }
    if mkdir(trimmed, 0o777) != 0 {
      let code = errno
      if mayExist, FileIO.isFolder(trimmed) { return }
      throw OSErrors.make(code, path)
    }
  }

  private static func registerFiles(_ names: Namespace) {
    for name in ["remove", "unlink"] {
      names.function(name, "path") { call in
        let path = try call[0].pathString()
        try check(unlink(path), path)
        return .none
      }
    }
    for name in ["rename", "replace"] {
      names.function(name, "src, dst") { call in
        let (source, target) = (try call[0].pathString(), try call[1].pathString())
        try check(rename(source, target), source, target)
        return .none
      }
    }
    names.function("symlink", "src, dst, target_is_directory=False") { call in
      let (source, target) = (try call[0].pathString(), try call[1].pathString())
      try check(symlink(source, target), source, target)
      return .none
    }
    names.function("chmod", "path, mode") { call in
      let path = try call[0].pathString()
      try check(chmod(path, mode_t(truncatingIfNeeded: call.int(1))), path)
      return .none
    }
    names.function("access", "path, mode") { call in
      .bool(access(try call[0].pathString(), CInt(truncatingIfNeeded: try call.int(1))) == 0)
    }
    for (name, value) in [("F_OK", 0), ("R_OK", 4), ("W_OK", 2), ("X_OK", 1)] { names[name] = .int(value) }
    names.function("stat", "path, *, follow_symlinks=True") { call in
      let path = try call[0].pathString()
      var info = stat()
      try check(try call.flag(1) ? stat(path, &info) : lstat(path, &info), path)
      let result = ModuleObject("os.stat_result")
      let fields: [(String, Value)] = [
        ("st_size", .int(Int(info.st_size))), ("st_mode", .int(Int(info.st_mode))),
        ("st_mtime", .float(Double(info.st_mtim.tv_sec) + Double(info.st_mtim.tv_nsec) / 1e9)),
        ("st_ctime", .float(Double(info.st_ctim.tv_sec) + Double(info.st_ctim.tv_nsec) / 1e9)),
        ("st_atime", .float(Double(info.st_atim.tv_sec) + Double(info.st_atim.tv_nsec) / 1e9)),
        ("st_ino", .int(Int(info.st_ino))), ("st_nlink", .int(Int(info.st_nlink))),
        ("st_uid", .int(Int(info.st_uid))), ("st_gid", .int(Int(info.st_gid))),
      ]
      for (name, value) in fields { result.namespace[name] = value }
      return Value(result)
    }
    names.function("fspath", "path") { call in
      call[0].str != nil || call[0].bytes != nil ? call[0] : Value(try call[0].pathString())
    }
    names.function("utime", "path, times=None") { call in
      let path = try call[0].pathString()
      guard !call.isNone(1) else {
        try check(utimensat(AT_FDCWD, path, nil, 0), path)
        return .none
      }
      let times = try call[1].items().map { try $0.needFloat() }.map {
        timespec(tv_sec: Int($0.rounded(.down)), tv_nsec: Int(($0 - $0.rounded(.down)) * 1e9))
      }
      if times.count == 2 { try check(utimensat(AT_FDCWD, path, times, 0), path) }
      return .none
    }
  }

  private static func registerProcess(_ names: Namespace) {
    names.function("getenv", "key, default=None") { call in
      guard let value = getenv(try call.string(0)) else { return call[1] }
      return Value(String(cString: value))
    }
    names.function("putenv", "name, value") { call in
      setenv(try call.string(0), try call.string(1), 1)
      return .none
    }
    names.function("getpid") { _ in .int(Int(getpid())) }
    names.function("cpu_count") { _ in .int(max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))) }
    names.function("urandom", "size") { call in
      let count = try call.int(0)
      if count < 0 { throw ScriptError(.valueError, "negative argument not allowed") }
      var generator = SystemRandomNumberGenerator()
      return Value(BytesObject((0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }))
    }
    names.function("system", "command") { call in
      guard let run = call.interpreter.runCommand else {
        throw ScriptError(
          .permissionError, "programs may not start commands here", hint: "allow them when starting rlnb")
      }
      return .int(try run(call.string(0)))
    }
  }
}

/// `os.environ`: a dictionary whose changes reach the process's environment.
final class EnvironmentDict: DictObject {
  static let environType = TypeObject(
    "_Environ", base: .dict, module: "os", isUserDefined: true, isInheritable: false)

  init() {
    super.init(type: Self.environType)
    var entry = environ
    while let text = entry.pointee {
      let line = String(cString: text)
      if let cut = line.firstIndex(of: "=") {
        self[String(line[..<cut])] = Value(String(line[line.index(after: cut)...]))
      }
      entry += 1
    }
  }

  override func repr() throws -> String { "environ(\(try super.repr()))" }

  override func setItem(_ key: Value, _ value: Value) throws {
    guard let name = key.string, let text = value.string else {
      throw ScriptError(.typeError, "str expected, not \((key.string == nil ? key : value).typeName)")
    }
    setenv(name, text, 1)
    try super.setItem(key, value)
  }

  override func deleteItem(_ key: Value) throws {
    try super.deleteItem(key)
    if let name = key.string { unsetenv(name) }
  }
}

/// What `os.scandir` gives.
final class DirectoryEntry: Object {
  static let type: TypeObject = {
    let type = TypeObject("DirEntry", module: "posix", isInheritable: false)
    type.method("is_dir", "*, follow_symlinks=True") { .bool(FileIO.isFolder($0.me(DirectoryEntry.self).path)) }
    type.method("is_file", "*, follow_symlinks=True") { call in
      .bool(PathModule.mode(call.me(DirectoryEntry.self).path).map { $0 == S_IFREG } ?? false)
    }
    type.method("__fspath__", "") { Value($0.me(DirectoryEntry.self).path) }
    return type
  }()

  let name: String
  let path: String

  init(folder: String, name: String) {
    self.name = name
    path = PathModule.join(folder, name)
    super.init(type: Self.type)
  }

  override func repr() throws -> String { "<DirEntry \(StringEscape.repr(name))>" }
  override func getAttribute(_ name: String) throws -> Value? {
    switch name {
    case "name": Value(self.name)
    case "path": Value(path)
    default: nil
    }
  }
}
