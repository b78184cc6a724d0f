import Script
import Tensor

/// `torch.nn` and `torch.nn.functional`.
enum TorchFunctional {
  static func register(in interpreter: Interpreter) {
    interpreter.register(module: "torch.nn") { interpreter in
      let module = ModuleObject("torch.nn")
      module.namespace["functional"] = Value(try interpreter.importModule("torch.nn.functional"))
      module.namespace["utils"] = Value(try interpreter.importModule("torch.nn.utils"))
      module.namespace.function("Parameter", "data, requires_grad=True") { call in
        let tensor = try call.tensor(0).detach()
        tensor.requiresGrad = try call.bool(1)
        return Value(tensor)
      }
      return module
    }
    interpreter.register(module: "torch.nn.utils") { names in
      names.function("clip_grad_norm_", "parameters, max_norm, norm_type=2.0") { call in
        let parameters =
          try call[0].tensor.map { [$0] }
          ?? call.list(0).map { try $0.asObject(TensorObject.self, "a parameter", named: "Tensor").tensor }
        return Value(Tensor(scalar: clipGradNorm(parameters, maxNorm: Float(try call.double(1)))))
      }
    }
    interpreter.register(module: "torch.nn.functional") { names in
      activations(names)
      layers(names)
      losses(names)
    }
  }

  private static func activations(_ names: Namespace) {
    names.function("relu", "input, inplace=False") { call in Value(try .relu(call.tensor(0))) }
    names.function("tanh", "input") { call in Value(try .tanh(call.tensor(0))) }
    names.function("sigmoid", "input") { call in Value(try .sigmoid(call.tensor(0))) }
    names.function("gelu", "input, approximate='none'") { call in
      Value(try .gelu(call.tensor(0), call.string(1) == "tanh" ? .tanh : .exact))
    }
    names.function("silu", "input") { call in
      Value(try Tensor.multiply(call.tensor(0), .sigmoid(call.tensor(0))))
    }
    names.function("softplus", "input") { call in
      // log(1 + eˣ) = max(x, 0) + log(1 + e^−|x|)
      let x = try call.tensor(0)
      return Value(try Tensor.relu(x) + ((-x.abs()).exp() + 1).log())
    }
    names.function("logsigmoid", "input") { call in
      let x = try call.tensor(0)
      return Value(try -(Tensor.relu(-x) + ((-x.abs()).exp() + 1).log()))
    }
    names.function("softmax", "input, dim=-1, dtype=None") { call in
      Value(try call.tensor(0).converted(to: .float32).softmax(axis: call.int(1)))
    }
    names.function("log_softmax", "input, dim=-1, dtype=None") { call in
      Value(try call.tensor(0).converted(to: .float32).logSoftmax(axis: call.int(1)))
    }
  }

  private static func layers(_ names: Namespace) {
    names.function("linear", "input, weight, bias=None") { call in
      Value(
        try .linear(
          call.tensor(0), weight: call.tensor(1), bias: call.isNone(2) ? nil : call.tensor(2), layout: .outputInput))
    }
    names.function("layer_norm", "input, normalized_shape, weight=None, bias=None, eps=1e-05") { call in
      let x = try call.tensor(0)
      let shape = try call.list(1).map { try $0.asInt("normalized_shape") }
      guard shape.count == 1 else {
        throw ScriptError(.notImplementedError, "layer_norm over more than the last axis is not supported")
      }
      return Value(
        try .layerNorm(
          x, weight: call.isNone(2) ? Tensor(full: shape, 1) : call.tensor(2),
          bias: call.isNone(3) ? Tensor(zeros: shape) : call.tensor(3), epsilon: Float(try call.double(4))))
    }
    names.function("embedding", "input, weight") { call in
      let ids = try call.tensor(0)
      let rows = try Tensor.embedding(ids.ints.map { Int32(clamping: $0) }, table: call.tensor(1))
      return Value(try rows.reshaped(to: ids.shape + [rows.shape[1]]))
    }
    names.function("dropout", "input, p=0.5, training=True, inplace=False") { call in
      guard try call.bool(2) else { return call[0] }
      return Value(
        try .dropout(call.tensor(0), probability: Float(try call.double(1)), generator: RandomState.generator))
    }
    names.function("one_hot", "tensor, num_classes=-1") { call in
      let ids = try call.tensor(0)
      let classes = try call.int(1) < 0 ? (ids.ints.max() ?? -1) + 1 : call.int(1)
      guard ids.ints.allSatisfy({ $0 >= 0 && $0 < classes }) else {
        throw ScriptError(.runtimeError, "Class values must be smaller than num_classes.")
      }
      let result = Tensor(zeros: ids.shape + [classes], dtype: .int64)
      for (row, id) in ids.ints.enumerated() { result.int64Data[row * classes + id] = 1 }
      return Value(result)
    }
    names.function("pad", "input, pad, mode='constant', value=0") { call in
      let x = try call.tensor(0)
      let amounts = try call.list(1).map { try $0.asInt("pad") }
      var result = x
      for (k, axis) in stride(from: 0, to: amounts.count - 1, by: 2).map({ ($0, x.rank - 1 - $0 / 2) }) {
        func filler(_ length: Int) throws -> Tensor {
          var shape = result.shape
          shape[axis] = length
          return try call.tensor(3).converted(to: x.dtype).expanded(to: TorchArguments.validated(shape))
        }
        guard amounts[k] >= 0, amounts[k + 1] >= 0 else {
          throw ScriptError(.notImplementedError, "negative padding is not supported")
        }
        result = try Tensor.cat([filler(amounts[k]), result, filler(amounts[k + 1])], axis: axis)
      }
      return Value(result)
    }
  }

