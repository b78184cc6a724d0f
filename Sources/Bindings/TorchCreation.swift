import Script
import Support
import Tensor

/// torch's functions that make tensors from numbers, shapes and the random stream.
enum TorchCreation {
  static func register(in names: Namespace) {
    values(names)
    shapes(names)
    random(names)
  }

  /// Finishes a new tensor: its type, whether it is a leaf that needs a gradient.
  private static func made(_ tensor: Tensor, _ call: CallArguments, dtype: Int, device: Int, grad: Int) throws -> Value {
    try TorchArguments.requireCPU(call[device])
    let result = tensor.converted(to: try call.dtype(dtype) ?? tensor.dtype)
    if try call.bool(grad) {
      guard result.dtype == .float32 else {
        throw ScriptError(.runtimeError, "Only Tensors of floating point and complex dtype can require gradients")
      }
      result.requiresGrad = true
    }
    return Value(result)
  }

  private static let options = "*, dtype=None, device=None, requires_grad=False"

  private static func values(_ names: Namespace) {
    names.function("tensor", "data, " + options) { call in
      try made(try Tensor.from(call[0], dtype: call.dtype(1)), call, dtype: 1, device: 2, grad: 3)
    }
    for name in ["as_tensor", "from_numpy", "asarray"] {
      names.function(name, "data, dtype=None, device=None") { call in
        if let tensor = call[0].tensor, try call.dtype(1).map({ $0 == tensor.dtype }) ?? true { return call[0] }
        return Value(try Tensor.from(call[0], dtype: call.dtype(1)))
      }
    }
    names.function("arange", "start, end=None, step=1, " + options) { call in
      let (start, end) = call.isNone(1) ? (Value.int(0), call[0]) : (call[0], call[1])
      if let first = start.exactInt, let last = end.exactInt, let step = call[2].exactInt {
        try check(Double(first), Double(last), Double(step))
        return try made(
          Tensor.range(Array(stride(from: first, to: last, by: step))), call, dtype: 3, device: 4, grad: 5)
      }
      let (first, last, step) = (try start.asDouble("start"), try end.asDouble("end"), try call.double(2))
      try check(first, last, step)
      let count = try TorchArguments.validated([Int(((last - first) / step).rounded(.up))])[0]
      let values = (0..<count).map { Float(first + Double($0) * step) }
      return try made(Tensor(values, shape: [count]), call, dtype: 3, device: 4, grad: 5)
    }
    names.function("linspace", "start, end, steps, " + options) { call in
      let (first, last, count) = (try call.double(0), try call.double(1), try call.int(2))
      guard count >= 0 else { throw ScriptError(.runtimeError, "number of steps must be non-negative") }
      let values = (0..<count).map { Float(first + (last - first) * Double($0) / Double(max(count - 1, 1))) }
      return try made(Tensor(values, shape: [count]), call, dtype: 3, device: 4, grad: 5)
    }
    names.function("full", "size, fill_value, " + options) { call in
      let shape = try TorchArguments.validated(
        call[0].exactInt.map { [$0] } ?? call.list(0).map { try TorchArguments.length($0) })
      return try made(filled(shape, call.tensor(1)), call, dtype: 2, device: 3, grad: 4)
    }
    names.function("full_like", "input, fill_value, " + options) { call in
      let like = try call.tensor(0)
      let value = try filled(like.shape, call.tensor(1)).converted(to: call.dtype(2) ?? like.dtype)
      return try made(value, call, dtype: 2, device: 3, grad: 4)
    }
  }

  private static func check(_ first: Double, _ last: Double, _ step: Double) throws {
    if step == 0 { throw ScriptError(.runtimeError, "step must be nonzero") }
    if (last - first) / step < 0 {
      throw ScriptError(.runtimeError, "upper bound and lower bound inconsistent with step sign")
    }
    _ = try TorchArguments.validated([Int(min(abs((last - first) / step), 1e15))])
  }

  private static func filled(_ shape: [Int], _ value: Tensor) throws -> Tensor {
    try value.detach().reshaped(to: []).expanded(to: shape)
  }

  private static func shapes(_ names: Namespace) {
    for (name, value) in [("zeros", Float(0)), ("ones", 1), ("empty", 0)] {
      names.function(name, "*size, dtype=None, device=None, requires_grad=False") { call in
        try made(
          Tensor(full: TorchArguments.validated(call.sizes(0)), value), call, dtype: 1, device: 2, grad: 3)
      }
      names.function(name + "_like", "input, " + options) { call in
        let like = try call.tensor(0)
        return try made(
          Tensor(full: like.shape, value).converted(to: call.dtype(1) ?? like.dtype), call, dtype: 1, device: 2, grad: 3)
      }
    }
    names.function("eye", "n, m=None, " + options) { call in
      let (n, m) = (try call.int(0), try call.axis(1) ?? call.int(0))
      let result = Tensor(zeros: try TorchArguments.validated([n, m]))
      for i in 0..<min(n, m) { result.data[i * m + i] = 1 }
      return try made(result, call, dtype: 2, device: 3, grad: 4)
    }
  }

