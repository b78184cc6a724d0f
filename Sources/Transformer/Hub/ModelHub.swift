import Hub
import Support

/// Finds models by name: on this machine first, then in the hub.
public enum ModelHub {
  /// What of a model is needed.
  public enum Part: String, Sendable {
    case model
    /// The tokenizer's files alone, not the weights.
    case tokenizer
    /// config.json alone.
    case configuration
  }

  /// Which version of a model, and how the hub and its cache are asked: what is not said is as the environment says.
  public struct Access: Sendable {
    /// A branch, tag or commit of the hub's repository; `main` when `nil`.
    public var revision: String?
    public var token: String?
    /// The folder of the cache.
    public var cacheFolder: String?
    /// Whether the network is not to be used.
    public var isOffline = false

    public init(revision: String? = nil) { self.revision = revision }

    var settings: HubSettings {
      var settings = HubSettings()
      if let token { settings.token = token }
      if let cacheFolder { settings.cacheFolder = cacheFolder }
      if isOffline { settings.isOffline = true }
      return settings
    }
  }

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
  /// Hugging Face's cache, the small model that stands in for it, or what is downloaded from the hub.
  /// - Throws: a `FileNotFoundError` that lists what there is, or says how to get it without a network.
  public static func resolve(_ name: String, _ access: Access = Access(), part: Part = .model) throws -> Resolution {
    if name.hasPrefix("~/"), let home = Folders.environment("HOME") {
      return try resolve(home + "/" + name.dropFirst(2), access, part: part)
    }
    if holds(part, name) { return Resolution(path: name, note: nil) }
    if ModelBundle.isBundle(name) { return Resolution(path: try ModelBundle.unpack(name), note: nil) }
    if FileIO.isFolder(name) {
      throw UserError(.fileNotFound, "the folder '\(name)' holds no model", hint: "a model's folder has a config.json")
    }
    guard let repository = HubRepository(.models, name) else {
      throw UserError.missingFile(name)
    }
    if holds(part, own(name)) { return Resolution(path: own(name), note: nil) }
    if let path = cached(repository, access, part) { return Resolution(path: path, note: nil) }
    if access.revision == nil, let small = standIns[name], holds(part, own(small)) {
      let note = "\(name) is not in Hugging Face's cache on this machine: using the small model \(small) instead."
      return Resolution(path: own(small), note: note)
    }
    return Resolution(path: try download(repository, access, part), note: nil)
  }

  private static func download(_ repository: HubRepository, _ access: Access, _ part: Part) throws -> String {
    let client = HubClient(access.settings)
    do {
      return try client.snapshot(of: repository, revision: access.revision ?? "main") { files in
        let wanted = self.wanted(files, part)
        guard !wanted.isEmpty else {
          throw UserError(
            .fileNotFound, "the hub's '\(repository.name)' holds no \(part.rawValue) that is read",
            hint: "it holds \(files.prefix(8).joined(separator: ", "))")
        }
        return wanted
      }
    } catch let unreachable as HubClient.Unreachable {
      var error = client.absent(repository, unreachable.reason)
      if let near = Nearest.match(repository.name, among: available()) {
        error.hint = "did you mean '\(near)'? Else \(error.hint ?? "")"
      }
      throw error
    }
  }

  /// The files of a repository that are read: its descriptions and vocabularies, and its weights in one form.
  static func wanted(_ files: [String], _ part: Part) -> [String] {
    let top = files.filter { !$0.contains("/") }
    let notes = top.filter { name in
      [".json", ".txt", ".jinja"].contains { name.hasSuffix($0) } && !name.hasSuffix(".index.json")
    }
    switch part {
    case .tokenizer: return notes
    case .configuration: return notes.filter { $0 == "config.json" }
    case .model: break
    }
    for beginning in ["model", "pytorch_model"] {
      let endings = beginning == "model" ? [".safetensors", ".safetensors.index.json"] : [".bin", ".bin.index.json"]
      let weights = top.filter { name in name.hasPrefix(beginning) && endings.contains { name.hasSuffix($0) } }
      if !weights.isEmpty { return notes + weights }
    }
    return []
  }

  /// The names of this program's own models and of those in Hugging Face's cache.
  public static func available() -> [String] {
    let folder = Folders.resources + "/models"
    var names = ((try? FileIO.list(folder)) ?? []).filter { isModel(folder + "/" + $0) }
    for entry in (try? FileIO.list(HubSettings().cacheFolder)) ?? [] where entry.hasPrefix("models--") {
      let name = join(entry.dropFirst(8).split(separator: "-", omittingEmptySubsequences: false))
      if let repository = HubRepository(.models, name), cached(repository, Access(), .model) != nil {
        names.append(name)
      }
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

  private static func holds(_ part: Part, _ path: String) -> Bool {
    switch part {
    case .model, .configuration: isModel(path)
    case .tokenizer: ["tokenizer.json", "vocab.json", "vocab.txt"].contains { FileIO.exists("\(path)/\($0)") }
    }
  }

  /// The snapshot of a repository in Hugging Face's cache that has what is needed: the one that `revision` is, else, of
  /// `main`, the last in order.
  private static func cached(_ repository: HubRepository, _ access: Access, _ part: Part) -> String? {
    let cache = HubCache(access.settings.cacheFolder)
    let revision = access.revision ?? "main"
    var snapshots = [cache.snapshot(of: repository, revision: revision)].compactMap { $0 }
    if revision == "main" {
      let folder = cache.folder(of: repository) + "/snapshots"
      snapshots += ((try? FileIO.list(folder)) ?? []).reversed().map { "\(folder)/\($0)" }
    }
    return snapshots.first { path in
      guard part == .model else { return holds(part, path) }
      return isModel(path) && WeightSource.exists(in: path)
    }
  }
}
