import Glibc

extension Kernels {
  /// Attention of one new token over its sequence's cached keys and values, all heads: one decoding step.
  ///
  /// `query` [heads · headSize]; `keys` and `values` hold `length` rows of heads · headSize floats, `stride` floats
  /// apart; `output` [heads · headSize]; `scores` is scratch for heads · `length` floats. Rows are read from end to end,
  /// once each. Runs on the calling thread: callers spread sequences over the pool.
  public static func attentionDecode(
    query: UnsafePointer<Float>, keys: UnsafePointer<Float>, values: UnsafePointer<Float>, length: Int, stride: Int,
    heads: Int, headSize: Int, scores: UnsafeMutablePointer<Float>, output: UnsafeMutablePointer<Float>
  ) {
    let scale = 1 / Float(headSize).squareRoot()
    for j in 0..<length {
      let row = keys + j * stride
      for head in 0..<heads {
        let offset = head * headSize
        scores[head * length + j] = scale * dot(query + offset, row + offset, count: headSize)
      }
    }
    for head in 0..<heads { softmaxRow(scores + head * length, into: scores + head * length, count: length) }
    output.update(repeating: 0, count: heads * headSize)
    // Four rows at a time: the output is read and written a quarter as often.
    for first in Swift.stride(from: 0, to: length, by: 4) {
      for head in 0..<heads {
        addWeightedRows(
          min(4, length - first), scores + head * length + first, values + first * stride + head * headSize,
          stride: stride, count: headSize, to: output + head * headSize)
      }
    }
  }

  /// output[count] += Σⱼ weights[j] · rows[j·stride ..< +count] over the `number` (at most 4) rows.
  @inline(__always)
  private static func addWeightedRows(
    _ number: Int, _ weights: UnsafePointer<Float>, _ rows: UnsafePointer<Float>, stride: Int, count: Int,
    to output: UnsafeMutablePointer<Float>
  ) {
    // Rows beyond the last are the last again, times 0.
    @inline(__always) func row(_ j: Int) -> UnsafePointer<Float> { rows + min(j, number - 1) * stride }
    @inline(__always) func weight(_ j: Int) -> Float { j < number ? weights[j] : 0 }
    let (r0, r1, r2, r3) = (row(0), row(1), row(2), row(3))
    let (w0, w1, w2, w3) = (weight(0), weight(1), weight(2), weight(3))
    let (v0, v1) = (Vector(repeating: w0), Vector(repeating: w1))
    let (v2, v3) = (Vector(repeating: w2), Vector(repeating: w3))
    var i = 0
    while i + 16 <= count {
      let sum = Vector(at: output + i).adding(v0, times: Vector(at: r0 + i)).adding(v1, times: Vector(at: r1 + i))
      let other = (v2 * Vector(at: r2 + i)).adding(v3, times: Vector(at: r3 + i))
      (sum + other).store(to: output + i)
      i += 16
    }
    while i < count {
      output[i] += w0 * r0[i] + w1 * r1[i] + (w2 * r2[i] + w3 * r3[i])
      i += 1
    }
  }

  /// Σ a[i]·b[i]
  @inline(__always)
  public static func dot(_ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>, count: Int) -> Float {
    var i = 0
    var sums = Vector(repeating: 0)
    while i + 16 <= count {
      sums = sums.adding(Vector(at: a + i), times: Vector(at: b + i))
      i += 16
    }
    var result = sums.total
    while i < count {
      result += a[i] * b[i]
      i += 1
    }
    return result
  }
}
