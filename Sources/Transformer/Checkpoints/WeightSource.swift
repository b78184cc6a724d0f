import Support
import Tensor

/// The weights of a model folder: `model.safetensors`, or the shards that `model.safetensors.index.json` lists.
public final class WeightSource {
  public let files: [SafetensorsFile]
  private var places: [String: Int] = [:]

  /// - Parameter path: a model folder, or a safetensors file.
  /// - Throws: a `FileNotFoundError` when there are no weights, a `ValueError` when they are damaged.
  public init(_ path: String) throws {
    if !FileIO.isFolder(path) {
      files = [try SafetensorsFile(path)]
    } else if FileIO.exists(path + "/model.safetensors") {
      files = [try SafetensorsFile(path + "/model.safetensors")]
    } else if FileIO.exists(path + "/model.safetensors.index.json") {
      files = try Self.shards(path).map { try SafetensorsFile($0) }
    } else {
      let hint =
        FileIO.exists(path + "/pytorch_model.bin")
        ? "it has pytorch_model.bin: save it with safe_serialization=True" : "the folder of a saved model has it"
      throw UserError(.fileNotFound, "'\(path)' has no model.safetensors", hint: hint)
    }
    for (index, file) in files.enumerated() {
      for entry in file.entries { places[entry.name] = index }
    }
  }

  private static func shards(_ folder: String) throws -> [String] {
    let path = folder + "/model.safetensors.index.json"
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

  /// Whether there is a tensor called `name`.
  public func contains(_ name: String) -> Bool { places[name] != nil }

  /// The shape of the tensor `name`, if there is one.
  public func shape(_ name: String) -> [Int]? {
    places[name].flatMap { files[$0].entry(name)?.shape }
  }

  /// Fills the entries from the tensors of the same names.
  ///
  /// - Parameter alternatives: other names to look under, in order, when an entry's own is missing.
  /// - Throws: a `ValueError` naming the file, the tensor and the shape that is expected.
  public func load(_ entries: [StateEntry], alternatives: (String) -> [String] = { _ in [] }) throws {
    for entry in entries {
      guard let name = ([entry.name] + alternatives(entry.name)).first(where: contains), let place = places[name],
        let found = files[place].entry(name)
      else {
        let path = files.map { "'\($0.path)'" }.joined(separator: ", ")
        throw UserError(
          .value, "\(path) has no tensor '\(entry.name)' of shape \(entry.shape)",
          hint: "config.json describes another model than the weights")
      }
      guard found.shape == entry.shape else {
        throw UserError(
          .value,
          "'\(files[place].path)': tensor '\(name)' has shape \(found.shape), and config.json asks for \(entry.shape)")
      }
      try files[place].read(found, into: entry.data)
    }
  }
}
