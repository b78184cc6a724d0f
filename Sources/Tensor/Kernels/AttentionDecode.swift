import Glibc

extension Kernels {
  /// Attention of one new token over its sequence's cached keys and values, all heads: one decoding step.
  ///
  /// `query` [heads · headSize]; `keys` and `values` hold `length` rows of heads · headSize floats, `stride` floats
  /// apart; `output` [heads · headSize]; `scores` is scratch for `length` floats. Runs on the calling thread: callers
  /// spread sequences (and heads, by passing parts of the rows) over the pool.
  public static func attentionDecode(
    query: UnsafePointer<Float>, keys: UnsafePointer<Float>, values: UnsafePointer<Float>, length: Int, stride: Int,
    heads: Int, headSize: Int, scores: UnsafeMutablePointer<Float>, output: UnsafeMutablePointer<Float>
  ) {
    let scale = 1 / Float(headSize).squareRoot()
    for head in 0..<heads {
      let offset = head * headSize
      let q = query + offset
      for j in 0..<length { scores[j] = scale * dot(q, keys + j * stride + offset, count: headSize) }
      softmaxRow(scores, into: scores, count: length)
      weightedRows(scores, values + offset, length: length, stride: stride, count: headSize, into: output + offset)
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

  /// output[count] = Σⱼ weights[j] · rows[j·stride ..< +count], sixteen columns at a time.
  @inline(__always)
  static func weightedRows(
    _ weights: UnsafePointer<Float>, _ rows: UnsafePointer<Float>, length: Int, stride: Int, count: Int,
    into output: UnsafeMutablePointer<Float>
  ) {
    var i = 0
    while i + 32 <= count {
      var a = Vector(repeating: 0)
      var b = Vector(repeating: 0)
      for j in 0..<length {
        let w = Vector(repeating: weights[j])
        let row = rows + j * stride + i
        a = a.adding(w, times: Vector(at: row))
        b = b.adding(w, times: Vector(at: row + 16))
      }
      a.store(to: output + i)
      b.store(to: output + i + 16)
      i += 32
    }
    while i + 16 <= count {
      var a = Vector(repeating: 0)
      for j in 0..<length { a = a.adding(Vector(repeating: weights[j]), times: Vector(at: rows + j * stride + i)) }
      a.store(to: output + i)
      i += 16
    }
    while i < count {
      var a: Float = 0
      for j in 0..<length { a += weights[j] * rows[j * stride + i] }
      output[i] = a
      i += 1
    }
  }
}
