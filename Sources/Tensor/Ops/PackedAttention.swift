import Glibc
import Support

extension Tensor {
  /// Multi-head scaled dot-product attention inside each segment of packed rows (Vaswani et al., 2017).
  ///
  /// qkv[n, 3c] holds query, key and value side by side, each `heads` × headSize; y[n, c]. For one segment and head,
  /// S = Q·Kᵀ/√headSize, P = softmax(S) (over keys up to the query's own position when `causal`), O = P·V.
  ///
  /// Backward: dV = Pᵀ·dO, dP = dO·Vᵀ, dS = P∘(dP − rowsum(P∘dP)), dQ = dS·K/√headSize, dK = dSᵀ·Q/√headSize.
  /// P is kept when it is no larger than twice qkv, and computed again otherwise.
  public static func packedAttention(
    qkv: Tensor, heads: Int, segments: PackedSegments, causal: Bool
  ) throws -> Tensor {
    let (n, width) = try qkv.rowsAndColumns("packedAttention", "qkv")
    guard heads > 0, qkv.rank == 2, width % (3 * heads) == 0 else {
      throw UserError(
        .runtime, "packedAttention: qkv has shape \(qkv.shape); [tokens, 3 · heads · head size] is needed for \(heads) heads")
    }
    guard segments.total == n else {
      throw UserError(.runtime, "packedAttention: segments cover \(segments.total) rows, qkv has \(n)")
    }
    let shape = AttentionShape(segments: segments, heads: heads, headSize: width / (3 * heads), causal: causal)
    let y = Tensor(uninitialized: [n, width / 3])
    let isRecorded = Tensor.isRecorded(qkv)
    let keeps = isRecorded && shape.probabilityCount <= 2 * qkv.count
    let probabilities = Tensor(uninitialized: [keeps ? shape.probabilityCount : 0])
    Kernels.packedAttention(qkv.data, shape, into: y.data, probabilities: keeps ? probabilities.data : nil)
    return y.recorded("packedAttention", inputs: [qkv]) { dy, sink in
      let dqkv = Tensor(uninitialized: qkv.shape)
      Kernels.packedAttentionBackward(
        qkv.data, shape, dy: dy.data, probabilities: keeps ? probabilities.data : nil, into: dqkv.data)
      sink.add(dqkv, to: qkv)
    }
  }
}

/// The sizes of one packed attention.
public struct AttentionShape: Sendable {
  public let segments: PackedSegments
  public let heads: Int
  public let headSize: Int
  public let causal: Bool
  /// Where each segment's probabilities start: heads · length² floats each.
  let probabilityOffsets: [Int]

  public init(segments: PackedSegments, heads: Int, headSize: Int, causal: Bool) {
    self.segments = segments
    self.heads = heads
    self.headSize = headSize
    self.causal = causal
    var offsets = [0]
    for segment in 0..<segments.count {
      offsets.append(offsets[segment] + heads * segments.length(segment) * segments.length(segment))
    }
    probabilityOffsets = offsets
  }

  var probabilityCount: Int { probabilityOffsets[segments.count] }
  var width: Int { heads * headSize }
  var longest: Int { (0..<segments.count).reduce(0) { max($0, segments.length($1)) } }
  var scale: Float { 1 / Float(headSize).squareRoot() }

  /// Rows of queries handled together: whole short segments, blocks of long ones, so that causal attention skips the
  /// keys after a block.
  static let blockRows = 128

  /// The number of keys that queries below `end` of a segment of `length` see.
  func keys(before end: Int, of length: Int) -> Int { causal ? end : length }

  /// Calls `body(segment, head)` for every non-empty segment and head over the pool.
  func forEach(_ body: (_ segment: Int, _ head: Int) -> Void) {
    Threads.parallel(segments.count * heads) { task in
      if segments.length(task / heads) > 0 { body(task / heads, task % heads) }
    }
  }
}

extension Kernels {
  /// The forward pass of ``Tensor/packedAttention(qkv:heads:segments:causal:)`` on plain memory.
  ///
  /// - Parameter probabilities: when given, keeps P of each segment and head, length² floats each.
  public static func packedAttention(
    _ qkv: UnsafePointer<Float>, _ shape: AttentionShape, into y: UnsafeMutablePointer<Float>,
    probabilities: UnsafeMutablePointer<Float>? = nil
  ) {
    let c = shape.width
    let size = shape.headSize
    let longest = shape.longest
    shape.forEach { segment, head in
      let start = shape.segments.offsets[segment]
      let length = shape.segments.length(segment)
      let q = qkv + start * 3 * c + head * size
      let output = y + start * c + head * size
      let kept = probabilities.map { $0 + shape.probabilityOffsets[segment] + head * length * length }
      func block(_ low: Int, _ p: UnsafeMutablePointer<Float>, _ stride: Int) {
        let high = min(length, low + AttentionShape.blockRows)
        let keys = shape.keys(before: high, of: length)
        attentionProbabilities(q, shape, rows: low..<high, keys: keys, into: p, stride: stride)
        serialSgemm(
          m: high - low, n: size, k: keys, a: p, lda: stride, b: q + 2 * c, ldb: 3 * c, c: output + low * c, ldc: c)
      }
      if let kept {
        for low in Swift.stride(from: 0, to: length, by: AttentionShape.blockRows) { block(low, kept + low * length, length) }
      } else {
        withScratch(min(longest, AttentionShape.blockRows) * longest) { p in
          for low in Swift.stride(from: 0, to: length, by: AttentionShape.blockRows) { block(low, p, length) }
        }
      }
    }
  }

