import Glibc
import Support

/// Adam (Kingma and Ba, 2015) and AdamW (Loshchilov and Hutter, 2019), in torch's order of operations, as one threaded
/// sweep over all parameters.
///
/// With ``decoupled`` weight decay p ← p·(1 − lr·wd) first; otherwise wd·p is added to the gradient. Then
/// m ← β₁m + (1−β₁)g, v ← β₂v + (1−β₂)g², p ← p − lr/(1−β₁ᵗ) · m / (√v/√(1−β₂ᵗ) + ε).
public final class Adam {
  public let parameters: [Tensor]
  public var learningRate: Float
  public var beta1: Float
  public var beta2: Float
  public var epsilon: Float
  public var weightDecay: Float
  /// AdamW's decay instead of an L2 term in the gradient.
  public var decoupled: Bool
  /// Parameters (by index) that ``weightDecay`` leaves alone, usually biases and norms.
  public var withoutDecay: Set<Int> = []

  /// What has been accumulated for one parameter; nil moments before its first step.
  public struct ParameterState {
    public var step: Int = 0
    /// The moving mean of gradients, shaped like the parameter.
    public var mean: Tensor?
    /// The moving mean of squared gradients.
    public var squareMean: Tensor?
    public init(step: Int = 0, mean: Tensor? = nil, squareMean: Tensor? = nil) {
      self.step = step
      self.mean = mean
      self.squareMean = squareMean
    }
  }

  /// One entry per parameter; read it to save, write it to resume.
  public var state: [ParameterState]

  public init(
    parameters: [Tensor], learningRate: Float = 1e-3, beta1: Float = 0.9, beta2: Float = 0.999, epsilon: Float = 1e-8,
    weightDecay: Float = 0, decoupled: Bool = true
  ) {
    self.parameters = parameters
    self.learningRate = learningRate
    self.beta1 = beta1
    self.beta2 = beta2
    self.epsilon = epsilon
    self.weightDecay = weightDecay
    self.decoupled = decoupled
    self.state = Array(repeating: ParameterState(), count: parameters.count)
  }

  /// Forgets every parameter's gradient.
  public func zeroGrad() { for parameter in parameters { parameter.grad = nil } }

  /// Updates every parameter that has a gradient.
  public func step() {
    struct Piece {
      var parameter: Int
      var range: Range<Int>
    }
    var pieces: [Piece] = []
    for (index, parameter) in parameters.enumerated() where parameter.grad != nil {
      if state[index].mean == nil { state[index].mean = Tensor(zeros: parameter.shape) }
      if state[index].squareMean == nil { state[index].squareMean = Tensor(zeros: parameter.shape) }
      state[index].step += 1
      for low in stride(from: 0, to: parameter.count, by: 1 << 15) {
        pieces.append(Piece(parameter: index, range: low..<min(parameter.count, low + (1 << 15))))
      }
    }
    Threads.parallel(pieces.count) { piece in
      let index = pieces[piece].parameter
      let state = state[index]
      guard let gradient = parameters[index].grad, let mean = state.mean, let square = state.squareMean else { return }
      let decay = withoutDecay.contains(index) ? 0 : weightDecay
      let correction1 = 1 - pow(Double(beta1), Double(state.step))
      let correction2 = 1 - pow(Double(beta2), Double(state.step))
      update(
        parameters[index].data, gradient.data, mean.data, square.data, pieces[piece].range,
        stepSize: Float(Double(learningRate) / correction1), rootCorrection: Float(correction2.squareRoot()),
        shrink: decoupled ? 1 - learningRate * decay : 1, penalty: decoupled ? 0 : decay)
    }
  }

  private func update(
    _ p: UnsafeMutablePointer<Float>, _ g: UnsafePointer<Float>, _ m: UnsafeMutablePointer<Float>,
    _ v: UnsafeMutablePointer<Float>, _ range: Range<Int>, stepSize: Float, rootCorrection: Float, shrink: Float,
    penalty: Float
  ) {
    let (oneMinusBeta1, beta2, oneMinusBeta2, epsilon) = (1 - beta1, beta2, 1 - beta2, epsilon)
    for i in range {
      let gradient = g[i] + penalty * p[i]
      let mean = m[i] + (gradient - m[i]) * oneMinusBeta1
      let square = v[i] * beta2 + gradient * gradient * oneMinusBeta2
      m[i] = mean
      v[i] = square
      p[i] = p[i] * shrink - stepSize * (mean / (square.squareRoot() / rootCorrection + epsilon))
    }
  }
}

/// Scales the gradients of `parameters` so that their joint 2-norm is at most `maxNorm`, as torch's clip_grad_norm_.
///
/// - Returns: the norm before scaling.
@discardableResult
public func clipGradNorm(_ parameters: [Tensor], maxNorm: Float) -> Float {
  let gradients = parameters.compactMap(\.grad)
  let norm = gradients.reduce(0.0) { $0 + Kernels.sumOfSquares($1.data, count: $1.count) }.squareRoot()
  let factor = Double(maxNorm) / (norm + 1e-6)
  if factor < 1 { for gradient in gradients { Kernels.scale(gradient.data, by: Float(factor), count: gradient.count) } }
  return Float(norm)
}
