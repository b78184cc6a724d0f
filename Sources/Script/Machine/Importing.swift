import Support

/// Finding and making modules.
extension Interpreter {
  /// The module `name`, imported if it was not yet: a native one, else `name.rl` or the package folder `name` beside
  /// the running file, else in ``searchFolders``. Packages above it are imported first.
  /// - Throws: `ModuleNotFoundError`, or what the module's code throws.
  public func importModule(_ name: String) throws -> ModuleObject {
    if let module = modules[name] { return module }
    try NativeStack.check()
    var parent: ModuleObject?
    if let dot = name.lastIndex(of: ".") {
      let package = String(name[..<dot])
      // A native package that is being made imports its own parts: it is not made again.
      if modules[package] != nil || !importing.contains(package) { parent = try importModule(package) }
      if let module = modules[name] { return module }
      // Parts of a library module lie in a folder beside its file.
      if let parent, parent.file != nil, parent.namespace["__path__"] == nil, builders[name] == nil,
        !parent.isLibrary || modulePlace(name) == nil
      {
        throw notFound(name, "No module named '\(name)'; '\(package)' is not a package")
      }
    }
    importing.insert(name)
    defer { importing.remove(name) }
    let module = try makeModule(name)
    if let dot = name.lastIndex(of: "."), let parent {
      parent.namespace[String(name[name.index(after: dot)...])] = Value(module)
    }
    return module
  }

  private func makeModule(_ name: String) throws -> ModuleObject {
    if let build = builders[name] {
      let module = try build(self)
      for (_, value) in module.namespace.items {
        if let native = value.native, native.receiver == nil, native.module == nil { native.module = name }
      }
      modules[name] = module
      return module
    }
    if let place = modulePlace(name) {
      let module = ModuleObject(name)
      let parent = name.lastIndex(of: ".").map { String(name[..<$0]) } ?? ""
      module.namespace["__package__"] = Value(place.isPackage ? name : parent)
      if place.isPackage { module.namespace["__path__"] = Value([place.folder]) }
      modules[name] = module
      guard let path = place.file else { return module }
      module.file = path
      module.isLibrary = place.isLibrary
      module.namespace["__file__"] = Value(path)
      do {
        try read(module, path)
      } catch {
        modules[name] = nil
        throw error
      }
      return module
    }
    if builders.keys.contains(where: { $0.hasPrefix(name + ".") }) {
      let module = ModuleObject(name)
      modules[name] = module
      return module
    }
    throw notFound(name, "No module named '\(name)'")
  }

  /// Runs the file of `module` in it.
  private func read(_ module: ModuleObject, _ path: String) throws {
    module.stamp = FileStamp(path)
    module.isInitializing = true
    defer { module.isInitializing = false }
    _ = try execute(
      SourceText(try FileIO.readText(path), name: path, file: path, isLibrary: module.isLibrary), in: module)
  }

  private func notFound(_ name: String, _ message: String) -> ScriptError {
    let error = ScriptError(.moduleNotFoundError, message)
    error.exception.setField("name", Value(name))
    return error
  }

  // MARK: Where modules are

  /// Where a module written in the language is.
  struct ModulePlace {
    /// `nil` for a folder of modules without `__init__.rl`.
    var file: String?
    var folder = ""
    var isPackage = false
    var isLibrary = false
  }

  /// Where module `name` is, if it is written in the language: in the running file's folder, or in ``searchFolders``.
  func modulePlace(_ name: String) -> ModulePlace? {
    let relative = String(name.map { $0 == "." ? "/" : $0 })
    var folderOnly: ModulePlace?
    for (index, folder) in ([runningFolder] + searchFolders).enumerated() {
      let path = folder.isEmpty || folder == "." ? relative : folder == "/" ? "/" + relative : folder + "/" + relative
      let isLibrary = index > 0
      if FileIO.exists(path + "/__init__.rl") {
        return ModulePlace(file: path + "/__init__.rl", folder: path, isPackage: true, isLibrary: isLibrary)
      }
      if FileIO.exists(path + ".rl") { return ModulePlace(file: path + ".rl", isLibrary: isLibrary) }
      if folderOnly == nil, FileIO.isFolder(path),
        (try? FileIO.list(path))?.contains(where: { $0.hasSuffix(".rl") }) == true
      {
        folderOnly = ModulePlace(file: nil, folder: path, isPackage: true)
      }
    }
    return folderOnly
  }

  /// Whether `import name` would find something.
  func knowsModule(_ name: String) -> Bool { builders[name] != nil || modulePlace(name) != nil }

