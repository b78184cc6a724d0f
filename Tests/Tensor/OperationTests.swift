import Tensor
import Testing

/// Forward values and gradients of every operation against torch in float64 (Tests/Fixtures/make_tensor.py).
@Suite struct OperationTests {
  typealias Inputs = [String: Tensor]

  static let operations: [(prefix: String, run: @Sendable (Inputs, Fixture) throws -> [Tensor])] = [
    ("linear_inputOutput", { i, _ in [try .linear(i["x"]!, weight: i["weight"]!, bias: i["bias"], layout: .inputOutput)] }),
    ("linear_outputInput", { i, _ in [try .linear(i["x"]!, weight: i["weight"]!, layout: .outputInput)] }),
    ("layerNorm", { i, _ in [try .layerNorm(i["x"]!, weight: i["weight"]!, bias: i["bias"]!, epsilon: 1e-5)] }),
    ("gelu_tanh", { i, _ in [try .gelu(i["x"]!, .tanh)] }),
    ("gelu_exact", { i, _ in [try .gelu(i["x"]!, .exact)] }),
    ("relu", { i, _ in [try .relu(i["x"]!)] }),
    ("tanh", { i, _ in [try .tanh(i["x"]!)] }),
    ("sigmoid", { i, _ in [try .sigmoid(i["x"]!)] }),
    ("embedding", { i, f in [try .embedding(f.ids("ids"), table: i["table"]!)] }),
    ("gatherRows", { i, f in [try .gatherRows(i["x"]!, rows: f.ids("ids"))] }),
    (
      "attention",
      { i, f in
        [
          try .packedAttention(
            qkv: i["qkv"]!, heads: f.ints["heads"]![0], segments: PackedSegments(lengths: f.ints["lengths"]!),
            causal: f.ints["causal"]! == [1])
        ]
      }
    ),
    (
      "linearCrossEntropy",
      { i, f in [try .linearCrossEntropy(hidden: i["hidden"]!, weight: i["weight"]!, targets: f.ids("targets"))] }
    ),
    (
      "linearLogProbabilities",
      { i, f in
        let both = try Tensor.linearLogProbabilities(
          hidden: i["hidden"]!, weight: i["weight"]!, targets: f.ids("targets"))
        return [both.logProbabilities, both.entropy]
      }
    ),
    ("crossEntropy", { i, f in [try .crossEntropy(logits: i["logits"]!, targets: f.ids("targets"))] }),
    ("add_", { i, _ in [try i["a"]! + i["b"]!] }),
    ("subtract_", { i, _ in [try i["a"]! - i["b"]!] }),
    ("multiply_", { i, _ in [try i["a"]! * i["b"]!] }),
    ("divide_", { i, _ in [try i["a"]! / i["b"]!] }),
    ("maximum_", { i, _ in [try .maximum(i["a"]!, i["b"]!)] }),
    ("minimum_", { i, _ in [try .minimum(i["a"]!, i["b"]!)] }),
    ("power", { i, _ in [try .power(i["a"]!, i["b"]!)] }),
    ("exp", { i, _ in [i["x"]!.exp()] }),
    ("log", { i, _ in [i["x"]!.log()] }),
    ("sqrt", { i, _ in [i["x"]!.sqrt()] }),
    ("square", { i, _ in [i["x"]!.square()] }),
    ("abs", { i, _ in [i["x"]!.abs()] }),
    ("clamp", { i, _ in [i["x"]!.clamped(low: -0.5, high: 0.8)] }),
    ("sum", { i, _ in [i["x"]!.sum()] }),
    ("mean", { i, _ in [try i["x"]!.mean()] }),
    ("sum_axis0", { i, _ in [try i["x"]!.sum(axis: 0)] }),
    ("sum_axis1", { i, _ in [try i["x"]!.sum(axis: 1)] }),
    ("mean_axis2", { i, _ in [try i["x"]!.mean(axis: 2)] }),
    ("variance", { i, _ in [try i["x"]!.variance()] }),
    ("variance_axis1", { i, _ in [try i["x"]!.variance(axis: 1)] }),
    ("max_axis1", { i, _ in [try i["x"]!.extremum(axis: 1, greatest: true).values] }),
    ("softmax", { i, _ in [try i["x"]!.softmax(axis: -1)] }),
    ("softmax_axis0", { i, _ in [try i["x"]!.softmax(axis: 0)] }),
    ("logSoftmax", { i, _ in [try i["x"]!.logSoftmax(axis: -1)] }),
    ("matmul", { i, _ in [try .matmul(i["a"]!, i["b"]!)] }),
    ("cat", { i, _ in [try .cat([i["a"]!, i["b"]!])] }),
    ("cat_axis1", { i, _ in [try .cat([i["a"]!, i["b"]!], axis: 1)] }),
    ("stack", { i, _ in [try .stack([i["a"]!, i["b"]!], axis: 1)] }),
    ("slice", { i, _ in [try i["x"]!.sliced(axis: 1, start: 2, length: 3, step: 2)] }),
    ("select", { i, _ in [try i["x"]!.selected(axis: 0, index: -1)] }),
    ("transpose", { i, _ in [try i["x"]!.transposed(0, 2)] }),
    ("gather", { i, f in [try i["x"]!.gathered(axis: 1, indices: Tensor(ints: f.ints["indices"]!, shape: [3, 2]))] }),
    // At odd sizes
    ("expand_at", { i, _ in [try i["x"]!.expanded(to: [2] + i["x"]!.shape)] }),
    ("atan2_at", { i, _ in [try .atan2(i["a"]!, i["b"]!)] }),
    ("sumAxis", { i, f in [try i["x"]!.sum(axis: f.axis)] }),
    ("meanAxis", { i, f in [try i["x"]!.mean(axis: f.axis, keepAxis: true)] }),
    ("varianceAxis", { i, f in [try i["x"]!.variance(axis: f.axis)] }),
    ("maxAxis", { i, f in [try i["x"]!.extremum(axis: f.axis, greatest: true).values] }),
    ("minAxis", { i, f in [try i["x"]!.extremum(axis: f.axis, greatest: false).values] }),
    ("cumsum", { i, f in [try i["x"]!.cumulativeSum(axis: f.axis)] }),
    ("softmaxAxis", { i, f in [try i["x"]!.softmax(axis: f.axis)] }),
    ("logSoftmaxAxis", { i, f in [try i["x"]!.logSoftmax(axis: f.axis)] }),
    ("prod", { i, f in [try i["x"]!.product(axis: f.axis)] }),
    (
      "selectEach",
      { i, f in [try i["x"]!.indexSelected(axis: f.axis, indices: (0..<i["x"]!.shape[f.axis]).reversed())] }
    ),
    ("swap", { i, f in [try i["x"]!.transposed(f.axis, 0)] }),
    ("doubled", { i, f in [try .cat([i["x"]!, i["x"]!], axis: f.axis)] }),
    ("flatten", { i, _ in [try i["x"]!.reshaped(to: [i["x"]!.count])] }),
    (
      "gatherAt",
      { i, f in [try i["x"]!.gathered(axis: f.axis, indices: Tensor(ints: f.ints["indices"]!, shape: f.ints["shape"]!))] }
    ),
    ("scatterAdd", { i, f in [try scatter(i, f, .add)] }),
    ("scatterSet", { i, f in [try scatter(i, f, .replace)] }),
    (
      "whereAt",
      { i, f in
        let condition = Tensor(bools: f.ints["condition"]!.map { $0 == 1 }, shape: f.ints["shape"]!)
        return [try .where(condition, i["a"]!, i["b"]!)]
      }
    ),
    (
      "scalar",
      { i, f in [i["x"]!.mapped(Tensor.ScalarFunction(rawValue: String(f.name.split(separator: "_")[1]))!)] }
    ),
    ("where", { i, f in [try .where(Tensor(bools: f.ints["condition"]!.map { $0 == 1 }, shape: [5]), i["a"]!, i["b"]!)] }),
  ]

