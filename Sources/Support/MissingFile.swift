extension UserError {
  /// The error for a file that is not at `path`: names a near one, or what its folder holds.
  ///
  /// - Parameter endings: the names that matter, by their endings (`.rlnb`); empty for all.
  public static func missingFile(_ path: String, endings: [String] = []) -> UserError {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    let folder = parts.dropLast().joined(separator: "/")
    let name = parts.last.map(String.init) ?? path
    let place = folder.isEmpty ? (path.hasPrefix("/") ? "/" : ".") : folder
    let message = "there is no file '\(path)'"
    guard FileIO.isFolder(place), let all = try? FileIO.list(place) else {
      return UserError(.fileNotFound, message, hint: "nor a folder '\(place)'")
    }
    let names = all.filter { name in !name.hasPrefix(".") && (endings.isEmpty || endings.contains { name.hasSuffix($0) }) }
    let prefix = folder.isEmpty ? "" : folder + "/"
    if let near = Nearest.match(name, among: names) ?? endings.lazy.map({ name + $0 }).first(where: names.contains) {
      return UserError(.fileNotFound, message, hint: "did you mean '\(prefix)\(near)'?")
    }
    let location = folder.isEmpty ? "this folder" : "'\(folder)'"
    let kind = endings.isEmpty ? "files" : endings.joined(separator: " or ") + " files"
    if names.isEmpty { return UserError(.fileNotFound, message, hint: "\(location) holds no \(kind)") }
    let shown = names.prefix(8).joined(separator: ", ")
    return UserError(.fileNotFound, message, hint: "\(location) holds \(shown)\(names.count > 8 ? " and \(names.count - 8) more" : "")")
  }
}
