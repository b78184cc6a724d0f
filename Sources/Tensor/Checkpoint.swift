extension Tensor {
  /// `body(inputs)`, whose intermediate results are not kept: the backward pass runs `body` a second time on the tape
  /// (Chen et al., arXiv 1604.06174). Gradients are bit for bit those of the plain call.
  ///
  /// - Parameters:
  ///   - parameters: leaves that `body` reads besides `inputs`; their gradients are those of the plain call.
  ///   - generator: what `body` draws from; the second run draws the same numbers.
  ///   - body: must compute the same each time.
  public static func checkpoint(
    _ inputs: [Tensor], parameters: [Tensor] = [], generator: RandomGenerator? = nil,
    _ body: @escaping ([Tensor]) throws -> Tensor
  ) throws -> Tensor {
    guard GradientMode.isEnabled, (inputs + parameters).contains(where: \.requiresGrad) else { return try body(inputs) }
    let drawn = generator?.state
    let result = try noGrad { try body(inputs) }.detach()
    return result.recorded("checkpoint", inputs: inputs + parameters) { dy, sink in
      let now = generator?.state
      if let drawn { generator?.state = drawn }
      defer { if let now { generator?.state = now } }
      let copies = inputs.map { input in
        let copy = input.detach()
        copy.requiresGrad = input.requiresGrad
        return copy
      }
      let again = try enableGrad { try body(copies) }
      guard again.requiresGrad else { return }
      try again.backward(dy)
      for (input, copy) in zip(inputs, copies) {
        if let gradient = copy.grad { sink.add(gradient, to: input) }
      }
    }
  }
}
