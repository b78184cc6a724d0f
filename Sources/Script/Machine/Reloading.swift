import Glibc
import Support

/// What tells that a file has changed: its time and its size.
struct FileStamp: Equatable {
  private var seconds = 0
  private var nanoseconds = 0
  private var size = 0

  /// `nil` when there is no such file.
  init?(_ path: String) {
    var info = stat()
    guard stat(path, &info) == 0 else { return nil }
    seconds = info.st_mtim.tv_sec
    nanoseconds = info.st_mtim.tv_nsec
    size = Int(info.st_size)
  }
}

/// Reading modules again after their files have changed.
extension Interpreter {
  /// Runs the file of `module` again in it: names that the file no longer binds stay, functions and classes that other
  /// modules took from it by name become the new ones. A native module is let be.
  /// - Throws: what the module's code throws.
  public func reload(_ module: ModuleObject) throws {
    guard modules[module.name] === module else {
      throw ScriptError(.importError, "module \(module.name) not in sys.modules")
    }
    guard let path = module.file else { return }
    let before = module.namespace.items
    let stamp = FileStamp(path)
    let source = SourceText(try FileIO.readText(path), name: path, file: path, isLibrary: module.isLibrary)
    module.isInitializing = true
    defer { module.isInitializing = false }
    _ = try execute(source, in: module)
    module.stamp = stamp
    for (name, old) in before where isDefined(old, in: module) {
      guard let object = old.object, let new = module.namespace[name], new.object !== object else { continue }
      for other in modules.values where !other.isLibrary && other !== module {
        for (alias, value) in other.namespace.items where value.object === object { other.namespace[alias] = new }
      }
    }
  }

  private func isDefined(_ value: Value, in module: ModuleObject) -> Bool {
    if let function = value.function { return function.module === module }
    return value.asType?.module == module.name
  }

  /// The user's own modules whose files have changed since they were read, by name.
  var editedModules: [ModuleObject] {
    modules.values.filter(isEdited).sorted { $0.name < $1.name }
  }

  private func isEdited(_ module: ModuleObject) -> Bool {
    guard let path = module.file, !module.isLibrary, !module.isInitializing, let stamp = FileStamp(path) else {
      return false
    }
    return stamp != module.stamp
  }

  /// Reads again what was edited: before a cell runs, once `%autoreload 2` asked for it.
  /// - Throws: what the code of a module throws; it is tried again before the next cell.
  func reloadEditedModules() throws {
    for module in editedModules { try reload(module) }
  }

  /// Reads `module` again if its file was edited, and says so.
  func reloadIfEdited(_ module: ModuleObject) throws {
    guard isEdited(module), let path = module.file else { return }
    try reload(module)
    note("\(path) has changed: read again")
  }

  /// `%autoreload` and `%load_ext autoreload`; whether `words` is one of them.
  func autoreloadMagic(_ words: [Substring]) throws -> Bool {
    if words.first == "%load_ext" || words.first == "%reload_ext" {
      return words.count == 2 && words[1] == "autoreload"
    }
    if words.first == "%aimport" { return true }
    guard words.first == "%autoreload" else { return false }
    switch words.dropFirst().first {
    case nil, "now": try reloadEditedModules()
    case "0", "off": reloadsBeforeCells = false
    default: reloadsBeforeCells = true
    }
    return true
  }
}
