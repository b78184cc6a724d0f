import Glibc

/// Γ and log |Γ| to the last digit of CPython's: Lanczos' sum with 13 terms and g ≈ 6.02468 (as in Boost), not libm's.
enum GammaFunction {
  private static let g = 6.024680040776729583740234375
  private static let numerator = [
    23531376880.410759688572007674451636754734846804940, 42919803642.649098768957899047001988850926355848959,
    35711959237.355668049440185451547166705960488635843, 17921034426.037209699919755754458931112671403265390,
    6039542586.3520280050642916443072979210699388420708, 1439720407.3117216736632230727949123939715485786372,
    248874557.86205415651146038641322942321632125127801, 31426415.585400194380614231628318205362874684987640,
    2876370.6289353724412254090516208496135991145378768, 186056.26539522349504029498971604569928220784236328,
    8071.6720023658162106380029022722506138218516325024, 210.82427775157934587250973392071336271166969580291,
    2.5066282746310002701649081771338373386264310793408,
  ]
  private static let denominator = [
    0.0, 39_916_800, 120_543_840, 150_917_976, 105_258_076, 45_995_730, 13_339_535, 2_637_558, 357_423, 32_670, 1_925,
    66, 1,
  ]

  private static func sum(_ x: Double) -> Double {
    var (above, below) = (0.0, 0.0)
    if x < 5 {
      for i in stride(from: 12, through: 0, by: -1) {
        above = above * x + numerator[i]
        below = below * x + denominator[i]
      }
    } else {
      for i in 0..<13 {
        above = above / x + numerator[i]
        below = below / x + denominator[i]
      }
    }
    return above / below
  }

  /// sin(πx), exact where it is 0.
  private static func sinPi(_ x: Double) -> Double {
    let y = fmod(abs(x), 2)
    let value: Double
    switch Int((2 * y).rounded(.toNearestOrAwayFromZero)) {
    case 0: value = sin(.pi * y)
    case 1: value = cos(.pi * (y - 0.5))
    case 2: value = sin(.pi * (1 - y))
    case 3: value = -cos(.pi * (y - 1.5))
    default: value = sin(.pi * (y - 2))
    }
    return copysign(1, x) * value
  }

  /// Γ(x) for x that is no pole.
  static func gamma(_ x: Double) -> Double {
    if !x.isFinite { return x }
    if x == x.rounded(), x >= 1, x <= 23 { return (1..<max(Int(x), 1)).reduce(1.0) { $0 * Double($1) } }
    let magnitude = abs(x)
    if magnitude < 1e-20 { return 1 / x }
    if magnitude > 200 { return x < 0 ? 0 / sinPi(x) : .infinity }
    let y = magnitude + (g - 0.5)
    let error = magnitude > g - 0.5 ? (y - magnitude) - (g - 0.5) : (y - (g - 0.5)) - magnitude
    let z = error * g / y
    var result: Double
    if x < 0 {
      result = -.pi / sinPi(magnitude) / magnitude * exp(y) / sum(magnitude)
      result -= z * result
      if magnitude < 140 { return result / pow(y, magnitude - 0.5) }
      let root = pow(y, magnitude / 2 - 0.25)
      return result / root / root
    }
    result = sum(magnitude) / exp(y)
    result += z * result
    if magnitude < 140 { return result * pow(y, magnitude - 0.5) }
    let root = pow(y, magnitude / 2 - 0.25)
    return result * root * root
  }

  /// log |Γ(x)| for x that is no pole.
  static func logGamma(_ x: Double) -> Double {
    if !x.isFinite { return x.isNaN ? x : .infinity }
    if x == 1 || x == 2 { return 0 }
    let magnitude = abs(x)
    if magnitude < 1e-20 { return -log(magnitude) }
    var result = log(sum(magnitude)) - g
    result += (magnitude - 0.5) * (log(magnitude + g - 0.5) - 1)
    return x < 0
      ? 1.144729885849400174143427351353058711647 - log(abs(sinPi(magnitude))) - log(magnitude) - result : result
  }
}
