import Foundation
import Tensor

/// One case of Tests/Fixtures/tensor/operations.json: inputs, outputs, upstream gradients and input gradients.
struct Fixture: Decodable {
  struct Values: Decodable {
    var shape: [Int]
    var numbers: [Float?]
    /// Null stands for NaN.
    var data: [Float] { numbers.map { $0 ?? .nan } }
    var tensor: Tensor { Tensor(data, shape: shape) }

    private enum CodingKeys: String, CodingKey { case shape, numbers = "data" }
  }
  var inputs: [String: Values]
  var ints: [String: [Int]]
  var outputs: [Values]
  var upstream: [Values]
  var gradients: [String: Values]

  /// Its key.
  var name = ""
  var axis: Int { ints["axis"]?.first ?? 0 }

  private enum CodingKeys: String, CodingKey { case inputs, ints, outputs, upstream, gradients }

  static let all: [String: Fixture] = {
    let url = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("Fixtures/tensor/operations.json")
    do {
      var cases = try JSONDecoder().decode([String: Fixture].self, from: Data(contentsOf: url))
      for name in cases.keys { cases[name]?.name = name }
      return cases
    } catch {
      return [:]
    }
  }()

  func ids(_ name: String) -> [Int32] { (ints[name] ?? []).map { Int32($0) } }
}

/// The largest |a − b| / max(1, |b|).
func difference(_ a: [Float], _ b: [Float]) -> Float {
  guard a.count == b.count else { return .infinity }
  return zip(a, b).reduce(0) { worst, pair in
    if pair.0.isNaN != pair.1.isNaN { return .infinity }
    return max(worst, abs(pair.0 - pair.1) / max(1, abs(pair.1)))
  }
}
