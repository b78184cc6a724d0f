import Foundation
import RLHF
import Support
import Tensor
import Transformer


/// A case of Tests/Fixtures/ppo: what TRL 0.11 computed in one or two steps (make_ppo.py).
struct PPOFixture {
  struct Step {
    var queries: [[Int32]]
    var responses: [[Int32]]
    var scores: [Float]
    var masks: [[Float]]?
    var orders: [[Int]]
    var statistics: [(key: String, value: Double)]
    var klPerSample: [Float]
    var minibatches: [JSONObject]
    var rows: [String: [[Float]]]
    var coefficientAfter: Double
  }

  var name: String
  var isCompatible: Bool
  var configuration: PPOConfiguration
  var steps: [Step]

  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("Fixtures/ppo").path

  /// The cases, by file name.
  static let names: [String] = ((try? FileIO.list(folder)) ?? []).filter { $0.hasSuffix(".json") }
    .map { String($0.dropLast(5)) }

  init(_ name: String) throws {
    let root = try JSON.read("\(Self.folder)/\(name).json").object
    self.name = name
    isCompatible = root["kind"]?.stringValue == "compat"
    configuration = PPOConfiguration()
    for (key, value) in try root["config"].unwrapped.object.pairs { try configuration.set(key, to: value.field) }
    configuration.trlCompat = isCompatible
    steps = try root["steps"].unwrapped.list.map { step in
      let step = try step.object
      func rows(_ key: String) throws -> [[Float]] { try step[key].unwrapped.list.map { try $0.floats } }
      let quantities = [
        "logprobs", "raw_values", "ref_logprobs", "kl", "rewards", "values", "advantages", "returns",
      ]
      return Step(
        queries: try rows("queries").map { $0.map { Int32($0) } },
        responses: try rows("responses").map { $0.map { Int32($0) } },
        scores: try step["scores"].unwrapped.floats,
        masks: step["masks"]?.isNull ?? true ? nil : try rows("masks"),
        orders: try rows("orders").map { $0.map { Int($0) } },
        statistics: try step["stats"].unwrapped.object.pairs.map { ($0, $1.doubleValue ?? .nan) },
        klPerSample: try step["kl_dist"].unwrapped.floats,
        minibatches: try step["minibatches"].unwrapped.list.map { try $0.object },
        rows: try Dictionary(uniqueKeysWithValues: quantities.map { ($0, try rows($0)) }),
        coefficientAfter: try step["kl_coef_after"].unwrapped.doubleValue.unwrapped)
    }
  }

  /// The tiny policy or its reference.
  static func model(_ name: String) throws -> CausalLMWithValueHead {
    try PretrainedFolder("\(folder)/\(name)").causalLMWithValueHead(generator: RandomGenerator(seed: 0))
  }

  func batch(_ step: Step) throws -> ResponseBatch {
    try ResponseBatch(queries: step.queries, responses: step.responses, masks: step.masks)
  }
}

struct Missing: Error {}

extension Optional {
  var unwrapped: Wrapped {
    get throws {
      guard let self else { throw Missing() }
      return self
    }
  }
}

extension JSON {
  var object: JSONObject { get throws { try objectValue.unwrapped } }
  var list: [JSON] { get throws { try arrayValue.unwrapped } }
  var floats: [Float] { get throws { try list.map { Float(try $0.doubleValue.unwrapped) } } }
  var field: FieldValue {
    switch self {
    case .bool(let value): .bool(value)
    case .int(let value): .int(Int(value))
    case .double(let value): .double(value)
    case .string(let value): .string(value)
    default: .none
    }
  }
}

extension JSONObject {
  var pairs: [(String, JSON)] { Array(zip(keys, values)) }
}

/// The largest difference of two ragged arrays, infinite when their shapes differ or a number is not finite.
func difference(_ a: [[Float]], _ b: [[Float]]) -> Float {
  guard a.map(\.count) == b.map(\.count) else { return .infinity }
  return difference(a.flatMap { $0 }, b.flatMap { $0 })
}

func difference(_ a: [Float], _ b: [Float]) -> Float {
  guard a.count == b.count else { return .infinity }
  var worst: Float = 0
  for (x, y) in zip(a, b) { worst = max(worst, (x - y).isFinite ? abs(x - y) : .infinity) }
  return worst
}