  /// p[rows, keys] = softmax(Q·Kᵀ/√headSize) for some queries of one segment and head; masked entries are 0.
  @inline(__always)
  private static func attentionProbabilities(
    _ q: UnsafePointer<Float>, _ shape: AttentionShape, rows: Range<Int>, keys: Int,
    into p: UnsafeMutablePointer<Float>, stride: Int
  ) {
    let c = shape.width
    serialSgemm(
      transposeB: true, m: rows.count, n: keys, k: shape.headSize, alpha: shape.scale,
      a: q + rows.lowerBound * 3 * c, lda: 3 * c, b: q + c, ldb: 3 * c, c: p, ldc: stride)
    for row in rows {
      let scores = p + (row - rows.lowerBound) * stride
      let visible = shape.causal ? row + 1 : keys
      softmaxRow(scores, into: scores, count: visible)
      if visible < keys { memset(scores + visible, 0, (keys - visible) * 4) }
    }
  }

  /// dqkv[n, 3c] from dy[n, c]; every element of dqkv is written.
  static func packedAttentionBackward(
    _ qkv: UnsafePointer<Float>, _ shape: AttentionShape, dy: UnsafePointer<Float>,
    probabilities: UnsafePointer<Float>?, into dqkv: UnsafeMutablePointer<Float>
  ) {
    let c = shape.width
    let size = shape.headSize
    let rowsAtOnce = min(shape.longest, AttentionShape.blockRows)
    let blockSize = rowsAtOnce * shape.longest
    shape.forEach { segment, head in
      let start = shape.segments.offsets[segment]
      let length = shape.segments.length(segment)
      let q = qkv + start * 3 * c + head * size
      let dq = dqkv + start * 3 * c + head * size
      let dout = dy + start * c + head * size
      let kept = probabilities.map { $0 + shape.probabilityOffsets[segment] + head * length * length }
      withScratch(2 * blockSize) { scratch in
        let dp = scratch + blockSize
        // The last block sees every key, so it initialises dK and dV; the others add to them.
        let blocks = Swift.stride(from: 0, to: length, by: AttentionShape.blockRows).reversed()
        for low in blocks {
          let high = min(length, low + AttentionShape.blockRows)
          let keys = shape.keys(before: high, of: length)
          let beta: Float = high == length ? 0 : 1
          let p: UnsafePointer<Float>
          if let kept {
            p = kept + low * length
          } else {
            attentionProbabilities(q, shape, rows: low..<high, keys: keys, into: scratch, stride: length)
            p = UnsafePointer(scratch)
          }
          let rows = high - low
          serialSgemm(
            transposeA: true, m: keys, n: size, k: rows, a: p, lda: length, b: dout + low * c, ldb: c, beta: beta,
            c: dq + 2 * c, ldc: 3 * c)
          serialSgemm(
            transposeB: true, m: rows, n: keys, k: size, a: dout + low * c, lda: c, b: q + 2 * c, ldb: 3 * c, c: dp,
            ldc: length)
          for row in 0..<rows {
            softmaxBackwardRow(p + row * length, dp + row * length, count: keys, scale: shape.scale)
          }
          serialSgemm(
            m: rows, n: size, k: keys, a: dp, lda: length, b: q + c, ldb: 3 * c, c: dq + low * 3 * c, ldc: 3 * c)
          serialSgemm(
            transposeA: true, m: keys, n: size, k: rows, a: dp, lda: length, b: q + low * 3 * c, ldb: 3 * c,
            beta: beta, c: dq + c, ldc: 3 * c)
        }
      }
    }
  }

  /// dp = scale · p ∘ (dp − Σ p·dp), in place.
  @inline(__always)
  static func softmaxBackwardRow(
    _ p: UnsafePointer<Float>, _ dp: UnsafeMutablePointer<Float>, count: Int, scale: Float = 1
  ) {
    let sum = dot(p, dp, count: count)
    for i in 0..<count { dp[i] = scale * p[i] * (dp[i] - sum) }
  }
}
