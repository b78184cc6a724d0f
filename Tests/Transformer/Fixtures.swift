import Support
import Tensor
import Transformer

/// Models and figures made by Tests/Fixtures/make_transformer.py.
enum Fixtures {
  static let folder: String = {
    let file = "\(#filePath)".split(separator: "/", omittingEmptySubsequences: false).dropLast(2)
    return file.joined(separator: "/") + "/Fixtures/transformer"
  }()

  /// A file or folder made by Tests/Fixtures/make_checkpoints.py.
  static func checkpoint(_ name: String) -> String { "\(folder)/../checkpoints/\(name)" }

  static func path(_ name: String) -> String { "\(folder)/\(name)" }

  static func cases(_ name: String) throws -> JSON {
    let json = try JSON.read(path("cases.json"))
    guard let value = json[name] else { throw UserError(.key, "no case '\(name)'") }
    return value
  }

  static func expected(_ model: String) throws -> [String: [Float]] {
    try numbers(path(model + "/expected.safetensors"))
  }

  /// The numbers of every tensor of a safetensors file.
  static func numbers(_ path: String) throws -> [String: [Float]] {
    let file = try SafetensorsFile(path)
    var result: [String: [Float]] = [:]
    for entry in file.entries {
      let tensor = Tensor(zeros: [entry.count])
      try file.read(entry, into: tensor.data)
      result[entry.name] = tensor.floats
    }
    return result
  }
}

extension JSON {
  var tokens: [Int32] { (arrayValue ?? []).compactMap { $0.intValue.map { Int32($0) } } }
  var tokenLists: [[Int32]] { (arrayValue ?? []).map(\.tokens) }
  var numbers: [Float] { (arrayValue ?? []).compactMap { $0.doubleValue.map { Float($0) } } }
}

/// The largest difference between two lists, relative to the magnitude of the numbers where that is above 1.
func difference(_ a: [Float], _ b: [Float]?) -> Float {
  guard let b, a.count == b.count else { return .infinity }
  return zip(a, b).reduce(0) { max($0, abs($1.0 - $1.1) / max(1, abs($1.1))) }
}

/// A folder that is removed with everything in it.
func withTemporaryFolder<Result>(_ body: (String) throws -> Result) throws -> Result {
  let path = "/tmp/rlnb-tests-\(UInt64.random(in: 0 ... .max))"
  try FileIO.makeFolder(path)
  defer { removeTree(path) }
  return try body(path)
}

/// What the error that `body` throws says.
func message(_ body: () throws -> Void) -> String {
  do {
    try body()
    return "no error"
  } catch { return "\(error)" }
}