  private static func losses(_ names: Namespace) {
    func reduced(_ losses: Tensor, _ reduction: String) throws -> Value {
      switch reduction {
      case "mean": return Value(try losses.mean())
      case "sum": return Value(losses.sum())
      case "none": return Value(losses)
      default: throw ScriptError(.valueError, "\(reduction) is not a valid value for reduction")
      }
    }
    names.function("cross_entropy", "input, target, ignore_index=-100, reduction='mean'") { call in
      let logits = try call.tensor(0)
      let target = try call.tensor(1)
      let ignored = try call.int(2)
      let ids = target.ints.map { $0 == ignored ? Int32(-100) : Int32(clamping: $0) }
      let rows = logits.rank == 1 ? try logits.unsqueezed(0) : logits
      if try call.string(3) == "mean" { return Value(try .crossEntropy(logits: rows, targets: ids)) }
      let logp = try rows.logSoftmax(axis: -1)
      let chosen = try logp.gathered(
        axis: 1, indices: Tensor(ints: ids.map { max(Int($0), 0) }, shape: [ids.count, 1])).reshaped(to: target.shape)
      let kept = Tensor(ids.map { $0 == -100 ? 0 : -1 }, shape: target.shape)
      return try reduced(Tensor.multiply(chosen, kept), try call.string(3))
    }
    names.function("nll_loss", "input, target, reduction='mean'") { call in
      let target = try call.tensor(1)
      let chosen = try call.tensor(0).gathered(axis: 1, indices: target.reshaped(to: [target.count, 1]))
      return try reduced(-chosen.reshaped(to: target.shape), try call.string(2))
    }
    names.function("mse_loss", "input, target, reduction='mean'") { call in
      try reduced((call.tensor(0) - call.tensor(1)).square(), try call.string(2))
    }
    names.function("l1_loss", "input, target, reduction='mean'") { call in
      try reduced((call.tensor(0) - call.tensor(1)).abs(), try call.string(2))
    }
    names.function("binary_cross_entropy_with_logits", "input, target, reduction='mean'") { call in
      let (x, y) = (try call.tensor(0), try call.tensor(1))
      let losses = try Tensor.relu(x) - x * y + ((-x.abs()).exp() + 1).log()
      return try reduced(losses, try call.string(2))
    }
    names.function("kl_div", "input, target, reduction='mean', log_target=False") { call in
      let (logq, target) = (try call.tensor(0), try call.tensor(1))
      let losses =
        try call.bool(3) ? target.exp() * (target - logq) : target * (target.clamped(low: 1e-38).log() - logq)
      if try call.string(2) == "batchmean" { return Value(try losses.sum() / Float(max(losses.shape.first ?? 1, 1))) }
      return try reduced(losses, try call.string(2))
    }
  }
}