  /// The names of all modules that `import` finds, the native ones and files, unsorted.
  public var moduleNames: [String] {
    Array(Set(libraryNames + names(in: [runningFolder.isEmpty ? "." : runningFolder])))
  }

  /// The names of the native modules and those of the library.
  var libraryNames: [String] { Array(builders.keys) + names(in: searchFolders) }

  private func names(in folders: [String]) -> [String] {
    var names: [String] = []
    for folder in folders {
      for file in (try? FileIO.list(folder)) ?? [] {
        if file.hasSuffix(".rl") { names.append(String(file.dropLast(3))) }
        if FileIO.exists("\(folder)/\(file)/__init__.rl") { names.append(file) }
      }
    }
    return names
  }

  /// The public names of a module; one written in the language is read for them, not run.
  public func names(of name: String) -> [String] {
    if let module = modules[name] { return module.attributeNames() }
    if let build = builders[name] { return (try? build(self).attributeNames()) ?? [] }
    guard let path = modulePlace(name)?.file, let text = try? FileIO.readText(path),
      let program = ProgramText(SourceText(text, name: path))
    else { return [] }
    var names: [String] = []
    program.statements.forEachInScope { names += $0.bindings.map(\.name) }
    return names.filter { !$0.hasPrefix("_") }
  }

  // MARK: The import statements

  /// `import a.b.c`: the module, or with `topmost` the package `a`. Leading dots count from the running module's package.
  func importName(_ name: String, topmost: Bool) throws -> Value {
    let path = name.hasPrefix(".") ? try absolute(name) : name
    if reloadsEditedImports, machine.globals === main.namespace, let module = modules[path] {
      try reloadIfEdited(module)
    }
    let module = try importModule(path)
    guard topmost, let dot = path.firstIndex(of: ".") else { return Value(module) }
    return Value(try importModule(String(path[..<dot])))
  }

  /// The whole name of the module that a relative one means.
  private func absolute(_ name: String) throws -> String {
    let level = name.prefix { $0 == "." }.count
    let globals = machine.globals
    guard let package = globals["__package__"]?.string, !package.isEmpty else {
      throw ScriptError(
        .importError, "attempted relative import with no known parent package",
        hint: "this file is no part of a package: write the name without the dot")
    }
    var parts = package.split(separator: ".").map(String.init)
    guard level - 1 < parts.count else {
      throw ScriptError(.importError, "attempted relative import beyond top-level package")
    }
    parts.removeLast(level - 1)
    let rest = String(name.dropFirst(level))
    return (parts + (rest.isEmpty ? [] : [rest])).joined(separator: ".")
  }

  /// `from module import name`.
  func importFrom(_ module: Value, _ name: String) throws -> Value {
    if let value = try Attributes.find(module, name) { return value }
    let owner = module.module
    if let owner {
      let path = owner.name + "." + name
      if let child = modules[path] { return Value(child) }
      if knowsModule(path), owner.file == nil || owner.isLibrary || owner.namespace["__path__"] != nil {
        return Value(try importModule(path))
      }
    }
    let place = owner?.file ?? "unknown location"
    let isPartial = owner?.isInitializing == true
    let error = ScriptError(
      .importError,
      "cannot import name '\(name)' from \(isPartial ? "partially initialized module " : "")'\(owner?.name ?? "")'"
        + "\(isPartial ? " (most likely due to a circular import)" : "") (\(place))")
    error.exception.hint =
      isPartial
      ? "\(owner?.name ?? "") is still being read: import the module itself, or import inside the function that needs it"
      : hint(forName: name, in: module)
    throw error
  }

  private func hint(forName name: String, in module: Value) -> String? {
    let names = Attributes.names(of: module).filter { !$0.hasPrefix("_") }
    if let near = Suggestions.nearest(to: name, among: names) { return "did you mean '\(near)'?" }
    guard !names.isEmpty, let owner = module.module?.name else { return nil }
    let shown = names.prefix(24).joined(separator: ", ")
    return "\(owner) has: \(shown)\(names.count > 24 ? ", …" : "")"
  }

  /// `from module import *`.
  func importStar(_ module: Value, into namespace: Namespace) throws {
    guard let module = module.module else { return }
    if let names = module.namespace["__all__"] {
      for name in try names.items() {
        let name = try name.asString("item in __all__")
        namespace[name] = try Value(module).getAttribute(name)
      }
      return
    }
    for (name, value) in module.namespace.items where !name.hasPrefix("_") { namespace[name] = value }
  }
}
