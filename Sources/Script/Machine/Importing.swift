import Support

/// Finding and making modules.
extension Interpreter {
  /// The module `name`, imported if it was not yet: a native one, else `name.rl` beside the running file, else in
  /// ``searchFolders``.
  /// - Throws: `ModuleNotFoundError`, or what the module's code throws.
  public func importModule(_ name: String) throws -> ModuleObject {
    if let module = modules[name] { return module }
    var parent: ModuleObject?
    if let dot = name.lastIndex(of: ".") {
      // A package that is being made imports its own parts: it is not made again.
      let package = String(name[..<dot])
      if !importing.contains(package) { parent = try? importModule(package) }
    }
    if let module = modules[name] { return module }
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
      modules[name] = module
      return module
    }
    if let path = modulePath(name) {
      let module = ModuleObject(name)
      module.file = path
      modules[name] = module
      do {
        _ = try execute(SourceText(try FileIO.readText(path), name: path, file: path), in: module)
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
    let error = ScriptError(.moduleNotFoundError, "No module named '\(name)'")
    error.exception.setField("name", Value(name))
    let known = registeredModules + stdlibModules
    if let nearest = Suggestions.nearest(to: name, among: known) { error.exception.hint = "did you mean '\(nearest)'?" }
    throw error
  }

  /// Where the source of module `name` is, if it is written in the language.
  func modulePath(_ name: String) -> String? {
    let relative = String(name.map { $0 == "." ? "/" : $0 }) + ".rl"
    for folder in [runningFolder] + searchFolders {
      let path = folder.isEmpty ? relative : folder + "/" + relative
      if FileIO.exists(path) { return path }
    }
    return nil
  }

  private var stdlibModules: [String] {
    searchFolders.flatMap { (try? FileIO.list($0)) ?? [] }.filter { $0.hasSuffix(".rl") }.map { String($0.dropLast(3)) }
  }

  /// Whether `import name` would find something.
  func knowsModule(_ name: String) -> Bool { builders[name] != nil || modulePath(name) != nil }

  /// `import a.b.c`: the module, or with `topmost` the package `a`.
  func importName(_ name: String, topmost: Bool) throws -> Value {
    let path = String(name.drop { $0 == "." })
    let module = try importModule(path)
    guard topmost, let dot = path.firstIndex(of: ".") else { return Value(module) }
    return Value(try importModule(String(path[..<dot])))
  }

  /// `from module import name`.
  func importFrom(_ module: Value, _ name: String) throws -> Value {
    if let value = try Attributes.find(module, name) { return value }
    if let parent = module.module, let child = try? importModule(parent.name + "." + name) { return Value(child) }
    let owner = module.module
    let place = owner?.file ?? "unknown location"
    let error = ScriptError(.importError, "cannot import name '\(name)' from '\(owner?.name ?? "")' (\(place))")
    let near = Suggestions.nearest(to: name, among: Attributes.names(of: module))
    error.exception.hint = near.map { "did you mean '\($0)'?" }
    throw error
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
