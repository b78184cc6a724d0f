import Glibc
import Script

/// `numpy.random`'s legacy functions: the same seed gives numpy's numbers.
final class NumPyRandom: Object {
  private var twister: MersenneTwister
  /// The second normal deviate of the last pair.
  private var spare: Double?

  private init(seed: UInt32) {
    twister = Self.generator(seed)
    super.init(type: Self.type)
  }

  private static let type: TypeObject = {
    let type = TypeObject("RandomState", module: "numpy.random")
    for (name, signature, body) in functions {
      type.method(name, signature) { call in try body(call.me(NumPyRandom.self), call) }
    }
    type.constructor("seed=None") { call in
      Value(NumPyRandom(seed: try call.isNone(0) ? UInt32.random(in: 0 ... .max) : checked(call.int(0))))
    }
    return type
  }()

  /// Fills the module: its functions are those of one generator, seeded by chance until `seed()` is called.
  static func fill(_ namespace: Namespace) {
    let shared = NumPyRandom(seed: UInt32.random(in: 0 ... .max))
    for (name, signature, body) in functions {
      namespace.function(name, signature) { call in try body(shared, call) }
    }
    namespace["RandomState"] = Value(type)
    namespace.function("default_rng", "seed=None") { _ in
      throw ScriptError(
        .notImplementedError, "numpy.random.default_rng is not here",
        hint: "np.random.seed(42) and np.random.normal(…), or np.random.RandomState(42)")
    }
  }

  /// Knuth's initialisation, which numpy's `seed(int)` uses.
  private static func generator(_ seed: UInt32) -> MersenneTwister {
    var state = [seed]
    for i in 1..<624 { state.append(1_812_433_253 &* (state[i - 1] ^ (state[i - 1] >> 30)) &+ UInt32(i)) }
    return MersenneTwister(state: state, index: 624) ?? MersenneTwister(seed: UInt64(seed))
  }

  private static func checked(_ seed: Int) throws -> UInt32 {
    guard let seed = UInt32(exactly: seed) else {
      throw ScriptError(.valueError, "Seed must be between 0 and 2**32 - 1")
    }
    return seed
  }

  private typealias Body = (NumPyRandom, CallArguments) throws -> Value

  private static let functions: [(String, String, Body)] = [
    (
      "seed", "seed=None",
      { me, call in
        me.twister = generator(try call.isNone(0) ? UInt32.random(in: 0 ... .max) : checked(call.int(0)))
        me.spare = nil
        return .none
      }
    ),
    ("rand", "*size", { me, call in try me.draw(Value(tuple: call.rest(0)), isShape: true) { $0.twister.uniform() } }),
    ("randn", "*size", { me, call in try me.draw(Value(tuple: call.rest(0)), isShape: true) { $0.normal() } }),
    ("random", "size=None", { me, call in try me.draw(call[0]) { $0.twister.uniform() } }),
    ("random_sample", "size=None", { me, call in try me.draw(call[0]) { $0.twister.uniform() } }),
    (
      "uniform", "low=0.0, high=1.0, size=None",
      { me, call in
        let (low, high) = (try call.double(0), try call.double(1))
        return try me.draw(call[2]) { low + (high - low) * $0.twister.uniform() }
      }
    ),
    (
      "normal", "loc=0.0, scale=1.0, size=None",
      { me, call in
        let (mean, deviation) = (try call.double(0), try call.double(1))
        if deviation < 0 { throw ScriptError(.valueError, "scale < 0") }
        return try me.draw(call[2]) { mean + deviation * $0.normal() }
      }
    ),
    ("standard_normal", "size=None", { me, call in try me.draw(call[0]) { $0.normal() } }),
    (
      "randint", "low, high=None, size=None, dtype=None",
      { me, call in
        let (low, high) = try call.isNone(1) ? (0, call.int(0)) : (call.int(0), call.int(1))
        guard low < high else { throw ScriptError(.valueError, "low >= high") }
        let range = UInt32(exactly: high - 1 - low)
        guard let range else { throw ScriptError(.valueError, "randint() takes ranges up to 2**32 here") }
        return try me.draw(call[2], type: .int64) { Double(low + Int($0.below(range))) }
      }
    ),
    (
      "shuffle", "x",
      { me, call in
        if let list = call[0].list {
          var items = list.items
          me.shuffle(&items)
          list.replace(0..<list.count, with: items)
          return .none
        }
        let array = try call.object(0, NDArrayObject.self, named: "list or ndarray")
        guard array.shape.count == 1 else {
          throw ScriptError(.valueError, "shuffle() takes a one-dimensional array here")
        }
        var values = array.values
        me.shuffle(&values)
        for (index, value) in values.enumerated() { array.replace(index, value) }
        return .none
      }
    ),
    (
      "permutation", "x",
      { me, call in
        if let count = call[0].exactInt { return Value(NDArrayObject(me.permutation(count), type: .int64)) }
        let array = try NDArrayObject.make(call[0])
        guard array.shape.count == 1 else {
          throw ScriptError(.valueError, "permutation() takes a one-dimensional array here")
        }
        var values = array.values
        me.shuffle(&values)
        return Value(NDArrayObject(values, type: array.elementType))
      }
    ),
    ("choice", "a, size=None, replace=True, p=None", { me, call in try me.choice(call) }),
  ]

