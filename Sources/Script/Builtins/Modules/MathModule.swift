import BigInteger
import Glibc

/// `math`.
enum MathModule {
  static func register(in interpreter: Interpreter) {
    interpreter.register(module: "math") { names in
      names["pi"] = .float(.pi)
      names["e"] = .float(M_E)
      names["tau"] = .float(2 * .pi)
      names["inf"] = .float(.infinity)
      names["nan"] = .float(.nan)
      registerUnary(names)
      registerFloats(names)
      registerIntegers(names)
      registerSequences(names)
    }
  }

  private static func domain() -> ScriptError { ScriptError(.valueError, "math domain error") }
  private static func range() -> ScriptError { ScriptError(.overflowError, "math range error") }

  /// The result, or CPython's errors for a NaN or infinity that the operands do not explain.
  private static func checked(_ result: Double, _ operands: Double...) throws -> Value {
    if result.isNaN && !operands.contains(where: { $0.isNaN }) { throw domain() }
    if result.isInfinite && operands.allSatisfy({ $0.isFinite }) { throw range() }
    return .float(result)
  }

  private static func registerUnary(_ names: Namespace) {
    let functions: [(String, (Double) -> Double)] = [
      ("sin", { sin($0) }), ("cos", { cos($0) }), ("tan", { tan($0) }), ("asin", { asin($0) }), ("acos", { acos($0) }),
      ("atan", { atan($0) }), ("sinh", { sinh($0) }), ("cosh", { cosh($0) }), ("tanh", { tanh($0) }),
      ("asinh", { asinh($0) }), ("acosh", { acosh($0) }), ("exp", { exp($0) }), ("exp2", { exp2($0) }),
      ("expm1", { expm1($0) }), ("sqrt", { sqrt($0) }), ("cbrt", { cbrt($0) }), ("fabs", { abs($0) }),
      ("erf", { erf($0) }), ("erfc", { erfc($0) }),
    ]
    for (name, function) in functions {
      names.function(name, "x, /") { call in
        let x = try call[0].needFloat()
        return try checked(function(x), x)
      }
    }
    for (name, function) in [("atanh", { atanh($0) }), ("log1p", { log1p($0) })] as [(String, (Double) -> Double)] {
      names.function(name, "x, /") { call in
        let x = try call[0].needFloat()
        let result = function(x)
        if !result.isFinite && x.isFinite { throw domain() }
        return try checked(result, x)
      }
    }
    for (name, function) in [("gamma", GammaFunction.gamma), ("lgamma", GammaFunction.logGamma)] {
      names.function(name, "x, /") { call in
        let x = try call[0].needFloat()
        if x.isFinite && x <= 0 && x == x.rounded() { throw domain() }
        if x == -.infinity && name == "gamma" { throw domain() }
        return try checked(function(x), x)
      }
    }
    names.function("degrees", "x, /") { call in .float(try call[0].needFloat() * (180 / .pi)) }
    names.function("radians", "x, /") { call in .float(try call[0].needFloat() * (.pi / 180)) }
    for (name, rule) in [
      ("floor", FloatingPointRoundingRule.down), ("ceil", .up), ("trunc", .towardZero),
    ] {
      names.function(name, "x, /") { call in
        if let integer = call[0].integer { return Value(integer) }
        if case .float(let x) = call[0] { return try IntMethods.fromFloat(x.rounded(rule)) }
        if call[0].object?.type.lookup("__\(name)__") != nil { return try call[0].callMethod("__\(name)__") }
        if name == "trunc" {
          throw ScriptError(.typeError, "type \(call[0].typeName) doesn't define __trunc__ method")
        }
        return try IntMethods.fromFloat(call[0].needFloat().rounded(rule))
      }
    }
    names.function("isnan", "x, /") { call in .bool(try call[0].needFloat().isNaN) }
    names.function("isinf", "x, /") { call in .bool(try call[0].needFloat().isInfinite) }
    names.function("isfinite", "x, /") { call in .bool(try call[0].needFloat().isFinite) }
    names.function("ulp", "x, /") { call in
      let x = abs(try call[0].needFloat())
      return .float(x.isFinite ? x.ulp : x)
    }
  }

  /// The logarithm of a positive number of any size.
  private static func logarithm(_ value: Value, _ function: (Double) -> Double) throws -> Double {
    if let big = value.bigInt?.value {
      if big.signum() <= 0 { throw domain() }
      let double = big.double
      if double.isFinite { return function(double) }
      let (fraction, exponent) = big.fractionAndExponent
      return function(fraction) + function(2) * Double(exponent)
    }
    let x = try value.needFloat()
    if x <= 0 { throw domain() }
    return function(x)
  }

