import Glibc

/// The ticks of one axis.
public struct Ticks: Equatable, Sendable {
  public var positions: [Double]
  /// One text for each position.
  public var labels: [String]
  /// Unlabelled ticks between the others (logarithmic axes).
  public var minor: [Double] = []
  /// What every label is to be multiplied by, shown once at the end of the axis: `"×10⁻⁵"`.
  public var multiplier: String?

  public init(positions: [Double], labels: [String], minor: [Double] = [], multiplier: String? = nil) {
    self.positions = positions
    self.labels = labels
    self.minor = minor
    self.multiplier = multiplier
  }

  /// At most `count` round values of an axis from `range.lower` to `range.upper`, labelled.
  public static func automatic(_ range: DataRange, scale: Scale, atMost count: Int) -> Ticks {
    let (lower, upper) = (min(range.lower, range.upper), max(range.lower, range.upper))
    switch scale {
    case .linear: return linear(lower, upper, max(count, 2))
    case .log: return logarithmic(lower, upper, max(count, 2))
    }
  }

  /// Multiples of 1, 2, 2.5 or 5 times a power of ten.
  private static func linear(_ lower: Double, _ upper: Double, _ count: Int) -> Ticks {
    let positions = niceValues(lower, upper, atMost: count)
    let (labels, multiplier) = tickLabels(positions)
    return Ticks(positions: positions, labels: labels, multiplier: multiplier)
  }

  private static func logarithmic(_ lower: Double, _ upper: Double, _ count: Int) -> Ticks {
    guard lower > 0, upper > lower else { return linear(lower, upper, count) }
    let (first, last) = (Int((log10(lower) - 1e-9).rounded(.up)), Int((log10(upper) + 1e-9).rounded(.down)))
    let span = log10(upper) - log10(lower)
    func minor(_ digits: [Int]) -> [Double] {
      var values: [Double] = []
      for decade in Int(log10(lower).rounded(.down))...Int(log10(upper).rounded(.down)) {
        for digit in digits {
          let value = Double(digit) * pow(10, Double(decade))
          if value >= lower * (1 - 1e-9) && value <= upper * (1 + 1e-9) { values.append(value) }
        }
      }
      return values
    }
    if last < first || span < 1.7 {
      // Under two decades: label inside them, or fall back to even steps when even that says little.
      for digits in [[1, 2, 3, 4, 5, 6, 7, 8, 9], [1, 2, 3, 5], [1, 2, 5], [1, 3]] {
        let positions = minor(digits)
        if positions.count >= 3 && positions.count <= count {
          return Ticks(positions: positions, labels: positions.map(shortNumber), minor: minor(Array(1...9)))
        }
      }
      if last < first || span < 0.7 { return linear(lower, upper, count) }
    }
    let stride = max(1, Int((Double(last - first + 1) / Double(count)).rounded(.up)))
    let exponents = Swift.stride(from: first, through: last, by: 1).filter { $0 % stride == 0 }
    let positions = exponents.map { pow(10, Double($0)) }
    let isPlain = first >= -3 && last <= 4
    return Ticks(
      positions: positions, labels: exponents.map { isPlain ? shortNumber(pow(10, Double($0))) : powerOfTen($0) },
      minor: stride == 1 && last - first < 12 ? minor(Array(2...9)) : [])
  }
}

/// Round values from `lower` to `upper`, evenly spaced, at most `count` and where possible at least two.
func niceValues(_ lower: Double, _ upper: Double, atMost count: Int) -> [Double] {
  guard lower.isFinite, upper.isFinite, upper > lower else { return lower.isFinite ? [lower] : [] }
  let span = upper / 2 - lower / 2
  var exponent = Int(log10(span * 2 / Double(count)).rounded(.down)) - 1
  let slack = span * 2e-10
  for _ in 0..<4 {
    // The unit is a power of ten applied last, by division where it is negative: 3 / 10 is 0.3, 3 * 0.1 is not.
    for mantissa in [10, 20, 25, 50] {
      let (unit, divides) = (pow(10, Double(abs(exponent - 1))), exponent - 1 < 0)
      func value(_ k: Double) -> Double { divides ? k * Double(mantissa) / unit : k * Double(mantissa) * unit }
      let step = value(1)
      guard step > 0, step.isFinite else { continue }
      let (first, last) = (((lower - slack) / step).rounded(.up), ((upper + slack) / step).rounded(.down))
      let found = last - first + 1
      if found >= 1 && found <= Double(count) {
        return (0..<Int(found)).map { k in
          let tick = value(first + Double(k))
          return tick == 0 ? 0 : tick
        }
      }
    }
    exponent += 1
  }
  return [lower, upper]
}

/// Labels for evenly spaced `values`, all with the same number of decimals, and a common multiplier where the numbers
/// would be long.
func tickLabels(_ values: [Double]) -> (labels: [String], multiplier: String?) {
  let largest = values.reduce(0) { max($0, $1.magnitude) }
  guard largest > 0 else { return (values.map { _ in "0" }, nil) }
  let exponent = Int(log10(largest).rounded(.down))
  if exponent >= 6 || exponent <= -4 {
    let unit = pow(10, Double(abs(exponent)))
    let scaled = values.map { exponent < 0 ? $0 * unit : $0 / unit }
    return (fixedLabels(scaled), "×" + powerOfTen(exponent))
  }
  return (fixedLabels(values), nil)
}

private func fixedLabels(_ values: [Double]) -> [String] {
  let largest = values.reduce(0) { max($0, $1.magnitude) }
  for decimals in 0...12 {
    let unit = pow(10, Double(decimals))
    if values.allSatisfy({ (($0 * unit).rounded() / unit - $0).magnitude <= largest * 1e-10 }) {
      return values.map { typographic(fixed($0, decimals)) }
    }
  }
  return values.map(shortNumber)
}

/// `value` with exactly `decimals` digits after the point; never "-0".
func fixed(_ value: Double, _ decimals: Int) -> String {
  var buffer = [CChar](repeating: 0, count: 400)
  withVaList([Int32(decimals), value]) { _ = vsnprintf(&buffer, buffer.count, "%.*f", $0) }
  let text = String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  return text.hasPrefix("-") && !text.contains(where: { $0 >= "1" && $0 <= "9" }) ? String(text.dropFirst()) : text
}

/// `value` in as few characters as six significant digits allow, as C's %g does.
func shortNumber(_ value: Double) -> String {
  var buffer = [CChar](repeating: 0, count: 64)
  withVaList([value]) { _ = vsnprintf(&buffer, buffer.count, "%g", $0) }
  return typographic(String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self))
}

/// With a true minus sign, as wide as a plus.
func typographic(_ number: String) -> String { String(number.map { $0 == "-" ? "\u{2212}" : $0 }) }

/// `10` with `exponent` raised: `"10⁻³"`.
func powerOfTen(_ exponent: Int) -> String { "10" + superscript(String(exponent)) }

func superscript(_ text: String) -> String {
  let raised: [Character: Character] = [
    "0": "⁰", "1": "¹", "2": "²", "3": "³", "4": "⁴", "5": "⁵", "6": "⁶", "7": "⁷", "8": "⁸", "9": "⁹", "-": "⁻",
    "\u{2212}": "⁻", "+": "⁺", "n": "ⁿ", "i": "ⁱ", "(": "⁽", ")": "⁾", "=": "⁼",
  ]
  return String(text.map { raised[$0] ?? $0 })
}