  private static func scatter(_ i: Inputs, _ f: Fixture, _ rule: Tensor.ScatterRule) throws -> Tensor {
    let indices = Tensor(ints: f.ints["indices"]!, shape: f.ints["shape"]!)
    return try i["x"]!.scattered(axis: f.axis, indices: indices, source: i["source"]!, rule: rule)
  }

  /// The operation with the longest matching prefix.
  static func operation(for name: String) -> ((Inputs, Fixture) throws -> [Tensor])? {
    operations.filter { name.hasPrefix($0.prefix) }.max { $0.prefix.count < $1.prefix.count }?.run
  }

  static let names = Fixture.all.keys.filter { !$0.hasPrefix("adam") }.sorted()

  @Test func fixturesAreThere() { #expect(OperationTests.names.count > 600) }

  @Test(arguments: names) func agreesWithTorch(name: String) throws {
    let fixture = try #require(Fixture.all[name])
    let run = try #require(OperationTests.operation(for: name))
    let inputs = fixture.inputs.mapValues(\.tensor)
    for input in inputs.values { input.requiresGrad = true }
    let outputs = try run(inputs, fixture)
    var loss: Tensor?
    for (output, (expected, upstream)) in zip(outputs, zip(fixture.outputs, fixture.upstream)) {
      #expect(output.shape == expected.shape)
      #expect(difference(output.floats, expected.data) < 2e-6)
      let term = try (output * upstream.tensor).sum()
      loss = try loss.map { try $0 + term } ?? term
    }
    try #require(loss).backward()
    for (name, expected) in fixture.gradients {
      let gradient = try #require(inputs[name]?.grad)
      #expect(gradient.shape == expected.shape)
      #expect(difference(gradient.floats, expected.data) < 5e-6, "gradient of \(name)")
    }
  }

  /// Central differences of Σ output · upstream, summed in double precision; one-sided ones beside a kink (relu, max, clamp).
  @Test(arguments: names) func gradientsAreTheSlopesOfTheForwardPass(name: String) throws {
    let fixture = try #require(Fixture.all[name])
    let run = try #require(OperationTests.operation(for: name))
    func total(_ inputs: Inputs) throws -> Double {
      try noGrad {
        try zip(run(inputs, fixture), fixture.upstream).reduce(0.0) { sum, pair in
          sum + zip(pair.0.floats, pair.1.data).reduce(0.0) { $0 + Double($1.0) * Double($1.1) }
        }
      }
    }
    for (input, expected) in fixture.gradients {
      let count = expected.data.count
      for place in stride(from: 0, to: count, by: max(1, count / 23)) {
        func slope(_ low: Float, _ high: Float) throws -> Double {
          func at(_ shift: Float) throws -> (Float, Double) {
            let inputs = fixture.inputs.mapValues(\.tensor)
            let x = try #require(inputs[input])
            x.data[place] += shift
            return (x.data[place], try total(inputs))
          }
          let (below, above) = (try at(low), try at(high))
          return (above.1 - below.1) / Double(above.0 - below.0)
        }
        let (left, right) = (try slope(-0x1p-7, 0), try slope(0, 0x1p-7))
        let truth = Double(expected.data[place])
        let scale = max(1, abs(truth))
        // Too steep for this step.
        guard truth.isFinite, abs(left - right) < 0.1 * scale else { continue }
        let error = try [left, right, slope(-0x1p-7, 0x1p-7)].map { abs($0 - truth) }.min() ?? .infinity
        #expect(error < 5e-3 * scale, "\(input)[\(place)]")
      }
    }
  }

  @Test(arguments: [1, 3]) func gradientsDoNotDependOnWhichInputsNeedThem(seed: Int) throws {
    let g = RandomGenerator(seed: UInt64(seed))
    let hidden = Tensor(normal: [9, 5], generator: g)
    let weight = Tensor(normal: [13, 5], generator: g)
    let targets: [Int32] = (0..<9).map { _ in Int32(g.integer(below: 13)) }
    func run(_ h: Bool, _ w: Bool) throws -> (Tensor?, Tensor?) {
      let (x, y) = (hidden.copy(), weight.copy())
      x.requiresGrad = h
      y.requiresGrad = w
      let (logp, entropy) = try Tensor.linearLogProbabilities(hidden: x, weight: y, targets: targets)
      try (logp.sum() + entropy.sum() * 0.3).backward()
      return (x.grad, y.grad)
    }
    let both = try run(true, true)
    #expect(try run(true, false).0?.floats == both.0?.floats)
    #expect(try run(false, true).1?.floats == both.1?.floats)
    #expect(try run(true, false).1 == nil)
  }
}
