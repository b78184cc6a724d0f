/// Transcendental functions on sixteen floats at a time.
///
/// Polynomials were fitted by iteratively reweighted least squares at Chebyshev nodes (relative error of each below
/// 4e-9, far under float rounding). Clamping is by compare-and-replace and rounding by adding 1.5·2²³, because
/// `clamped` and `rounded()` do not vectorise. Stated errors are measured against double precision.
enum VectorMath {
  /// eˣ, relative error below 2e-7 for results in the normal range; 0 below −87.33, ∞ above 88.72; NaN stays NaN.
  @inline(__always) static func exp(_ x: Vector) -> Vector {
    let low = Vector(repeating: -87.33)
    let high = Vector(repeating: 88.72283)
    var y = expClamped(x.replacing(with: low, where: x .< low).replacing(with: high, where: x .> high))
    y.replace(with: Vector(repeating: 0), where: x .< low)
    y.replace(with: Vector(repeating: .infinity), where: x .> high)
    return y
  }

  /// eˣ for x ≤ 88 (softmax, sigmoid), same accuracy; 0 below −87.33.
  @inline(__always) static func expNonPositive(_ x: Vector) -> Vector {
    let low = Vector(repeating: -87.33)
    let y = expClamped(x.replacing(with: low, where: x .< low))
    return y.replacing(with: Vector(repeating: 0), where: x .< low)
  }

  @inline(__always) private static func expClamped(_ x: Vector) -> Vector {
    let shifted = x * 1.44269504088896341 + 12582912  // the integer nearest to x/ln 2 is in the low bits
    let n = shifted - 12582912
    let r = (x - n * 0.693359375) - n * -2.12194440e-4
    var p = Vector(repeating: 0.0013836785)
    p = p * r + 0.008374857
    p = p * r + 0.04166823
    p = p * r + 0.1666642
    p = p * r + 0.4999999
    p = (p * r) * r + r + 1
    let exponent = unsafeBitCast(shifted, to: IntVector.self) &<< IntVector(repeating: 23)
    return unsafeBitCast(unsafeBitCast(p, to: IntVector.self) &+ exponent, to: Vector.self)
  }

  /// 1 / (1 + e⁻ˣ), relative error below 3e-7.
  @inline(__always) static func sigmoid(_ x: Vector) -> Vector {
    let low = Vector(repeating: -87)
    let clamped = x.replacing(with: low, where: x .< low)
    return 1 / (1 + expNonPositive(0 - clamped))
  }

  /// tanh x, relative error below 3e-7.
  @inline(__always) static func tanh(_ x: Vector) -> Vector {
    let z = x * x
    var p = Vector(repeating: -0.00565998)
    p = p * z + 0.02059098
    p = p * z - 0.053721067
    p = p * z + 0.13331127
    p = p * z - 0.3333326
    let small = x + x * (p * z)
    let magnitude = abs(x)
    let capped = magnitude.replacing(with: Vector(repeating: 20), where: magnitude .> Vector(repeating: 20))
    let large = 1 - 2 / (1 + expNonPositive(capped + capped))
    let signed = large.replacing(with: 0 - large, where: x .< Vector(repeating: 0))
    return signed.replacing(with: small, where: magnitude .< Vector(repeating: 0.625))
  }

  /// erf x, relative error below 3e-7.
  @inline(__always) static func erf(_ x: Vector) -> Vector {
    let z = x * x
    var p = Vector(repeating: 7.8538535e-05)
    p = p * z - 0.00080101914
    p = p * z + 0.0051883273
    p = p * z - 0.026853811
    p = p * z + 0.112835854
    p = p * z - 0.37612626
    p = p * z + 1.1283791
    let small = x * p
    let magnitude = abs(x)
    let tail = 1 - erfcTail(magnitude)
    let signed = tail.replacing(with: 0 - tail, where: x .< Vector(repeating: 0))
    return signed.replacing(with: small, where: magnitude .< Vector(repeating: 1))
  }

  /// Φ(x), the standard normal distribution function; relative error below 1e-6 also in the lower tail.
  @inline(__always) static func normalCDF(_ x: Vector) -> Vector {
    let scaled = x * 0.70710678118654752
    let magnitude = abs(scaled)
    let tail = 0.5 * erfcTail(magnitude)
    let outer = tail.replacing(with: 1 - tail, where: x .> Vector(repeating: 0))
    let inner = 0.5 + 0.5 * erf(scaled)
    return outer.replacing(with: inner, where: magnitude .< Vector(repeating: 1))
  }

  /// erfc z for z ≥ 1: e^(−z²)·P((z−2)/(z+2)) / (1+2z).
  @inline(__always) private static func erfcTail(_ z: Vector) -> Vector {
    let t = (z - 2) / (z + 2)
    var p = Vector(repeating: -0.0015130908)
    p = p * t + 0.001104054
    p = p * t + 0.008767202
    p = p * t - 0.0080137085
    p = p * t - 0.054225795
    p = p * t + 0.16405034
    p = p * t - 0.16603018
    p = p * t - 0.09276381
    p = p * t + 1.2769784
    return expNonPositive(0 - z * z) * p / (1 + 2 * z)
  }

  /// Natural logarithm, relative error below 3e-7 away from 1 (absolute 1e-7 near it); −∞ at 0, NaN below.
  @inline(__always) static func log(_ x: Vector) -> Vector {
    let tiny = Vector(repeating: Float.leastNormalMagnitude)
    let isTiny = x .< tiny
    let scaled = x.replacing(with: x * 8388608, where: isTiny)  // subnormals become normal
    let bits = unsafeBitCast(scaled, to: IntVector.self)
    // The mantissa in [√½, √2) and the exponent that goes with it.
    let offset = bits &- IntVector(repeating: 0x3f35_04f3)
    let exponent = offset &>> IntVector(repeating: 23)
    let mantissa = unsafeBitCast(bits &- (exponent &<< IntVector(repeating: 23)), to: Vector.self)
    // exponent as a float: |exponent| < 2²², so its bits can ride on 1.5·2²³.
    let magic = IntVector(repeating: 0x4b40_0000)
    var e = unsafeBitCast(exponent &+ magic, to: Vector.self) - 12582912
    e = e.replacing(with: e - 23, where: isTiny)
    let m = mantissa - 1
    var p = Vector(repeating: 0.07037466)
    p = p * m - 0.11514499
    p = p * m + 0.11677028
    p = p * m - 0.12420159
    p = p * m + 0.14249322
    p = p * m - 0.16668057
    p = p * m + 0.20000714
    p = p * m - 0.24999994
    p = p * m + 0.3333333
    let z = m * m
    var y = (m - (0.5 * z - (p * m * z + e * -2.12194440e-4))) + e * 0.693359375
    let zero = Vector(repeating: 0)
    y.replace(with: Vector(repeating: -.infinity), where: x .== zero)
    y.replace(with: Vector(repeating: .nan), where: x .< zero)
    y.replace(with: x, where: x .== Vector(repeating: .infinity))
    return y.replacing(with: x, where: x .!= x)
  }

  @inline(__always) static func abs(_ x: Vector) -> Vector {
    unsafeBitCast(unsafeBitCast(x, to: IntVector.self) & IntVector(repeating: 0x7fff_ffff), to: Vector.self)
  }
}
