import Script
import Tensor

extension TensorMethods {
  /// Other shapes and orders of axes.
  static func shapes(_ type: TypeObject) {
    type.method("view", "*shape") { call in
      if let dtype = call.rest(0).first?.cast(to: DTypeObject.self) {
        throw ScriptError(.notImplementedError, "view(\(try dtype.repr())): reinterpreting memory is not supported")
      }
      return Value(try call.me.reshaped(to: call.sizes(0)))
    }
    type.method("reshape", "*shape") { call in Value(try call.me.reshaped(to: call.sizes(0))) }
    type.method("view_as", "other") { call in Value(try call.me.reshaped(to: call.tensor(0).shape)) }
    both(type, "squeeze", "dim|axis=None") { call in
      let axes = try call.axes(0)
      let result = try axes.map {
        try $0.map { $0 < 0 ? $0 + call.me.rank : $0 }.sorted(by: >).reduce(call.me) { try $0.squeezed($1) }
      }
      return try result?.renamed("squeeze_dim") ?? call.me.squeezed().renamed("squeeze")
    }
    both(type, "unsqueeze", "dim|axis") { call in try call.me.unsqueezed(call.int(0)).renamed("unsqueeze") }
    both(type, "flatten", "start_dim=0, end_dim=-1") { call in
      let shape = call.me.shape
      if shape.isEmpty { return try call.me.reshaped(to: [1]) }
      let first = try call.int(0) < 0 ? call.int(0) + shape.count : call.int(0)
      let last = try call.int(1) < 0 ? call.int(1) + shape.count : call.int(1)
      guard first >= 0, first <= last, last < shape.count else {
        throw ScriptError(.indexError, "flatten(): axes \(first) to \(last) do not fit shape \(shape)")
      }
      return try call.me.reshaped(
        to: Array(shape[..<first]) + [shape[first...last].reduce(1, *)] + Array(shape[(last + 1)...]))
    }
    for name in ["transpose", "swapaxes"] {
      both(type, name, "dim0, dim1") { call in try call.me.transposed(call.int(0), call.int(1)).renamed("transpose") }
    }
    both(type, "t") { call in call.me.rank < 2 ? call.me : try call.me.transposed(0, 1).renamed("t") }
    type.method("permute", "*dims") { call in Value(try call.me.permuted(call.sizes(0))) }
    type.method("expand", "*sizes") { call in
      let sizes = try call.sizes(0)
      let shape = call.me.shape
      let offset = sizes.count - shape.count
      return Value(
        try call.me.expanded(
          to: sizes.enumerated().map { $1 == -1 && $0 >= offset ? shape[$0 - offset] : $1 }))
    }
    type.method("expand_as", "other") { call in Value(try call.me.expanded(to: call.tensor(0).shape)) }
    type.method("repeat", "*sizes") { call in
      let sizes = try call.sizes(0)
      guard sizes.count >= call.me.rank else {
        throw ScriptError(
          .runtimeError, "Number of dimensions of repeat dims can not be smaller than number of dimensions of tensor")
      }
      var result = try call.me.reshaped(to: Array(repeating: 1, count: sizes.count - call.me.rank) + call.me.shape)
      for (axis, times) in sizes.enumerated() where times != 1 {
        result = try Tensor.cat(Array(repeating: result, count: max(times, 0)), axis: axis)
      }
      return Value(result.renamed("repeat"))
    }
    for name in ["chunk", "split"] {
      shared.append(name)
      type.method(name, name == "chunk" ? "chunks, dim|axis=0" : "split_size, dim|axis=0") { call in
        let axis = try call.int(1) < 0 ? call.int(1) + call.me.rank : call.int(1)
        guard axis >= 0, axis < call.me.rank else { throw ScriptError(.indexError, "\(name): no axis \(axis)") }
        let length = call.me.shape[axis]
        var sizes: [Int] = []
        if call[0].exactInt == nil {
          sizes = try call.list(0).map { try $0.asInt("a size") }
        } else {
          let given = max(1, try call.int(0))
          let size = name == "chunk" ? max(1, (length + given - 1) / given) : given
          sizes = stride(from: 0, to: length, by: size).map { min(size, length - $0) }
        }
        var start = 0
        return Value(
          tuple: try sizes.map { size in
            defer { start += size }
            return Value(try call.me.sliced(axis: axis, start: start, length: size).renamed("split"))
          })
      }
    }
    shared.append("unbind")
    type.method("unbind", "dim|axis=0") { call in
      let axis = try call.int(0)
      guard call.me.rank > 0 else { throw ScriptError(.runtimeError, "unbind(): dimension specified for a 0-d tensor") }
      let length = call.me.shape[axis < 0 ? axis + call.me.rank : axis]
      return Value(tuple: try (0..<length).map { Value(try call.me.selected(axis: axis, index: $0).renamed("unbind")) })
    }
  }

