import Support

/// Where the hub and its cache are and how patiently it is asked: what Hugging Face's variables say.
public struct HubSettings: Sendable {
  /// The address of the hub, without a slash at the end.
  public var endpoint: String
  /// The folder of the cache.
  public var cacheFolder: String
  public var token: String?
  /// Whether the network is not to be used.
  public var isOffline: Bool
  /// How often a transfer is tried.
  public var attempts = 5
  /// The pause before the second try, in seconds; it doubles each time.
  public var pause = 0.5
  /// Seconds without a byte after which a transfer counts as broken.
  public var patience = 20

  /// `HF_ENDPOINT`; `HF_HUB_CACHE`, `HF_HOME` or `XDG_CACHE_HOME`; `HF_TOKEN` or the file `token` in `HF_HOME`;
  /// `HF_HUB_OFFLINE`.
  public init() {
    var endpoint = Folders.environment("HF_ENDPOINT") ?? "https://huggingface.co"
    while endpoint.hasSuffix("/") { endpoint.removeLast() }
    self.endpoint = endpoint
    let cache = Folders.environment("XDG_CACHE_HOME") ?? (Folders.environment("HOME") ?? ".") + "/.cache"
    let home = Folders.environment("HF_HOME") ?? cache + "/huggingface"
    cacheFolder =
      Folders.environment("HF_HUB_CACHE") ?? Folders.environment("HUGGINGFACE_HUB_CACHE") ?? home + "/hub"
    let stored = try? FileIO.readText(Folders.environment("HF_TOKEN_PATH") ?? home + "/token")
    token = Folders.environment("HF_TOKEN") ?? stored?.split { $0.isWhitespace }.first.map(String.init)
    isOffline = ["HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE", "HF_DATASETS_OFFLINE"].contains {
      ["1", "true", "yes", "on"].contains((Folders.environment($0) ?? "").lowercased())
    }
  }
}
