import Glibc

extension Kernels {
  /// The largest of `count` floats (−∞ when there are none).
  @inline(__always)
  public static func maximum(_ x: UnsafePointer<Float>, count: Int) -> Float {
    var i = 0
    var best = Vector(repeating: -.infinity)
    while i + 16 <= count {
      best = best.maximum(Vector(at: x + i))
      i += 16
    }
    var result = best.largest
    while i < count {
      if x[i] > result { result = x[i] }
      i += 1
    }
    return result
  }

  /// target = e^(scale · x − shift), and the sum of it.
  @inline(__always)
  static func expSum(
    _ x: UnsafePointer<Float>, scale: Float = 1, shift: Float, into target: UnsafeMutablePointer<Float>, count: Int
  ) -> Float {
    var i = 0
    var sums = Vector(repeating: 0)
    while i + 16 <= count {
      let e = VectorMath.expNonPositive(Vector(at: x + i) * scale - shift)
      e.store(to: target + i)
      sums += e
      i += 16
    }
    if i < count {
      let e = VectorMath.expNonPositive(
        Vector(at: x + i, count: count - i, filler: -.infinity) * scale - shift)
      e.store(to: target + i, count: count - i)
      sums += e
    }
    return sums.total
  }

  /// The sum of e^(x − shift).
  @inline(__always)
  static func expSum(_ x: UnsafePointer<Float>, shift: Float, count: Int) -> Float {
    var i = 0
    var sums = Vector(repeating: 0)
    while i + 16 <= count {
      sums += VectorMath.expNonPositive(Vector(at: x + i) - shift)
      i += 16
    }
    if i < count {
      sums += VectorMath.expNonPositive(Vector(at: x + i, count: count - i, filler: -.infinity) - shift)
    }
    return sums.total
  }

  /// log Σ e^x of one row.
  @inline(__always)
  public static func logSumExp(_ x: UnsafePointer<Float>, count: Int) -> Float {
    let top = maximum(x, count: count)
    if top == -.infinity { return top }
    return top + logf(expSum(x, shift: top, count: count))
  }

  /// Softmax of one row; `target` may be `x`.
  @inline(__always)
  public static func softmaxRow(_ x: UnsafePointer<Float>, into target: UnsafeMutablePointer<Float>, count: Int) {
    let top = maximum(x, count: count)
    let sum = expSum(x, shift: top, into: target, count: count)
    scaleRow(target, by: 1 / sum, count: count)
  }

  @inline(__always)
  static func scaleRow(_ x: UnsafeMutablePointer<Float>, by factor: Float, count: Int) {
    for i in 0..<count { x[i] *= factor }
  }

  /// Softmax along the last axis of x[rows, columns]; `target` may be `x`.
  public static func softmaxRows(
    _ x: UnsafePointer<Float>, into target: UnsafeMutablePointer<Float>, rows: Int, columns: Int
  ) {
    Threads.parallelRanges(rows, grain: max(1, 4096 / max(columns, 1))) { range in
      for row in range { softmaxRow(x + row * columns, into: target + row * columns, count: columns) }
    }
  }

  /// log softmax along the last axis of x[rows, columns]; `target` may be `x`.
  public static func logSoftmaxRows(
    _ x: UnsafePointer<Float>, into target: UnsafeMutablePointer<Float>, rows: Int, columns: Int
  ) {
    Threads.parallelRanges(rows, grain: max(1, 4096 / max(columns, 1))) { range in
      for row in range {
        let (source, result) = (x + row * columns, target + row * columns)
        let shift = logSumExp(source, count: columns)
        for i in 0..<columns { result[i] = source[i] - shift }
      }
    }
  }
}
