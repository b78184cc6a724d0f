/// Means and variances over the tokens that a mask lets through. Accumulated in double precision.
public enum MaskedStatistics {
  /// `Σ x·m / Σ m`; NaN when the mask is empty.
  public static func mean(_ x: [Float], _ mask: [Float]) -> Double {
    var (sum, weight) = (0.0, 0.0)
    for i in x.indices where mask[i] != 0 {
      sum += Double(x[i]) * Double(mask[i])
      weight += Double(mask[i])
    }
    return sum / weight
  }

  /// The unbiased variance, `Σ (x − x̄)²·m / (Σ m − 1)`; 0 when the mask lets a single token through.
  public static func variance(_ x: [Float], _ mask: [Float]) -> Double {
    let mean = mean(x, mask)
    var (sum, weight) = (0.0, 0.0)
    for i in x.indices where mask[i] != 0 {
      sum += (Double(x[i]) - mean) * (Double(x[i]) - mean) * Double(mask[i])
      weight += Double(mask[i])
    }
    return weight > 1 ? sum / (weight - 1) : 0
  }

  /// `(x − x̄) · rsqrt(var + 1e-8)`, the mean put back when `keepMean`.
  public static func whiten(_ x: [Float], _ mask: [Float], keepMean: Bool = false) -> [Float] {
    let mean = mean(x, mask)
    let scale = 1 / (variance(x, mask) + 1e-8).squareRoot()
    let base = keepMean ? mean : 0
    return x.map { Float((Double($0) - mean) * scale + base) }
  }
}

/// The mean of `x`, NaN when empty.
func mean(_ x: [Float]) -> Double { x.reduce(0.0) { $0 + Double($1) } / Double(x.count) }

/// The standard deviation of `x` with n − 1 in the denominator, NaN below two values (as torch says it).
func standardDeviation(_ x: [Float]) -> Double {
  guard x.count > 1 else { return .nan }
  let center = mean(x)
  return (x.reduce(0.0) { $0 + (Double($1) - center) * (Double($1) - center) } / Double(x.count - 1)).squareRoot()
}
