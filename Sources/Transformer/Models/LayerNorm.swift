import Tensor

/// Normalises each row to mean 0 and variance 1, then scales and shifts it.
final class LayerNorm {
  let weight: Tensor
  let bias: Tensor
  let epsilon: Float

  init(width: Int, epsilon: Double) {
    weight = Tensor(full: [width], 1)
    bias = Tensor(zeros: [width])
    self.epsilon = Float(epsilon)
  }

  var parameters: LayerNormParameters { LayerNormParameters(weight: weight, bias: bias, epsilon: epsilon) }

  func callAsFunction(_ x: Tensor) throws -> Tensor {
    try Tensor.layerNorm(x, weight: weight, bias: bias, epsilon: epsilon)
  }

  func entries(_ name: String) -> [(name: String, tensor: Tensor)] {
    [("\(name).weight", weight), ("\(name).bias", bias)]
  }
}
