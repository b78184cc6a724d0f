import Support
import Tensor

/// The weights of a model folder: `model.safetensors` or `pytorch_model.bin`, whole or in the shards that an index
/// beside them lists.
///
/// Tensors are found under today's names whatever the file calls them: `LayerNorm.gamma` and `.beta` of old models are
/// `.weight` and `.bias`, and wrappers' prefixes (`module.`, `pretrained_model.`) fall away.
public final class WeightSource {
  public let files: [any WeightFile]
  private var places: [String: (file: Int, name: String)] = [:]

  /// - Parameter path: a model folder, or a file of weights.
  /// - Throws: a `FileNotFoundError` when there are no weights, a `ValueError` when they are damaged.
  public init(_ path: String) throws {
    files = try Self.paths(path).map(Self.open)
    for (index, file) in files.enumerated() {
      for (name, _) in file.tensors { places[name] = (index, name) }
    }
    for (index, file) in files.enumerated() {
      for (name, _) in file.tensors {
        let modern = Self.modernName(name)
        if modern != name && places[modern] == nil { places[modern] = (index, name) }
      }
    }
  }

  /// The files of weights in the folder `path`, or `path` itself when it is a file.
  static func paths(_ path: String) throws -> [String] {
    if !FileIO.isFolder(path) { return [path] }
    for name in ["model.safetensors", "pytorch_model.bin"] {
      if FileIO.exists("\(path)/\(name)") { return ["\(path)/\(name)"] }
      if FileIO.exists("\(path)/\(name).index.json") { return try shards(path, index: "\(path)/\(name).index.json") }
    }
    let others = ((try? FileIO.list(path)) ?? []).filter { $0.hasSuffix(".h5") || $0.hasSuffix(".msgpack") }
    throw UserError(
      .fileNotFound, "'\(path)' has no model.safetensors and no pytorch_model.bin",
      hint: others.first.map { "\($0) is not read here: save the model with transformers' save_pretrained" }
        ?? "the folder of a saved model has one of them")
  }

  /// Whether the folder `path` has weights that can be read.
  public static func exists(in path: String) -> Bool { (try? paths(path)) != nil }

  private static func open(_ path: String) throws -> any WeightFile {
    let file = try MappedFile(path)
    if path.hasSuffix(".safetensors") { return try SafetensorsFile(file) }
    let isTorch = StoredZip.isZip(file.bytes) || file.bytes.prefix(2).elementsEqual([0x80, 2])
    let isCalledTorch = [".bin", ".pt", ".pth"].contains { path.hasSuffix($0) }
    return isTorch || isCalledTorch ? try PyTorchFile(file) : try SafetensorsFile(file)
  }

  private static func shards(_ folder: String, index path: String) throws -> [String] {
    guard let map = try JSON.read(path)["weight_map"]?.objectValue else {
      throw UserError(.value, "'\(path)' has no 'weight_map'")
    }
    var names: Set<String> = []
    for value in map.values {
      guard let name = value.stringValue, !name.contains("/"), !name.isEmpty else {
        throw UserError(.value, "'\(path)': 'weight_map' must give names of files beside it")
      }
      names.insert(name)
    }
    return names.sorted().map { folder + "/" + $0 }
  }

  private static func modernName(_ name: String) -> String {
    var name = name[...]
    for prefix in ["module.", "pretrained_model."] where name.hasPrefix(prefix) { name = name.dropFirst(prefix.count) }
    if name.hasSuffix(".gamma") { return "\(name.dropLast(5))weight" }
    if name.hasSuffix(".beta") { return "\(name.dropLast(4))bias" }
    return String(name)
  }

  /// Whether there is a tensor called `name`.
  public func contains(_ name: String) -> Bool { places[name] != nil }

  /// The shape of the tensor `name`, if there is one.
  public func shape(_ name: String) -> [Int]? { places[name].flatMap { files[$0.file].shape($0.name) } }

  /// Below this many numbers a copy is cheaper than a place of its own in a mapped file.
  private static let sharedFrom = 4096

  /// Gives the entries the numbers of the tensors of the same names: whole fp32 parameters are used where they lie in
  /// the file, everything else is copied.
  ///
  /// - Parameter alternatives: other names to look under, in order, when an entry's own is missing.
  /// - Throws: a `ValueError` naming the file, the tensor and the shape that is expected.
  public func load(_ entries: [StateEntry], alternatives: (String) -> [String] = { _ in [] }) throws {
    var found: [(entry: StateEntry, file: any WeightFile, name: String)] = []
    var bytes = 0
    for entry in entries {
      guard let (index, name) = ([entry.name] + alternatives(entry.name)).lazy.compactMap({ self.places[$0] }).first
      else {
        let path = files.map { "'\($0.path)'" }.joined(separator: ", ")
        throw UserError(
          .value, "\(path) has no tensor '\(entry.name)' of shape \(entry.shape)",
          hint: "config.json describes another model than the weights")
      }
      let file = files[index]
      guard let shape = file.shape(name), shape == entry.shape else {
        throw UserError(
          .value,
          "'\(file.path)': tensor '\(name)' has shape \(file.shape(name) ?? []), and config.json asks for \(entry.shape)"
        )
      }
      bytes += file.storedSize(name)
      found.append((entry, file, name))
    }
    // Tensors of a PyTorch archive may share memory; a few numbers shared by all layers would make a small file a
    // large model.
    let available = files.reduce(0) { $0 + $1.size }
    guard bytes <= 2 * available else {
      throw UserError(
        .value, "the tensors of '\(files[0].path)' take \(bytes) bytes and the file has \(available)",
        hint: "most of them share their memory: save the model with safe_serialization=True")
    }
    for (entry, file, name) in found {
      if entry.isWhole, entry.count >= Self.sharedFrom, let (pointer, owner) = file.memory(name) {
        entry.parameter.place(at: pointer, owner: owner)
      } else {
        try file.read(name, into: entry.data)
      }
    }
  }
}