  // MARK: Drawing

  /// Numbers in the shape of `size`: one number for `None`.
  private func draw(
    _ size: Value, isShape: Bool = false, type: NDArrayObject.ElementType = .float64, _ next: (NumPyRandom) -> Double
  ) throws -> Value {
    if size.isNone || isShape && size.tuple?.items.isEmpty == true { return NDArrayObject.number(next(self), type) }
    let shape = try NumPyMethods.lengths(size.tuple?.items ?? [size])
    guard shape.allSatisfy({ $0 >= 0 }), shape.reduce(1.0, { $0 * Double($1) }) < 1e9 else {
      throw ScriptError(.valueError, "negative dimensions are not allowed")
    }
    return Value(NDArrayObject((0..<shape.reduce(1, *)).map { _ in next(self) }, shape: shape, type: type))
  }

  /// A standard normal deviate by Marsaglia's polar method, in the order numpy's legacy generator gives them.
  private func normal() -> Double {
    if let spare {
      self.spare = nil
      return spare
    }
    while true {
      let (x, y) = (2 * twister.uniform() - 1, 2 * twister.uniform() - 1)
      let square = x * x + y * y
      if square < 1, square != 0 {
        let factor = (-2 * log(square) / square).squareRoot()
        spare = factor * x
        return factor * y
      }
    }
  }

  /// A whole number from 0 to `greatest` by masked rejection.
  private func below(_ greatest: UInt32) -> UInt32 {
    if greatest == 0 { return 0 }
    let mask = UInt32.max >> UInt32(greatest.leadingZeroBitCount)
    while true {
      let value = twister.next() & mask
      if value <= greatest { return value }
    }
  }

  private func shuffle<T>(_ items: inout [T]) {
    for i in stride(from: items.count - 1, to: 0, by: -1) { items.swapAt(i, Int(below(UInt32(i)))) }
  }

  private func permutation(_ count: Int) -> [Double] {
    var values = (0..<max(count, 0)).map(Double.init)
    shuffle(&values)
    return values
  }

  private func choice(_ call: CallArguments) throws -> Value {
    // A list may hold anything; its items come back as they are.
    let items: [Value] = try call[0].exactInt.map { count in (0..<max(count, 0)).map { .int($0) } } ?? call[0].items()
    guard !items.isEmpty else { throw ScriptError(.valueError, "a must be greater than 0 unless no samples are taken") }
    let shape = call[1].isNone ? nil : try NumPyMethods.lengths(call[1].tuple?.items ?? [call[1]])
    let count = shape?.reduce(1, *) ?? 1
    var places: [Int]
    if !call.isNone(3) {
      let weights = try NumericValues.doubles(call[3], "p")
      guard weights.count == items.count else { throw ScriptError(.valueError, "'a' and 'p' must have same size") }
      guard (weights.reduce(0, +) - 1).magnitude < 1e-7, weights.allSatisfy({ $0 >= 0 }) else {
        throw ScriptError(.valueError, "probabilities do not sum to 1")
      }
      guard try call.bool(2) else {
        throw ScriptError(.notImplementedError, "choice() with p and replace=False is not here")
      }
      var sum = 0.0
      var cumulative = weights.map {
        sum += $0
        return sum
      }
      cumulative = cumulative.map { $0 / sum }
      places = (0..<count).map { _ in
        let level = twister.uniform()
        return cumulative.firstIndex { $0 > level } ?? items.count - 1
      }
    } else if try call.bool(2) {
      places = (0..<count).map { _ in Int(below(UInt32(items.count - 1))) }
    } else {
      guard count <= items.count else {
        throw ScriptError(.valueError, "Cannot take a larger sample than population when 'replace=False'")
      }
      places = permutation(items.count).prefix(count).map { Int($0) }
    }
    guard let shape else { return items[places[0]] }
    let chosen = Value(list: places.map { items[$0] })
    if items.contains(where: { $0.number == nil }) { return chosen }
    return Value(try NDArrayObject.make(chosen).reshaped(shape))
  }
}
