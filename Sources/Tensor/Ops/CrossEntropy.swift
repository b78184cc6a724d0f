import Glibc
import Support

extension Tensor {
  /// The mean over rows of −log softmax(logits)[target], in nats; rows whose target is −100 do not count.
  ///
  /// logits[n, k], targets[n]. Backward: dlogits = (softmax − onehot) · dloss / n.
  public static func crossEntropy(logits: Tensor, targets: [Int32]) throws -> Tensor {
    let (n, k) = try logits.rowsAndColumns("crossEntropy", "logits")
    guard logits.rank == 2 else {
      throw UserError(.runtime, "crossEntropy: logits have shape \(logits.shape), [n, classes] is needed")
    }
    guard targets.count == n else {
      throw UserError(.runtime, "crossEntropy: \(targets.count) targets for logits of shape \(logits.shape)")
    }
    try requireIndices(targets.map { $0 == -100 ? 0 : $0 }, below: k, "crossEntropy", "target")
    let counted = targets.reduce(0) { $0 + ($1 == -100 ? 0 : 1) }
    let normalizers = Tensor(uninitialized: [n])
    var total = 0.0
    for row in 0..<n {
      let x = logits.data + row * k
      normalizers.data[row] = Kernels.logSumExp(x, count: k)
      if targets[row] != -100 { total += Double(normalizers.data[row] - x[Int(targets[row])]) }
    }
    let loss = Tensor(scalar: counted == 0 ? .nan : Float(total / Double(counted)))
    return loss.recorded("crossEntropy", inputs: [logits]) { gradient, sink in
      let factor = gradient.data[0] / Float(max(counted, 1))
      let dlogits = Tensor(uninitialized: logits.shape)
      for row in 0..<n {
        let target = dlogits.data + row * k
        if targets[row] == -100 {
          memset(target, 0, k * 4)
          continue
        }
        _ = Kernels.expSum(logits.data + row * k, shift: normalizers.data[row], into: target, count: k)
        Kernels.scaleRow(target, by: factor, count: k)
        target[Int(targets[row])] -= factor
      }
      sink.add(dlogits, to: logits)
    }
  }
}
