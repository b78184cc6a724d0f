import Support

/// Finds models by name, without a network.
public enum ModelHub {
  /// Where a name led.
  public struct Resolution: Sendable {
    /// The model's folder.
    public let path: String
    /// What the user should know: that a small model stands in for the one that was named.
    public let note: String?
  }

  /// Small models of this program that can stand in for those of the hub.
  static let standIns = [
    "lvwerra/gpt2-imdb": "gpt2-imdb-nano",
    "lvwerra/distilbert-imdb": "distilbert-imdb-nano",
  ]

  /// The folder of the model `name`: a local folder or an archive of one, one of this program's own models, one in
  /// Hugging Face's cache, or the small model that stands in for it.
  /// - Throws: a `FileNotFoundError` that lists what there is.
  public static func resolve(_ name: String) throws -> Resolution {
    if name.hasPrefix("~/"), let home = Folders.environment("HOME") {
      return try resolve(home + "/" + name.dropFirst(2))
    }
    if isModel(name) { return Resolution(path: name, note: nil) }
    if ModelBundle.isBundle(name) { return Resolution(path: try ModelBundle.unpack(name), note: nil) }
    if FileIO.isFolder(name) {
      throw UserError(.fileNotFound, "the folder '\(name)' holds no model", hint: "a model's folder has a config.json")
    }
    if !name.hasPrefix("/") && !name.hasPrefix(".") && !name.split(separator: "/").contains("..") {
      if isModel(own(name)) { return Resolution(path: own(name), note: nil) }
      if let path = cached(name) { return Resolution(path: path, note: nil) }
      if let small = standIns[name], isModel(own(small)) {
        let note = "\(name) is not in Hugging Face's cache on this machine: using the small model \(small) instead."
        return Resolution(path: own(small), note: note)
      }
    }
    let names = available()
    throw UserError(
      .fileNotFound, "there is no model '\(name)' on this machine",
      hint: names.isEmpty ? "give the path of a model's folder" : "there are: \(names.joined(separator: ", "))")
  }

  /// The names of this program's own models and of those in Hugging Face's cache.
  public static func available() -> [String] {
    let folder = Folders.resources + "/models"
    var names = ((try? FileIO.list(folder)) ?? []).filter { isModel(folder + "/" + $0) }
    for entry in (try? FileIO.list(cacheFolder)) ?? [] where entry.hasPrefix("models--") {
      let name = entry.dropFirst(8).split(separator: "-", omittingEmptySubsequences: false)
      let path = join(name)
      if cached(path) != nil { names.append(path) }
    }
    return names
  }

  /// `owner--name` → `owner/name`; single hyphens stay.
  private static func join(_ parts: [Substring]) -> String {
    var result = ""
    var index = 0
    while index < parts.count {
      if index > 0 { result += parts[index].isEmpty && index + 1 < parts.count ? "/" : "-" }
      if parts[index].isEmpty && index > 0 && index + 1 < parts.count { index += 1 }
      result += parts[index]
      index += 1
    }
    return result
  }

  private static func own(_ name: String) -> String { Folders.resources + "/models/" + name }

  private static func isModel(_ path: String) -> Bool { FileIO.exists(path + "/config.json") }

  /// The folder of Hugging Face's cache: `HF_HUB_CACHE`, else `hub` in `HF_HOME`, else in `~/.cache/huggingface`.
  static var cacheFolder: String {
    if let folder = Folders.environment("HF_HUB_CACHE") ?? Folders.environment("HUGGINGFACE_HUB_CACHE") {
      return folder
    }
    if let home = Folders.environment("HF_HOME") { return home + "/hub" }
    let cache = Folders.environment("XDG_CACHE_HOME") ?? (Folders.environment("HOME") ?? ".") + "/.cache"
    return cache + "/huggingface/hub"
  }

  /// The snapshot of `name` in Hugging Face's cache that has a configuration and weights we read: the one its `main`
  /// points to, else the last in order.
  private static func cached(_ name: String) -> String? {
    let folder = cacheFolder + "/models--" + name.split(separator: "/").joined(separator: "--")
    var snapshots = ((try? FileIO.list(folder + "/snapshots")) ?? []).reversed().map { $0 }
    if let main = try? FileIO.readText(folder + "/refs/main") {
      snapshots.insert(String(main.prefix { $0.isHexDigit }), at: 0)
    }
    return snapshots.map { folder + "/snapshots/" + $0 }.first {
      isModel($0) && WeightSource.exists(in: $0)
    }
  }
}
