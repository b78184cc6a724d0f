import Script
import Tensor

extension TensorMethods {
  /// Sums, products, extrema, norms and running sums, along axes or of all elements.
  static func reductions(_ type: TypeObject) {
    func along(_ x: Tensor, _ axes: [Int]?, _ keep: Bool, all: () throws -> Tensor, one: (Tensor, Int) throws -> Tensor)
      throws -> Tensor
    {
      guard let axes, !axes.isEmpty else { return try keep ? all().reshaped(to: x.shape.map { _ in 1 }) : all() }
      var result = x
      for axis in axes.map({ $0 < 0 ? $0 + max(x.rank, 1) : $0 }).sorted(by: >) { result = try one(result, axis) }
      return result
    }
    /// `x` reduced by `one` along its last axis, to which several axes were joined first.
    func joined(_ x: Tensor, _ axes: [Int]?, _ keep: Bool, _ one: (Tensor, Int) throws -> Tensor) throws -> Tensor {
      let chosen = Set((axes.flatMap { $0.isEmpty ? nil : $0 } ?? Array(0..<x.rank)).map { $0 < 0 ? $0 + x.rank : $0 })
      guard chosen.allSatisfy({ $0 >= 0 && $0 < max(x.rank, 1) }) else {
        throw ScriptError(
          .indexError,
          "Dimension out of range (expected to be in range of [\(-x.rank), \(x.rank - 1)], but got \(axes ?? []))")
      }
      let kept = (0..<x.rank).filter { !chosen.contains($0) }
      let shape = kept.map { x.shape[$0] }
      let length = chosen.sorted().reduce(1) { $0 * (x.rank == 0 ? 1 : x.shape[$1]) }
      let flat = try x.permuted(kept + (0..<x.rank).filter { chosen.contains($0) }).reshaped(to: shape + [length])
      let result = try one(flat, shape.count)
      return keep ? try result.reshaped(to: x.shape.indices.map { chosen.contains($0) ? 1 : x.shape[$0] }) : result
    }
    both(type, "sum", "dim|axis=None, keepdim|keepdims=False, dtype=None") { call in
      let keep = try call.bool(1)
      let x = try call.dtype(2).map { call.me.converted(to: $0) } ?? call.me
      return try along(
        x, call.axes(0), keep, all: { x.sum() }, one: { try $0.sum(axis: $1, keepAxis: keep).renamed("sum_dim") })
    }
    both(type, "mean", "dim|axis=None, keepdim|keepdims=False, dtype=None") { call in
      let keep = try call.bool(1)
      let x = try call.dtype(2).map { call.me.converted(to: $0) } ?? call.me
      guard x.dtype == .float32 else {
        throw ScriptError(
          .runtimeError,
          "mean(): could not infer output dtype. Input dtype must be either a floating point or complex "
            + "dtype. Got: \(x.dtype == .int64 ? "Long" : "Bool")", hint: "convert it with .float()")
      }
      return try along(
        x, call.axes(0), keep, all: { try x.mean() },
        one: { try $0.mean(axis: $1, keepAxis: keep).renamed("mean_dim") })
    }
    for (name, isRoot) in [("var", false), ("std", true)] {
      both(type, name, "dim|axis=None, unbiased=True, keepdim|keepdims=False, correction=None") { call in
        let correction = try call.axis(3) ?? (call.bool(1) ? 1 : 0)
        let keep = try call.bool(2)
        let variance = try joined(call.me, call.axes(0), keep) { try $0.variance(axis: $1, correction: correction) }
        return isRoot ? variance.sqrt().renamed("std") : variance.renamed("var")
      }
    }
    both(type, "prod", "dim|axis=None, keepdim|keepdims=False, *, dtype=None") { call in
      let x = call.me.dtype == .bool ? call.me.converted(to: .int64) : call.me
      guard let axis = try call.axis(0) else {
        return try x.reshaped(to: [x.count]).product(axis: 0).renamed("prod")
      }
      return try x.product(axis: axis, keepAxis: call.bool(1)).renamed("prod_dim")
    }
    for (name, greatest) in [("max", true), ("min", false)] {
      shared.append(name)
      type.method(name, "dim|axis=None, keepdim|keepdims=False") { call in
        if let other = call[0].tensor {
          return Value(greatest ? try Tensor.maximum(call.me, other) : try Tensor.minimum(call.me, other))
        }
        guard let axis = try call.axis(0) else {
          return Value(try call.me.extremum(greatest: greatest).renamed(name + "_all"))
        }
        let result = try call.me.extremum(axis: axis, greatest: greatest, keepAxis: call.bool(1))
        result.values.renamed(name)
        return ReturnPair.make(name, result.values, result.indices)
      }
      both(type, "a" + name, "dim|axis=None, keepdim|keepdims=False") { call in
        try joined(call.me, call.axes(0), call.bool(1)) {
          try $0.extremum(axis: $1, greatest: greatest).values
        }.renamed("a" + name)
      }
      both(type, "arg" + name, "dim|axis=None, keepdim|keepdims=False") { call in
        guard let axis = try call.axis(0) else { return greatest ? try call.me.argmax() : try call.me.argmin() }
        return try noGrad { try call.me.extremum(axis: axis, greatest: greatest, keepAxis: call.bool(1)).indices }
      }
    }
    for (name, isAll) in [("all", true), ("any", false)] {
      both(type, name, "dim|axis=None, keepdim|keepdims=False") { call in
        let truths = call.me.converted(to: .bool)
        guard let axis = try call.axis(0) else {
          let values = truths.bools
          return Tensor(bools: [isAll ? !values.contains(false) : values.contains(true)], shape: [])
        }
        return try truths.extremum(axis: axis, greatest: !isAll, keepAxis: call.bool(1)).values
      }
    }
    both(type, "norm", "p=2.0, dim|axis=None, keepdim|keepdims=False") { call in
      let p = call[0].number ?? 2
      let x = call.me.converted(to: .float32)
      let keep = try call.bool(2)
      if p == .infinity {
        return try call.axis(1).map { try x.abs().extremum(axis: $0, greatest: true, keepAxis: keep).values }
          ?? x.abs().extremum(greatest: true)
      }
      let powers = p == 2 ? x.square() : try Tensor.power(x.abs(), Tensor(scalar: Float(p)))
      let sum = try along(
        powers, call.axes(1), keep, all: { powers.sum() }, one: { try $0.sum(axis: $1, keepAxis: keep) })
      return (p == 2 ? sum.sqrt() : try Tensor.power(sum, Tensor(scalar: Float(1 / p)))).renamed("norm")
    }
    both(type, "softmax", "dim|axis=-1, dtype=None") { try $0.me.converted(to: .float32).softmax(axis: $0.int(0)) }
    both(type, "log_softmax", "dim|axis=-1, dtype=None") { try $0.me.converted(to: .float32).logSoftmax(axis: $0.int(0)) }
    both(type, "logsumexp", "dim|axis, keepdim|keepdims=False") { call in
      try joined(call.me.converted(to: .float32), call.axes(0), call.bool(1)) { x, axis in
        let top = try noGrad { try x.extremum(axis: axis, greatest: true, keepAxis: true).values }
        // A row of −∞ alone: the shift would make it NaN.
        let shift = Tensor(top.floats.map { $0.isFinite ? $0 : 0 }, shape: top.shape)
        return try ((x - shift).exp().sum(axis: axis, keepAxis: true).log() + shift).squeezed(axis)
      }.renamed("logsumexp")
    }
    both(type, "cumprod", "dim|axis") { call in
      let axis = try call.int(0)
      let parts = try (0..<call.me.shape[axis < 0 ? axis + call.me.rank : axis]).map {
        try call.me.selected(axis: axis, index: $0)
      }
      var products: [Tensor] = []
      for part in parts { products.append(try products.last.map { try Tensor.multiply($0, part) } ?? part) }
      return products.isEmpty ? call.me : try Tensor.stack(products, axis: axis).renamed("cumprod")
    }
    both(type, "cumsum", "dim|axis") { try $0.me.cumulativeSum(axis: $0.int(0)) }
  }
}
