import BigInteger
import Glibc

/// The methods of `random.Random`, which are also the functions of the module.
enum RandomMethods {
  static func register(_ type: TypeObject) {
    registerBasics(type)
    registerChoices(type)
    registerDistributions(type)
  }

  private static func me(_ call: CallArguments) -> RandomObject { call.me(RandomObject.self) }

  private static func registerBasics(_ type: TypeObject) {
    type.method("seed", "a=None, version=2") { call in
      try me(call).seed(call[0], version: call.has(1) ? call[1].exactInt ?? 2 : 2)
      return .none
    }
    type.method("random", "") { call in .float(me(call).uniform()) }
    type.method("getrandbits", "k, /") { call in
      let count = try call.indexValue(0)
      if count < 0 { throw ScriptError(.valueError, "number of bits must be non-negative") }
      if count > Int(CInt.max) { throw ScriptError(.overflowError, "Python int too large to convert to C int") }
      return me(call).bits(count)
    }
    type.method("randbytes", "n") { call in
      let count = try call.int(0)
      if count < 0 { throw ScriptError(.valueError, "number of bits must be non-negative") }
      if count > Int(CInt.max) / 8 { throw ScriptError(.overflowError, "Python int too large to convert to C int") }
      guard let bits = me(call).bits(count * 8).integer else { return .none }
      return Value(BytesObject(bits.littleEndian(count: count)))
    }
    type.method("randrange", "start, stop=None, step=1") { call in
      let start = try bound(call[0], "arg 1")
      let step = try bound(call[2], "step")
      if call[1].isNone {
        if step != 1 { throw ScriptError(.typeError, "Missing a non-None stop argument") }
        guard start.signum() > 0 else { throw ScriptError(.valueError, "empty range for randrange()") }
        return Value(me(call).below(start))
      }
      let stop = try bound(call[1], "stop")
      let width = stop - start
      if step == 1 {
        guard width.signum() > 0 else {
          throw ScriptError(.valueError, "empty range for randrange() (\(start), \(stop), \(width))")
        }
        return Value(start + me(call).below(width))
      }
      if step.isZero { throw ScriptError(.valueError, "zero step for randrange()") }
      let count = try step.signum() > 0 ? (width + step - 1) / step : (-width - step - 1) / -step
      guard count.signum() > 0, (width.signum() > 0) == (step.signum() > 0) else {
        throw ScriptError(.valueError, "empty range for randrange()")
      }
      return Value(start + (try step * me(call).below(count)))
    }
    type.method("randint", "a, b") { call in
      guard let low = call[0].integer, let high = call[1].integer else {
        let wrong = call[0].integer == nil ? call[0] : call[1]
        throw ScriptError(.typeError, "'\(wrong.typeName)' object cannot be interpreted as an integer")
      }
      let width = high - low + 1
      guard width.signum() > 0 else {
        throw ScriptError(.valueError, "empty range for randrange() (\(low), \(high + 1), \(width))")
      }
      return Value(low + me(call).below(width))
    }
    type.method("getstate", "") { call in
      let random = me(call)
      let words = random.twister.state.map { Value.int(Int($0)) } + [.int(random.twister.index)]
      return Value(tuple: [.int(3), Value(tuple: words), random.nextGauss.map { .float($0) } ?? .none])
    }
    type.method("setstate", "state") { call in
      guard call[0].isIterable else {
        throw ScriptError(.typeError, "'\(call[0].typeName)' object is not subscriptable")
      }
      let parts = try call[0].items()
      guard parts.count == 3, let version = parts[0].exactInt, version == 3 || version == 2 else {
        throw ScriptError(
          .valueError, "state with version \(try parts.first?.text() ?? "?") passed to Random.setstate() of version 3")
      }
      let words = try parts[1].items().map { UInt32(truncatingIfNeeded: try $0.asIndex()) }
      guard let index = words.last, let twister = MersenneTwister(state: Array(words.dropLast()), index: Int(index))
      else {
        throw ScriptError(.valueError, "state vector is the wrong size")
      }
      me(call).twister = twister
      me(call).nextGauss = parts[2].number
      return .none
    }
  }

  /// An argument of `randrange`: an integer. A float that is no whole number is a ValueError.
  private static func bound(_ value: Value, _ what: String) throws -> BigInt {
    if let integer = value.integer { return integer }
    if case .float(let double) = value {
      guard double == double.rounded(.towardZero), let whole = Int(exactly: double) else {
        throw ScriptError(.valueError, "non-integer \(what) for randrange()")
      }
      return BigInt(whole)
    }
    return BigInt(try value.asIndex())
  }

