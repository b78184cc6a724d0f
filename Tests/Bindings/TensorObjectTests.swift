import Bindings
import Foundation
import Script
import Tensor
import Testing

/// `torch.Tensor` as an object of the language, against torch (Tests/Fixtures/make_torch_text.py).
@Suite struct TensorObjectTests {
  struct Printed: Decodable {
    enum Number: Decodable {
      case value(Double)
      init(from decoder: Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let number = try? container.decode(Double.self) {
          self = .value(number)
        } else {
          let text = try container.decode(String.self)
          self = .value(text == "nan" ? .nan : text == "inf" ? .infinity : -.infinity)
        }
      }
      var float: Double {
        switch self { case .value(let number): number }
      }
    }
    var shape: [Int]
    var dtype: String
    var data: [Number]
    var grad: Bool
    var `repr`: String
  }

  static let printed: [Printed] = {
    let url = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("Fixtures/torch/text.json")
    return (try? JSONDecoder().decode([Printed].self, from: Data(contentsOf: url))) ?? []
  }()

  @Test func tensorsPrintAsTorchPrintsThem() throws {
    #expect(TensorObjectTests.printed.count > 30)
    for case_ in TensorObjectTests.printed {
      let numbers = case_.data.map(\.float)
      let tensor: Tensor
      switch case_.dtype {
      case "torch.float32": tensor = Tensor(numbers.map { Float($0) }, shape: case_.shape, requiresGrad: case_.grad)
      case "torch.int64": tensor = Tensor(ints: numbers.map { Int($0) }, shape: case_.shape)
      default: tensor = Tensor(bools: numbers.map { $0 != 0 }, shape: case_.shape)
      }
      #expect(try TensorObject(tensor).repr() == case_.repr)
    }
  }

  private func int(_ value: Int) -> Value { .int(value) }
  private func slice(_ low: Int?, _ high: Int?, _ step: Int? = nil) -> Value {
    func bound(_ number: Int?) -> Value { number.map { Value.int($0) } ?? Value.none }
    return Value(SliceObject(bound(low), bound(high), bound(step)))
  }

  @Test func indexingFollowsTorch() throws {
    let x = TensorObject(Tensor(ints: Array(0..<24), shape: [2, 3, 4]))
    func shape(_ key: Value) throws -> [Int] { try #require(try x.getItem(key).tensor).shape }
    func ints(_ key: Value) throws -> [Int] { try #require(try x.getItem(key).tensor).ints }
    #expect(try shape(int(-1)) == [3, 4])
    #expect(try ints(Value(tuple: [int(1), int(2), int(3)])) == [23])
    #expect(try ints(Value(tuple: [slice(nil, nil), int(0), slice(-2, nil)])) == [2, 3, 14, 15])
    #expect(try shape(Value(tuple: [.ellipsis, .none])) == [2, 3, 4, 1])
    #expect(try ints(Value(tuple: [.ellipsis, int(0)])) == [0, 4, 8, 12, 16, 20])
    let pairs = [Tensor(ints: [0, 1], shape: [2]), Tensor(ints: [2, -1], shape: [2])]
    #expect(try ints(Value(tuple: [Value(pairs[0]), Value(pairs[1]), int(1)])) == [9, 21])
    #expect(try shape(Value([1, 1, 0])) == [3, 3, 4])
    let mask = Tensor(bools: (0..<24).map { $0 % 5 == 0 }, shape: [2, 3, 4])
    #expect(try ints(Value(mask)) == [0, 5, 10, 15, 20])
    #expect(throws: Error.self) { try x.getItem(int(2)) }
    #expect(throws: Error.self) { try x.getItem(Value(tuple: [int(0), int(0), int(0), int(0)])) }
  }

  @Test func assignmentChangesOnlyWhatIsNamed() throws {
    let x = TensorObject(Tensor(zeros: [2, 3]))
    try x.setItem(Value(tuple: [slice(nil, nil), int(1)]), .float(2))
    try x.setItem(int(0), Value(Tensor([7, 8, 9], shape: [3])))
    #expect(x.tensor.floats == [7, 8, 9, 0, 2, 0])
    try x.setItem(Value(Tensor(bools: [true, false, false, false, false, true], shape: [2, 3])), .int(-1))
    #expect(x.tensor.floats == [-1, 8, 9, 0, 2, -1])
  }

  @Test func gradientsFlowThroughIndexing() throws {
    let x = Tensor([1, 2, 3, 4], shape: [2, 2], requiresGrad: true)
    let key = Value(tuple: [Value(Tensor(ints: [0, 1, 1], shape: [3])), Value(Tensor(ints: [1, 0, 0], shape: [3]))])
    let y = try #require(try TensorObject(x).getItem(key).tensor)
    #expect(y.floats == [2, 3, 3])
    try y.sum().backward()
    #expect(x.grad?.floats == [0, 1, 2, 0])
  }

  @Test func operatorsMixNumbersAndTensors() throws {
    let x = Value(Tensor(ints: [1, 2, 5], shape: [3]))
    #expect(try x.binary(.add, .int(1)).tensor?.ints == [2, 3, 6])
    #expect(try x.binary(.divide, .int(2)).tensor?.floats == [0.5, 1, 2.5])
    #expect(try Value.int(10).binary(.subtract, x).tensor?.ints == [9, 8, 5])
    #expect(try x.binary(.multiply, .float(0.5)).tensor?.dtype == .float32)
    #expect(try x.binary(.floorDivide, .int(-2)).tensor?.ints == [-1, -1, -3])
    #expect(try x.compare(.greater, .int(1)).tensor?.bools == [false, true, true])
    #expect(throws: Error.self) { try x.binary(.add, Value("text")) }
    #expect(throws: Error.self) { try x.isTrue() }
  }
}
