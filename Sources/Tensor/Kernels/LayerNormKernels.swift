extension Kernels {
  /// y[rows, c] = (x − mean) / √(variance + epsilon) · weight + bias, row by row; `y` may be `x`.
  ///
  /// - Parameter statistics: when given, receives mean and 1/√(variance + epsilon) of each row, [rows, 2].
  public static func layerNorm(
    _ x: UnsafePointer<Float>, weight: UnsafePointer<Float>, bias: UnsafePointer<Float>, epsilon: Float,
    into y: UnsafeMutablePointer<Float>, rows: Int, columns: Int, statistics: UnsafeMutablePointer<Float>? = nil
  ) {
    Threads.parallelRanges(rows, grain: max(1, 8192 / max(columns, 1))) { range in
      for row in range {
        let (source, target) = (x + row * columns, y + row * columns)
        let (mean, rstd) = moments(source, columns, epsilon)
        for i in 0..<columns { target[i] = (source[i] - mean) * rstd * weight[i] + bias[i] }
        if let statistics {
          statistics[2 * row] = mean
          statistics[2 * row + 1] = rstd
        }
      }
    }
  }

  /// The mean of a row and 1/√(variance + epsilon).
  @inline(__always)
  private static func moments(_ x: UnsafePointer<Float>, _ count: Int, _ epsilon: Float) -> (Float, Float) {
    var i = 0
    var sums = Vector(repeating: 0)
    while i + 16 <= count {
      sums += Vector(at: x + i)
      i += 16
    }
    var sum = sums.total
    while i < count {
      sum += x[i]
      i += 1
    }
    let mean = sum / Float(count)
    i = 0
    var squares = Vector(repeating: 0)
    while i + 16 <= count {
      let d = Vector(at: x + i) - mean
      squares += d * d
      i += 16
    }
    var square = squares.total
    while i < count {
      let d = x[i] - mean
      square += d * d
      i += 1
    }
    return (mean, 1 / (square / Float(count) + epsilon).squareRoot())
  }

  /// dx of layer norm, row by row, and the sums for dweight and dbias over the rows of `range`.
  @inline(__always)
  static func layerNormBackwardRows(
    _ range: Range<Int>, x: UnsafePointer<Float>, dy: UnsafePointer<Float>, weight: UnsafePointer<Float>,
    statistics: UnsafePointer<Float>, columns: Int, dx: UnsafeMutablePointer<Float>?, accumulate: Bool,
    dweight: UnsafeMutablePointer<Float>, dbias: UnsafeMutablePointer<Float>
  ) {
    for row in range {
      let (xs, dys) = (x + row * columns, dy + row * columns)
      let mean = statistics[2 * row]
      let rstd = statistics[2 * row + 1]
      for i in 0..<columns {
        dweight[i] += dys[i] * ((xs[i] - mean) * rstd)
        dbias[i] += dys[i]
      }
      guard let dx else { continue }
      var i = 0
      var sums = Vector(repeating: 0)
      var products = Vector(repeating: 0)
      while i + 16 <= columns {
        let g = Vector(at: dys + i) * Vector(at: weight + i)
        sums += g
        products += g * ((Vector(at: xs + i) - mean) * rstd)
        i += 16
      }
      var sum = sums.total
      var product = products.total
      while i < columns {
        let g = dys[i] * weight[i]
        sum += g
        product += g * ((xs[i] - mean) * rstd)
        i += 1
      }
      let a = sum / Float(columns)
      let b = product / Float(columns)
      let target = dx + row * columns
      if accumulate {
        for i in 0..<columns { target[i] += rstd * (dys[i] * weight[i] - a - (xs[i] - mean) * rstd * b) }
      } else {
        for i in 0..<columns { target[i] = rstd * (dys[i] * weight[i] - a - (xs[i] - mean) * rstd * b) }
      }
    }
  }
}
