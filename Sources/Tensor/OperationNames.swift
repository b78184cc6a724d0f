extension Tensor {
  /// The name of the operation that made this tensor, `nil` for leaves.
  public var operationName: String? { node?.name }

  /// torch's name for the backward function of an operation of ours.
  public static func gradientFunction(_ operation: String) -> String {
    let names = [
      "subtract": "SubBackward0", "multiply": "MulBackward0", "divide": "DivBackward0", "power": "PowBackward1",
      "pow": "PowBackward0", "square": "PowBackward0", "matmul": "MmBackward0", "reshape": "ViewBackward0",
      "layerNorm": "NativeLayerNormBackward0", "crossEntropy": "NllLossBackward0", "linear": "AddmmBackward0",
      "index_select": "IndexBackward0", "index_select_dim": "IndexSelectBackward0", "sum_dim": "SumBackward1",
      "mean_dim": "MeanBackward1", "clamp": "ClampBackward1", "logsigmoid": "LogSigmoidBackward0",
      "norm": "LinalgVectorNormBackward0", "embedding": "EmbeddingBackward0", "max_all": "MaxBackward1",
      "min_all": "MinBackward1", "scatter_value": "ScatterBackward1", "prod_dim": "ProdBackward1",
      "squeeze_dim": "SqueezeBackward1", "squeeze_row": "SqueezeBackward4",
      "pow_base": "PowBackward2", "copy_slices": "CopySlices", "copy": "CopyBackwards",
      "norm_all": "LinalgVectorNormBackward0",
    ]
    if let name = names[operation] { return name }
    let words = operation.split(separator: "_").map { $0.prefix(1).uppercased() + $0.dropFirst() }
    return words.joined() + "Backward0"
  }
}