  private static func registerFloats(_ names: Namespace) {
    names.function("log", "x, base=..., /") { call in
      let numerator = try logarithm(call[0]) { log($0) }
      guard call.has(1) else { return .float(numerator) }
      let denominator = try logarithm(call[1]) { log($0) }
      if denominator == 0 { throw ScriptError(.zeroDivisionError, "float division by zero") }
      return .float(numerator / denominator)
    }
    names.function("log2", "x, /") { call in .float(try logarithm(call[0]) { log2($0) }) }
    names.function("log10", "x, /") { call in .float(try logarithm(call[0]) { log10($0) }) }
    names.function("pow", "x, y, /") { call in
      let (x, y) = (try call[0].needFloat(), try call[1].needFloat())
      if x == 0 && y < 0 { throw domain() }
      return try checked(pow(x, y), x, y)
    }
    names.function("atan2", "y, x, /") { call in .float(atan2(try call[0].needFloat(), try call[1].needFloat())) }
    names.function("copysign", "x, y, /") { call in
      .float(copysign(try call[0].needFloat(), try call[1].needFloat()))
    }
    names.function("fmod", "x, y, /") { call in
      let (x, y) = (try call[0].needFloat(), try call[1].needFloat())
      return try checked(fmod(x, y), x, y)
    }
    names.function("remainder", "x, y, /") { call in
      let (x, y) = (try call[0].needFloat(), try call[1].needFloat())
      return try checked(remainder(x, y), x, y)
    }
    names.function("nextafter", "x, y, /") { call in
      .float(nextafter(try call[0].needFloat(), try call[1].needFloat()))
    }
    names.function("modf", "x, /") { call in
      let x = try call[0].needFloat()
      let whole = x.rounded(.towardZero)
      let part = x.isInfinite ? copysign(0, x) : copysign(x - whole, x)
      return Value(tuple: [.float(part), .float(whole)])
    }
    names.function("frexp", "x, /") { call in
      var exponent: Int32 = 0
      let fraction = frexp(try call[0].needFloat(), &exponent)
      return Value(tuple: [.float(fraction), .int(Int(exponent))])
    }
    names.function("ldexp", "x, i, /") { call in
      let x = try call[0].needFloat()
      guard let exponent = call[1].integer else {
        throw ScriptError(.typeError, "Expected an int as second argument to ldexp.")
      }
      if x == 0 || !x.isFinite { return .float(x) }
      return try checked(
        scalbn(x, Int(clamping: exponent.signum() < 0 ? max(exponent, -5000) : min(exponent, 5000))), x)
    }
    names.function("isclose", "a, b, *, rel_tol=1e-09, abs_tol=0.0") { call in
      let (a, b) = (try call[0].needFloat(), try call[1].needFloat())
      let (relative, absolute) = (try call[2].needFloat(), try call[3].needFloat())
      if relative < 0 || absolute < 0 { throw ScriptError(.valueError, "tolerances must be non-negative") }
      if a == b { return .bool(true) }
      if a.isInfinite || b.isInfinite { return .bool(false) }
      let difference = abs(b - a)
      return .bool(difference <= abs(relative * b) || difference <= abs(relative * a) || difference <= absolute)
    }
  }

  private static func registerIntegers(_ names: Namespace) {
    func integer(_ value: Value) throws -> BigInt {
      if let integer = value.integer { return integer }
      return BigInt(try value.asIndex())
    }
    names.function("factorial", "n, /") { call in
      let n = try integer(call[0])
      if n.signum() < 0 { throw ScriptError(.valueError, "factorial() not defined for negative values") }
      guard let n = Int(exactly: n), n < 1 << 20 else {
        throw ScriptError(.overflowError, "factorial() argument should not exceed \(Int.max)")
      }
      return Value(try product(1, n))
    }
    names.function("gcd", "*integers") { call in
      Value(try call.rest(0).reduce(BigInt(0)) { try $0.greatestCommonDivisor(with: try integer($1)) })
    }
    names.function("lcm", "*integers") { call in
      Value(
        try call.rest(0).reduce(BigInt(1)) { total, value in
          let next = try integer(value)
          if next.isZero || total.isZero { return 0 }
          return try (total / total.greatestCommonDivisor(with: next) * next).absolute
        })
    }
    names.function("comb", "n, k, /") { call in
      let (n, k) = (try integer(call[0]), try integer(call[1]))
      if n.signum() < 0 { throw ScriptError(.valueError, "n must be a non-negative integer") }
      if k.signum() < 0 { throw ScriptError(.valueError, "k must be a non-negative integer") }
      if k > n { return .int(0) }
      guard let count = Int(exactly: min(k, n - k)) else {
        throw ScriptError(.overflowError, "min(n - k, k) must not exceed \(Int.max)")
      }
      var result = BigInt(1)
      for i in 0..<count { result = try result * (n - BigInt(i)) / BigInt(i + 1) }
      return Value(result)
    }
    names.function("perm", "n, k=None, /") { call in
      let n = try integer(call[0])
      let k = call[1].isNone ? n : try integer(call[1])
      if n.signum() < 0 { throw ScriptError(.valueError, "n must be a non-negative integer") }
      if k.signum() < 0 { throw ScriptError(.valueError, "k must be a non-negative integer") }
      if k > n { return .int(0) }
      var result = BigInt(1)
      for i in 0..<(Int(exactly: k) ?? 0) { result = try result * (n - BigInt(i)) }
      return Value(result)
    }
    names.function("isqrt", "n, /") { call in
      let n = try integer(call[0])
      if n.signum() < 0 { throw ScriptError(.valueError, "isqrt() argument must be nonnegative") }
      return Value(try n.squareRoot())
    }
  }

