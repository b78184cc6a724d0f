import Glibc
import Support

extension Tensor {
  /// y[n, c] = (x − mean) / √(variance + epsilon) · weight[c] + bias[c] over the last axis (Ba et al., 2016).
  ///
  /// Backward, with x̂ the normalised row and g = dy · weight:
  /// dx = (g − mean(g) − x̂ · mean(g · x̂)) / σ, dweight = Σ dy · x̂, dbias = Σ dy over rows.
  public static func layerNorm(_ x: Tensor, weight: Tensor, bias: Tensor, epsilon: Float = 1e-5) throws -> Tensor {
    let (rows, columns) = try x.rowsAndColumns("layerNorm")
    try weight.require("layerNorm", "weight", shape: [columns])
    try bias.require("layerNorm", "bias", shape: [columns])
    let y = Tensor(uninitialized: x.shape)
    let isRecorded = Tensor.isRecorded(x, weight, bias)
    let statistics = Tensor(uninitialized: [isRecorded ? rows : 0, 2])
    Kernels.layerNorm(
      x.data, weight: weight.data, bias: bias.data, epsilon: epsilon, into: y.data, rows: rows, columns: columns,
      statistics: isRecorded ? statistics.data : nil)
    return y.recorded("layerNorm", inputs: [x, weight, bias]) { dy, sink in
      let pieces = max(1, min(Threads.count, rows * columns / 8192))
      let partial = Tensor(zeros: [pieces, 2, columns])
      func rowsBackward(_ dx: UnsafeMutablePointer<Float>?, _ accumulate: Bool) {
        Threads.parallel(pieces) { piece in
          let sums = partial.data + piece * 2 * columns
          Kernels.layerNormBackwardRows(
            rows * piece / pieces..<rows * (piece + 1) / pieces, x: x.data, dy: dy.data, weight: weight.data,
            statistics: statistics.data, columns: columns, dx: dx, accumulate: accumulate, dweight: sums,
            dbias: sums + columns)
        }
      }
      if x.requiresGrad { sink.write(x) { rowsBackward($0, $1) } } else { rowsBackward(nil, false) }
      for (parameter, offset) in [(weight, 0), (bias, columns)] {
        sink.write(parameter) { target, accumulate in
          if !accumulate { memset(target, 0, columns * 4) }
          for piece in 0..<pieces { Kernels.addRow(target, partial.data + piece * 2 * columns + offset, columns) }
        }
      }
    }
  }
}