  private static func registerChoices(_ type: TypeObject) {
    type.method("choice", "seq") { call in
      let count = try call[0].length()
      if count == 0 { throw ScriptError(.indexError, "Cannot choose from an empty sequence") }
      return try call[0].getItem(.int(me(call).twister.below(count)))
    }
    type.method("shuffle", "x") { call in
      let random = me(call)
      let count = try call[0].length()
      let list = call[0].list?.kind == .list ? call[0].list : nil
      for i in stride(from: count - 1, to: 0, by: -1) {
        try Pulse.beat()
        let j = random.twister.below(i + 1)
        if let list {
          let held = list[i]
          list[i] = list[j]
          list[j] = held
        } else {
          if call[0].tuple != nil || call[0].str != nil || call[0].bytes != nil { try call[0].setItem(.int(i), .none) }
          let held = try call[0].getItem(.int(i))
          try call[0].setItem(.int(i), call[0].getItem(.int(j)))
          try call[0].setItem(.int(j), held)
        }
      }
      return .none
    }
    type.method("sample", "population, k, *, counts=None") { call in
      if call[0].set != nil || call[0].dict != nil {
        throw notSequence
      }
      guard call[0].list != nil || call[0].tuple != nil || (try? call[0].length()) != nil else { throw notSequence }
      let k = try call.indexValue(1)
      if let range = call[0].range, call[2].isNone {
        return Value(list: try sample(me(call), range.count, k).map { .int(range[$0]) })
      }
      let population = try call[0].items()
      if call[2].isNone { return Value(list: try sample(me(call), population.count, k).map { population[$0] }) }
      let counts = try call[2].items().map { try $0.asIndex() }
      if counts.count != population.count {
        throw ScriptError(.valueError, "The number of counts does not match the population")
      }
      var ends: [Int] = []
      for count in counts {
        if count < 0 { throw ScriptError(.valueError, "Counts must be non-negative") }
        ends.append((ends.last ?? 0).addingReportingOverflow(count).partialValue)
      }
      let total = ends.last ?? 0
      if total <= 0 { throw ScriptError(.valueError, "Total of counts must be greater than zero") }
      return Value(
        list: try sample(me(call), total, k).map { place in population[ends.firstIndex { place < $0 } ?? 0] })
    }
    type.method("choices", "population, weights=None, *, cum_weights=None, k=1") { call in
      try choices(me(call), call)
    }
  }

  private static var notSequence: ScriptError {
    ScriptError(.typeError, "Population must be a sequence.  For dicts or sets, use sorted(d).")
  }

  /// `k` different places out of `n`, in the order they were drawn.
  private static func sample(_ random: RandomObject, _ n: Int, _ k: Int) throws -> [Int] {
    guard k >= 0, k <= n else { throw ScriptError(.valueError, "Sample larger than population or is negative") }
    var setSize = 21
    if k > 5 { setSize += Int(pow(4, (log(Double(k * 3)) / log(4)).rounded(.up))) }
    try MemoryLimit.check(k, stride: 3 * MemoryLayout<Value>.stride)
    var result: [Int] = []
    if n <= setSize {
      var pool = Array(0..<n)
      for i in 0..<k {
        let j = random.twister.below(n - i)
        result.append(pool[j])
        pool[j] = pool[n - i - 1]
      }
    } else {
      var chosen = Set<Int>()
      for _ in 0..<k {
        var j = random.twister.below(n)
        while !chosen.insert(j).inserted { j = random.twister.below(n) }
        result.append(j)
      }
    }
    return result
  }