  /// Elements by index, mask or order.
  static func selections(_ type: TypeObject) {
    both(type, "gather", "dim|axis, index") { call in try call.me.gathered(axis: call.int(0), indices: call.tensor(1)) }
    both(type, "index_select", "dim|axis, index") { call in
      try call.me.indexSelected(axis: call.int(0), indices: call.tensor(1).ints).renamed("index_select_dim")
    }
    both(type, "masked_select", "mask") { call in
      let (mask, x) = (try call.tensor(0), call.me)
      // Both are broadcast against each other.
      let shape = try Tensor.compare(mask, .eq, x).shape
      return try TensorIndexing.get(x.expanded(to: shape), Value(mask.expanded(to: shape))).renamed("masked_select")
    }
    both(type, "select", "dim|axis, index") { call in
      try call.me.selected(axis: call.int(0), index: call.int(1)).renamed("select")
    }
    both(type, "narrow", "dim|axis, start, length") { call in
      try call.me.sliced(axis: call.int(0), start: call.int(1), length: call.int(2))
    }
    both(type, "flip", "*dims") { call in
      let given = call.rest(0)
      let axes = try given.first?.exactInt == nil ? call.sizes(0) : given.map { try $0.asInt("an axis") }
      return try axes.reduce(call.me) { x, axis in
        let length = x.shape[axis < 0 ? axis + x.rank : axis]
        return try x.indexSelected(axis: axis, indices: Array((0..<length).reversed())).renamed("flip")
      }
    }
    shared += ["sort", "topk", "nonzero", "unique"]
    type.method("sort", "dim|axis=-1, descending=False, stable=False") { call in
      let indices = try call.me.sortedIndices(axis: call.int(0), descending: call.bool(1))
      return ReturnPair.make("sort", try call.me.gathered(axis: call.int(0), indices: indices).renamed("sort"), indices)
    }
    both(type, "argsort", "dim|axis=-1, descending=False") { call in
      try call.me.sortedIndices(axis: call.int(0), descending: call.bool(1))
    }
    type.method("topk", "k, dim|axis=-1, largest=True, sorted=True") { call in
      let axis = try call.int(1)
      let all = try call.me.sortedIndices(axis: axis, descending: call.bool(2))
      guard try call.int(0) >= 0, try call.int(0) <= all.shape[axis < 0 ? axis + all.rank : axis] else {
        throw ScriptError(.runtimeError, "selected index k out of range")
      }
      let indices = try all.sliced(axis: axis, start: 0, length: call.int(0))
      return ReturnPair.make("topk", try call.me.gathered(axis: axis, indices: indices).renamed("topk"), indices)
    }
    type.method("nonzero", "*, as_tuple=False") { call in
      let places = TensorSearch.nonzero(call.me)
      return try call.bool(0) ? TensorSearch.columns(places) : Value(places)
    }
    type.method("unique", "sorted=True, return_inverse=False, return_counts=False, dim|axis=None") { call in
      guard call.isNone(3) else { throw ScriptError(.notImplementedError, "unique() along one axis is not supported") }
      return try TensorSearch.unique(call.me, inverse: call.bool(1), counts: call.bool(2))
    }
    for (name, rule) in [("scatter", Tensor.ScatterRule.replace), ("scatter_add", .add)] {
      both(type, name, "dim|axis, index, src=None, *, value=None") { call in
        let index = try call.tensor(1)
        let isNumber = call.isNone(2) || call[2].tensor == nil
        let source = try (call.isNone(2) ? call.tensor(3) : call.tensor(2)).converted(to: call.me.dtype)
        return try call.me.scattered(
          axis: call.int(0), indices: index, source: isNumber ? source.expanded(to: index.shape) : source, rule: rule
        ).renamed(isNumber ? "scatter_value" : name)
      }
    }
  }
}
