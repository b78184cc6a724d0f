import Script
import Tensor

/// `torch.nn` and `torch.nn.functional`.
enum TorchFunctional {
  static func register(in interpreter: Interpreter) {
    interpreter.register(module: "torch.nn") { interpreter in
      let module = ModuleObject("torch.nn")
      module.namespace["functional"] = Value(try interpreter.importModule("torch.nn.functional"))
      module.namespace["utils"] = Value(try interpreter.importModule("torch.nn.utils"))
      module.namespace.type(TensorObject.parameterType)
      TorchLibrary.extend(module, with: TorchLibrary.classes) { name in
        name == "init" ? Value(try interpreter.importModule("torch.nn.init")) : nil
      }
      return module
    }
    interpreter.register(module: "torch.nn.utils") { names in
      func parameters(_ value: Value) throws -> [Tensor] {
        if let tensor = value.tensor { return [tensor] }
        return try value.asList("parameters").map { try $0.asObject(TensorObject.self, "a parameter", named: "Tensor").tensor }
      }
      names.function("clip_grad_norm_", "parameters, max_norm, norm_type=2.0, error_if_nonfinite=False, foreach=None") { call in
        Value(Tensor(scalar: clipGradNorm(try parameters(call[0]), maxNorm: Float(try call.double(1)))))
      }
      names.function("clip_grad_value_", "parameters, clip_value, foreach=None") { call in
        let limit = Float(try call.double(1))
        for parameter in try parameters(call[0]) {
          if let gradient = parameter.grad { try gradient.assign(gradient.clamped(low: -limit, high: limit)) }
        }
        return .none
      }
      names.function("parameters_to_vector", "parameters") { call in
        Value(try Tensor.cat(parameters(call[0]).map { try $0.reshaped(to: [$0.count]) }))
      }
      names.function("vector_to_parameters", "vec, parameters") { call in
        var start = 0
        let vector = try call.tensor(0)
        for parameter in try parameters(call[1]) {
          try parameter.assign(vector.sliced(axis: 0, start: start, length: parameter.count))
          start += parameter.count
        }
        return .none
      }
    }
    interpreter.register(module: "torch.nn.functional") { _ in
      let module = ModuleObject("torch.nn.functional")
      activations(module.namespace)
      layers(module.namespace)
      TorchLibrary.extend(module, with: ["_torchfunctional"])
      return module
    }
  }

  private static func activations(_ names: Namespace) {
    names.function("relu", "input, inplace=False") { call in Value(try .relu(call.tensor(0))) }
    names.function("tanh", "input") { call in Value(try .tanh(call.tensor(0))) }
    names.function("sigmoid", "input") { call in Value(try .sigmoid(call.tensor(0))) }
    names.function("gelu", "input, approximate='none'") { call in
      Value(try .gelu(call.tensor(0), call.string(1) == "tanh" ? .tanh : .exact))
    }
    names.function("silu", "input, inplace=False") { call in
      Value(try Tensor.multiply(call.tensor(0), .sigmoid(call.tensor(0))).renamed("silu"))
    }
    names.function("softplus", "input, beta=1.0, threshold=20.0") { call in
      let (x, beta, threshold) = (try call.tensor(0), Float(try call.double(1)), Float(try call.double(2)))
      if beta == 1, threshold == 20 { return Value(x.mapped(.softplus)) }
      let scaled = try x * beta
      let linear = try Tensor.compare(scaled, .gt, Tensor(scalar: threshold))
      return Value(try Tensor.where(linear, x, scaled.mapped(.softplus) / beta).renamed("softplus"))
    }
    names.function("logsigmoid", "input") { call in Value(try call.tensor(0).mapped(.logsigmoid)) }
    names.function("softmax", "input, dim=-1, dtype=None") { call in
      Value(try call.tensor(0).converted(to: .float32).softmax(axis: call.int(1)))
    }
    names.function("log_softmax", "input, dim=-1, dtype=None") { call in
      Value(try call.tensor(0).converted(to: .float32).logSoftmax(axis: call.int(1)))
    }
  }

  private static func layers(_ names: Namespace) {
    names.function("linear", "input, weight, bias=None") { call in
      let (x, bias) = (try call.tensor(0), call.isNone(2) ? nil : try call.tensor(2))
      let result = try Tensor.linear(x, weight: call.tensor(1), bias: bias, layout: .outputInput)
      // torch's names: addmm with a bias, mm without, and a view for more than rows.
      if bias == nil { result.renamed(x.rank == 2 ? "matmul" : "unsafe_view") } else if x.rank > 2 { result.renamed("reshape") }
      return Value(result)
    }
    names.function("layer_norm", "input, normalized_shape, weight=None, bias=None, eps=1e-05") { call in
      let x = try call.tensor(0)
      let shape = try call.list(1).map { try $0.asInt("normalized_shape") }
      guard !shape.isEmpty, Array(x.shape.suffix(shape.count)) == shape else {
        throw ScriptError(
          .runtimeError, "Given normalized_shape=\(shape), expected input with shape [*, "
            + shape.map(String.init).joined(separator: ", ") + "], but got input of size\(x.shape)")
      }
      // Several axes are normalised as one.
      let length = shape.reduce(1, *)
      func row(_ index: Int, _ fallback: Float) throws -> Tensor {
        try call.isNone(index) ? Tensor(full: [length], fallback) : call.tensor(index).reshaped(to: [length])
      }
      let flat = try x.reshaped(to: x.shape.dropLast(shape.count) + [length])
      let result = try Tensor.layerNorm(flat, weight: row(2, 1), bias: row(3, 0), epsilon: Float(call.double(4)))
      return Value(shape.count == 1 ? result : try result.reshaped(to: x.shape).renamed("layerNorm"))
    }
    names.function("embedding", "input, weight, padding_idx=None") { call in
      let ids = try call.tensor(0)
      guard ids.dtype != .float32 else {
        throw ScriptError(
          .runtimeError, "Expected tensor for argument #1 'indices' to have one of the following scalar types: Long, Int; "
            + "but got torch.FloatTensor instead (while checking arguments for embedding)")
      }
      let rows = try Tensor.embedding(ids.ints.map { Int32(clamping: $0) }, table: call.tensor(1))
      return Value(try rows.reshaped(to: ids.shape + [rows.shape[1]]).renamed("embedding"))
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
      try Tensor.requireMemory(ids.shape + [classes], .int64)
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
        // A negative amount crops.
        let (before, after) = (min(amounts[k], 0), min(amounts[k + 1], 0))
        if before < 0 || after < 0 {
          result = try result.sliced(axis: axis, start: -before, length: result.shape[axis] + before + after)
        }
        result = try Tensor.cat([filler(max(amounts[k], 0)), result, filler(max(amounts[k + 1], 0))], axis: axis)
      }
      return Value(result.renamed("constant_pad_nd"))
    }
  }
}