  /// low · (low + 1) ⋯ high by halves, so that big factors meet late.
  private static func product(_ low: Int, _ high: Int) throws -> BigInt {
    if low > high { return 1 }
    if high - low < 8 { return try (low...high).reduce(BigInt(1)) { try $0 * BigInt($1) } }
    let middle = (low + high) / 2
    return try product(low, middle) * product(middle + 1, high)
  }

  private static func registerSequences(_ names: Namespace) {
    names.function("fsum", "seq, /") { call in
      let values = try call[0].items().map { try $0.needFloat() }
      if values.contains(.infinity), values.contains(-.infinity) {
        throw ScriptError(.valueError, "-inf + inf in fsum")
      }
      let sum = ExactSum.sum(values)
      if !sum.isFinite, values.allSatisfy({ $0.isFinite }) {
        throw ScriptError(.overflowError, "intermediate overflow in fsum")
      }
      // Zeros of either sign leave nothing behind.
      return .float(sum == 0 ? 0 : sum)
    }
    names.function("prod", "iterable, /, *, start=1") { call in
      try call[0].items().reduce(call[1]) { try $0.binary(.multiply, $1) }
    }
    names.function("hypot", "*coordinates") { call in
      let values = try call.rest(0).map { abs(try $0.needFloat()) }
      return .float(norm(values))
    }
    names.function("dist", "p, q, /") { call in
      let (p, q) = (try call[0].items(), try call[1].items())
      guard p.count == q.count else {
        throw ScriptError(.valueError, "both points must have the same number of dimensions")
      }
      return .float(norm(try zip(p, q).map { abs(try $0.needFloat() - $1.needFloat()) }))
    }
  }

  private static func norm(_ values: [Double]) -> Double {
    if values.contains(where: { $0.isInfinite }) { return .infinity }
    if values.count == 2 { return hypot(values[0], values[1]) }
    let largest = values.max() ?? 0
    if largest == 0 || largest.isNaN { return largest }
    let scale = scalbn(1, largest.isSubnormal ? 0 : Int(largest.exponent))
    return sqrt(ExactSum.sum(values.map { ($0 / scale) * ($0 / scale) })) * scale
  }
}

/// The correctly rounded sum of doubles (Shewchuk's partials, as `math.fsum`).
enum ExactSum {
  static func sum(_ values: [Double]) -> Double {
    var partials: [Double] = []
    var special = 0.0
    for value in values {
      guard value.isFinite else {
        special += value
        continue
      }
      var x = value
      var kept = 0
      for i in partials.indices {
        var y = partials[i]
        if abs(x) < abs(y) { swap(&x, &y) }
        let high = x + y
        let low = y - (high - x)
        if low != 0 {
          partials[kept] = low
          kept += 1
        }
        x = high
      }
      partials.removeLast(partials.count - kept)
      partials.append(x)
    }
    if special != 0 || special.isNaN { return special }
    var high = 0.0
    var n = partials.count
    if n > 0 {
      n -= 1
      high = partials[n]
      var low = 0.0
      while n > 0 {
        n -= 1
        let x = high
        let y = partials[n]
        high = x + y
        low = y - (high - x)
        if low != 0 { break }
      }
      if n > 0, (low < 0 && partials[n - 1] < 0) || (low > 0 && partials[n - 1] > 0) {
        let y = low * 2
        let x = high + y
        if y == x - high { high = x }
      }
    }
    return high
  }
}
