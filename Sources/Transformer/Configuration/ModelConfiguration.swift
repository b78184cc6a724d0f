import Support
import Tensor

/// The shape of a model, as Hugging Face's `config.json` describes it.
///
/// A configuration keeps every key of the file it was read from, known or not, and writes them back in their order.
public protocol ModelConfiguration: Sendable {
  /// The `model_type` of the file: `"gpt2"`, `"distilbert"`.
  static var modelType: String { get }

  /// Entries of the vocabulary.
  var vocabularySize: Int { get }
  /// The longest sequence that has positions.
  var positionCount: Int { get }
  /// Numbers per token between the layers.
  var width: Int { get }
  var layerCount: Int { get }
  var headCount: Int { get }
  /// All that the shapes and the meaning of the weights depend on.
  var sizes: [Int] { get }

  /// Reads the members of a `config.json`; `name` is what errors call it.
  init(json: JSONObject, name: String) throws

  /// The members of `config.json`, for a model of class `architecture`.
  func json(architecture: String) -> JSONObject
}

extension ModelConfiguration {
  /// Throws a `ValueError` unless a model of this configuration can take on `other`.
  func requireSizes(of other: Self) throws {
    guard sizes == other.sizes else {
      throw UserError(
        .value, "the sizes of a model cannot be changed once it is made",
        hint: "make a new one from a changed configuration")
    }
  }
}

/// The shape of a classifier.
public protocol ClassifierConfiguration: ModelConfiguration {
  /// The names of the classes, in order: `["NEGATIVE", "POSITIVE"]`.
  var labels: [String] { get }
  var padTokenId: Int? { get }
}

extension ClassifierConfiguration {
  /// The row of the word embedding that training leaves alone.
  var paddingRow: Int32? { padTokenId.map { Int32(clamping: $0) } }
}

/// A nonlinearity by the names of Hugging Face's configurations.
public enum Activation: String, Sendable, CaseIterable {
  case geluTanh = "gelu_new"
  case geluPytorchTanh = "gelu_pytorch_tanh"
  case geluFast = "gelu_fast"
  case gelu
  case geluPython = "gelu_python"
  case quickGelu = "quick_gelu"
  case relu
  case silu
  case swish
  case tanh
}

/// Typed access to the members of a configuration, with errors that name the file and the key.
struct ConfigurationReader {
  let json: JSONObject
  let name: String

  /// Dimensions beyond this are a damaged or hostile file, and products of two stay far from overflow.
  static let dimensionLimit = 1 << 24

  func fault(_ key: String, _ expectation: String) -> UserError {
    let found = json[key]?.text() ?? "nothing"
    return UserError(.value, "\(name): '\(key)' must be \(expectation), not \(found.prefix(60))")
  }

  func dimension(_ key: String, _ fallback: Int) throws -> Int {
    guard let value = json[key] else { return fallback }
    guard let number = value.intValue, number > 0, number <= Self.dimensionLimit else {
      throw fault(key, "an integer from 1 to \(Self.dimensionLimit)")
    }
    return number
  }

  func optionalDimension(_ key: String) throws -> Int? {
    if json[key] == nil || json[key] == .null { return nil }
    return try dimension(key, 0)
  }

  func probability(_ key: String, _ fallback: Double) throws -> Double {
    guard let value = json[key] else { return fallback }
    guard let number = value.doubleValue, number >= 0, number < 1 else { throw fault(key, "a probability below 1") }
    return number
  }

  func positive(_ key: String, _ fallback: Double) throws -> Double {
    guard let value = json[key] else { return fallback }
    guard let number = value.doubleValue, number > 0, number.isFinite else { throw fault(key, "a positive number") }
    return number
  }

  func flag(_ key: String, _ fallback: Bool) throws -> Bool {
    guard let value = json[key] else { return fallback }
    guard let flag = value.boolValue else { throw fault(key, "true or false") }
    return flag
  }

  func token(_ key: String, _ fallback: Int?) throws -> Int? {
    guard let value = json[key] else { return fallback }
    if value.isNull { return nil }
    guard let number = value.intValue else { throw fault(key, "a token id or null") }
    return number
  }

  func activation(_ key: String, _ fallback: Activation) throws -> Activation {
    guard let value = json[key] else { return fallback }
    guard let activation = value.stringValue.flatMap(Activation.init(rawValue:)) else {
      throw fault(key, "one of \(Activation.allCases.map(\.rawValue).joined(separator: ", "))")
    }
    return activation
  }

  /// The classes of `id2label`, whose keys are "0", "1", …; two unnamed ones when the file has none.
  func labels() throws -> [String] {
    guard let value = json["id2label"], !value.isNull else {
      let count = try dimension("num_labels", 2)
      guard count <= 65536 else { throw fault("num_labels", "at most 65536") }
      return (0..<count).map { "LABEL_\($0)" }
    }
    let expectation = "an object from \"0\", \"1\", … to names"
    guard let members = value.objectValue, members.count > 0 else { throw fault("id2label", expectation) }
    return try (0..<members.count).map { index in
      guard let name = members[String(index)]?.stringValue else { throw fault("id2label", expectation) }
      return name
    }
  }
}

extension JSONObject {
  /// Sets `key` unless it already holds the same value in other words (`2` for `2.0`), so that a file that was only
  /// read is written back as it was.
  mutating func update(_ key: String, _ value: JSON) {
    if let old = self[key], old == value || old.doubleValue != nil && old.doubleValue == value.doubleValue { return }
    self[key] = value
  }

  /// Sets `id2label` and `label2id`; transformers leaves out the two unnamed classes that it assumes.
  mutating func updateLabels(_ labels: [String]) {
    guard self["id2label"] != nil || labels != ["LABEL_0", "LABEL_1"] else { return }
    var names = JSONObject()
    var indices = JSONObject()
    for (index, label) in labels.enumerated() {
      names[String(index)] = .string(label)
      indices[label] = .int(index)
    }
    self["id2label"] = .object(names)
    self["label2id"] = .object(indices)
  }
}