  private static func choices(_ random: RandomObject, _ call: CallArguments) throws -> Value {
    let population = try call[0].items()
    let n = population.count
    let k = try call.indexValue(3)
    try MemoryLimit.check(max(k, 0), stride: MemoryLayout<Value>.stride)
    var cumulative: [Double] = []
    if !call[2].isNone {
      if !call[1].isNone { throw ScriptError(.typeError, "Cannot specify both weights and cumulative weights") }
      cumulative = try call[2].items().map { try $0.needFloat() }
    } else if !call[1].isNone {
      var total = 0.0
      for weight in try call[1].items() {
        total += try weight.needFloat()
        cumulative.append(total)
      }
    } else {
      if n == 0 && k > 0 { throw ScriptError(.indexError, "list index out of range") }
      return Value(list: (0..<max(k, 0)).map { _ in population[Int(random.uniform() * Double(n))] })
    }
    guard cumulative.count == n else {
      throw ScriptError(.valueError, "The number of weights does not match the population")
    }
    let total = cumulative.last ?? 0
    if total <= 0 { throw ScriptError(.valueError, "Total of weights must be greater than zero") }
    if !total.isFinite { throw ScriptError(.valueError, "Total of weights must be finite") }
    return Value(
      list: (0..<max(k, 0)).map { _ in
        let x = random.uniform() * total
        var (low, high) = (0, n - 1)
        while low < high {
          let middle = (low + high) / 2
          if x < cumulative[middle] { high = middle } else { low = middle + 1 }
        }
        return population[low]
      })
  }

  private static func registerDistributions(_ type: TypeObject) {
    func two(_ name: String, _ signature: String, _ draw: @escaping (RandomObject, Double, Double) throws -> Double) {
      type.method(name, signature) { call in
        .float(try draw(me(call), call[0].needFloat(), call[1].needFloat()))
      }
    }
    func one(_ name: String, _ signature: String, _ draw: @escaping (RandomObject, Double) throws -> Double) {
      type.method(name, signature) { call in .float(try draw(me(call), call[0].needFloat())) }
    }
    two("uniform", "a, b") { $1 + ($2 - $1) * $0.uniform() }
    two("gauss", "mu=0.0, sigma=1.0") { $0.gauss($1, $2) }
    two("normalvariate", "mu=0.0, sigma=1.0") { $0.normal($1, $2) }
    two("lognormvariate", "mu, sigma") { exp($0.normal($1, $2)) }
    one("expovariate", "lambd") { random, rate in
      let drawn = -log(1 - random.uniform())
      if rate == 0 { throw ScriptError(.zeroDivisionError, "float division by zero") }
      return drawn / rate
    }
    two("gammavariate", "alpha, beta") { try $0.gamma($1, $2) }
    two("betavariate", "alpha, beta") { random, alpha, beta in
      let y = try random.gamma(alpha, 1)
      return y == 0 ? 0 : y / (y + (try random.gamma(beta, 1)))
    }
    one("paretovariate", "alpha") { random, alpha in
      let drawn = 1 - random.uniform()
      if alpha == 0 { throw ScriptError(.zeroDivisionError, "float division by zero") }
      return pow(drawn, -1 / alpha)
    }
    two("weibullvariate", "alpha, beta") { $1 * pow(-log(1 - $0.uniform()), 1 / $2) }
    two("vonmisesvariate", "mu, kappa") { random, mu, kappa in
      if kappa <= 1e-6 { return 2 * .pi * random.uniform() }
      let s = 0.5 / kappa
      let r = s + sqrt(1 + s * s)
      var z = 0.0
      while true {
        z = cos(.pi * random.uniform())
        let d = z / (r + z)
        let u = random.uniform()
        if u < 1 - d * d || u <= (1 - d) * exp(d) { break }
      }
      let q = 1 / r
      let f = (q + z) / (1 + q * z)
      let sign: Double = random.uniform() > 0.5 ? 1 : -1
      let angle = (mu + sign * acos(f)).truncatingRemainder(dividingBy: 2 * .pi)
      return angle < 0 ? angle + 2 * .pi : angle
    }
    type.method("triangular", "low=0.0, high=1.0, mode=None") { call in
      var u = me(call).uniform()
      var (low, high) = (try call[0].needFloat(), try call[1].needFloat())
      if high == low { return .float(low) }
      var c = call[2].isNone ? 0.5 : (try call[2].needFloat() - low) / (high - low)
      if u > c {
        u = 1 - u
        c = 1 - c
        swap(&low, &high)
      }
      return .float(low + (high - low) * sqrt(u * c))
    }
  }
}

/// `random`: one shared generator whose methods are the module's functions.
enum RandomModule {
  static func register(in interpreter: Interpreter) {
    interpreter.register(module: "random") { names in
      let shared = RandomObject()
      try shared.seed(.none)
      names.type(RandomObject.type)
      names["SystemRandom"] = Value(RandomObject.type)
      for (name, value) in RandomObject.type.attributes where !name.hasPrefix("_") {
        names[name] = Value(BoundMethodObject(value, Value(shared)))
      }
    }
  }
}