  private static func random(_ names: Namespace) {
    names.type(GeneratorObject.type)
    let size = "*size, dtype=None, device=None, requires_grad=False, generator=None"
    names.function("rand", size) { call in
      try made(
        Tensor(uniform: TorchArguments.validated(call.sizes(0)), generator: GeneratorObject.source(call[4])), call,
        dtype: 1, device: 2, grad: 3)
    }
    names.function("randn", size) { call in
      try made(
        Tensor(normal: TorchArguments.validated(call.sizes(0)), generator: GeneratorObject.source(call[4])), call,
        dtype: 1, device: 2, grad: 3)
    }
    names.function("rand_like", "input, **kwargs") { call in
      Value(Tensor(uniform: try call.tensor(0).shape, generator: RandomState.generator))
    }
    names.function("randn_like", "input, **kwargs") { call in
      Value(Tensor(normal: try call.tensor(0).shape, generator: RandomState.generator))
    }
    names.function("randint", "low, high=None, size=None, *, generator=None, dtype=None, device=None, requires_grad=False") {
      call in
      // randint(high, size) or randint(low, high, size)
      let short = call.isNone(2) || call.isNone(1)
      let (low, high) = short ? (0, try call.int(0)) : (try call.int(0), try call.int(1))
      let size = try (call.isNone(2) ? call.list(1) : call.list(2)).map { try TorchArguments.length($0) }
      guard high > low else {
        throw ScriptError(.runtimeError, "random_ expects 'from' to be less than 'to', but got from=\(low) >= to=\(high)")
      }
      let shape = try TorchArguments.validated(size)
      let generator = try GeneratorObject.source(call[3])
      let values = (0..<shape.reduce(1, *)).map { _ in low + generator.integer(below: high - low) }
      return try made(Tensor(ints: values, shape: shape), call, dtype: 4, device: 5, grad: 6)
    }
    names.function("randperm", "n, *, generator=None, dtype=None, device=None") { call in
      let count = try call.int(0)
      guard count >= 0 else { throw ScriptError(.runtimeError, "n must be non-negative, got \(count)") }
      return Value(Tensor.range(try GeneratorObject.source(call[1]).permutation(count)))
    }
    names.function("bernoulli", "input, *, generator=None") { call in
      let (p, generator) = (try call.tensor(0), try GeneratorObject.source(call[1]))
      return Value(Tensor(p.floats.map { generator.uniform() < $0 ? 1 : 0 }, shape: p.shape))
    }
    names.function("normal", "mean, std=1.0, size=None, *, generator=None") { call in
      let shape = try call.optional(2) { try call.list($0).map { try TorchArguments.length($0) } }
      let noise = Tensor(
        normal: try shape ?? (call[0].tensor ?? call[1].tensor)?.shape ?? [], generator: try GeneratorObject.source(call[3]))
      return Value(try Tensor.add(Tensor.multiply(noise, call.tensor(1)), call.tensor(0)))
    }
    names.function("multinomial", "input, num_samples, replacement=False, *, generator=None") { call in
      Value(
        try multinomial(
          call.tensor(0), try call.int(1), replacement: try call.bool(2), GeneratorObject.source(call[3])))
    }
  }

  /// Draws `count` columns of each row of weights.
  private static func multinomial(
    _ weights: Tensor, _ count: Int, replacement: Bool, _ generator: RandomGenerator
  ) throws -> Tensor {
    guard weights.rank == 1 || weights.rank == 2, let columns = weights.shape.last, count > 0 else {
      throw ScriptError(.runtimeError, "prob_dist must be 1 or 2 dim, and num_samples positive")
    }
    guard replacement || count <= columns else {
      throw ScriptError(.runtimeError, "cannot sample n_sample > prob_dist.size(-1) samples without replacement")
    }
    let rows = weights.rank == 1 ? 1 : weights.shape[0]
    try Tensor.requireMemory([rows, count], .int64)
    let values = weights.floats
    var drawn: [Int] = []
    for row in 0..<rows {
      var p = values[row * columns..<(row + 1) * columns].map { Double($0) }
      guard p.allSatisfy({ $0 >= 0 && $0.isFinite }), p.contains(where: { $0 > 0 }) else {
        throw ScriptError(.runtimeError, "probability tensor contains either `inf`, `nan` or element < 0")
      }
      var total = p.reduce(0, +)
      let last = p.lastIndex { $0 > 0 } ?? 0
      for draw in 0..<count {
        if draw & 0xFF == 0 { try Interruption.check() }
        var rest = generator.uniformDouble() * total
        // Rounding may leave a rest after the last weight.
        var chosen = replacement ? last : p.lastIndex { $0 > 0 } ?? 0
        for (k, weight) in p.enumerated() where weight > 0 {
          if rest < weight {
            chosen = k
            break
          }
          rest -= weight
        }
        drawn.append(chosen)
        if !replacement {
          p[chosen] = 0
          total = p.reduce(0, +)
        }
      }
    }
    return Tensor(ints: drawn, shape: weights.rank == 1 ? [count] : [rows, count])
  }
}

extension Tensor {
  /// A 1-d int64 tensor.
  static func range(_ values: [Int]) -> Tensor { Tensor(ints: values, shape: [values.count]) }
}
