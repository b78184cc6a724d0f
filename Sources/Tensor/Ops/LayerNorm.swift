import Glibc
import Support

/// The weights of a layer norm over the last axis, [c] each.
public struct LayerNormParameters {
  public let weight: Tensor
  public let bias: Tensor
  public let epsilon: Float

  public init(weight: Tensor, bias: Tensor, epsilon: Float = 1e-5) {
    self.weight = weight
    self.bias = bias
    self.epsilon = epsilon
  }
}

extension Tensor {
  /// y[n, c] = (x − mean) / √(variance + epsilon) · weight[c] + bias[c] over the last axis (Ba et al., 2016).
  ///
  /// Backward, with x̂ the normalised row and g = dy · weight:
  /// dx = (g − mean(g) − x̂ · mean(g · x̂)) / σ, dweight = Σ dy · x̂, dbias = Σ dy over rows.
  public static func layerNorm(_ x: Tensor, weight: Tensor, bias: Tensor, epsilon: Float = 1e-5) throws -> Tensor {
    let rows = try NormalizedRows(
      x, LayerNormParameters(weight: weight, bias: bias, epsilon: epsilon), isRecorded: isRecorded(x, weight, bias),
      "layerNorm")
    let y = rows.values()
    return y.recorded("layerNorm", inputs: rows.inputs) { dy, sink in rows.backward(sink) { _, _ in dy } }
  }
}

/// What a product reads: rows as they are, or their layer norm, which is then made again in the backward pass instead
/// of being kept.
struct NormalizedRows {
  let x: Tensor
  let norm: LayerNormParameters?
  let rows: Int
  let columns: Int
  /// The mean and 1/√(variance + epsilon) of each row, [rows, 2], once ``values()`` has run; empty off the tape.
  private let statistics: Tensor

  init(_ x: Tensor, _ norm: LayerNormParameters?, isRecorded: Bool, _ operation: String) throws {
    (rows, columns) = try x.rowsAndColumns(operation)
    try norm?.weight.require(operation, "weight", shape: [columns])
    try norm?.bias.require(operation, "bias", shape: [columns])
    self.x = x
    self.norm = norm
    statistics = Tensor(uninitialized: [isRecorded && norm != nil ? rows : 0, 2])
  }

  var inputs: [Tensor] { norm.map { [x, $0.weight, $0.bias] } ?? [x] }

  /// The rows to multiply, shaped like x.
  func values() -> Tensor {
    guard let norm else { return x }
    let y = Tensor(uninitialized: x.shape)
    Kernels.layerNorm(
      x.data, weight: norm.weight.data, bias: norm.bias.data, epsilon: norm.epsilon, into: y.data, rows: rows,
      columns: columns, statistics: statistics.count > 0 ? statistics.data : nil)
    return y
  }

  /// Sends on the gradient of ``values()``, which `gradient` returns; without a norm it may write or accumulate into
  /// the memory it is given (`accumulate`: whether that already holds a sum) and return nil.
  func backward(_ sink: Gradients, _ gradient: (_ target: UnsafeMutablePointer<Float>?, _ accumulate: Bool) -> Tensor?) {
    guard let norm else {
      sink.write(x) { _ = gradient($0, $1) }
      return
    }
    guard inputs.contains(where: { $0.requiresGrad }), let dy = gradient(nil, false) else { return }
    let pieces = max(1, min(Threads.count, rows * columns / 8192))
    let partial = Tensor(zeros: [pieces, 2, columns])
    func rowsBackward(_ dx: UnsafeMutablePointer<Float>?, _ accumulate: Bool) {
      Threads.parallel(pieces) { piece in
        let sums = partial.data + piece * 2 * columns
        Kernels.layerNormBackwardRows(
          rows * piece / pieces..<rows * (piece + 1) / pieces, x: x.data, dy: dy.data, weight: norm.weight.data,
          statistics: statistics.data, columns: columns, dx: dx, accumulate: accumulate, dweight: sums,
          dbias: sums + columns)
      }
    }
    if x.requiresGrad { sink.write(x) { rowsBackward($0, $1) } } else { rowsBackward(nil, false) }
    for (parameter, offset) in [(norm.weight, 0), (norm.bias, columns)] {
      sink.write(parameter) { target, accumulate in
        if !accumulate { memset(target, 0, columns * 4) }
        for piece in 0..<pieces { Kernels.addRow(target, partial.data + piece * 2 * columns + offset, columns) }
      }
    }
  }
}
