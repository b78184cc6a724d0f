import Script
import Tensor

/// Where things are in a tensor: what `nonzero`, `where` with one argument and `unique` answer.
enum TensorSearch {
  /// The indices of all elements that are not zero, one row each.
  static func nonzero(_ x: Tensor) -> Tensor {
    let places = x.bools.enumerated().filter(\.element).map(\.offset)
    var rows: [Int] = []
    for place in places {
      var rest = place
      rows += x.shape.reversed().map { length in
        defer { rest /= length }
        return rest % length
      }.reversed()
    }
    return Tensor(ints: rows, shape: [places.count, x.rank])
  }

  /// The columns of a matrix as a tuple.
  static func columns(_ rows: Tensor) throws -> Value {
    Value(tuple: try (0..<rows.shape[1]).map { Value(try rows.selected(axis: 1, index: $0)) })
  }

  /// The different elements in ascending order; with them, on request, which of them each element is and how many.
  static func unique(_ x: Tensor, inverse: Bool, counts: Bool) throws -> Value {
    let order = try x.reshaped(to: [x.count]).sortedIndices(axis: 0).ints
    let numbers = x.floats
    let integers = x.dtype == .float32 ? [] : x.ints
    func differ(_ a: Int, _ b: Int) -> Bool {
      x.dtype == .float32 ? numbers[a] != numbers[b] : integers[a] != integers[b]
    }
    var firsts: [Int] = []
    var times: [Int] = []
    var which = [Int](repeating: 0, count: x.count)
    for (k, place) in order.enumerated() {
      if k == 0 || differ(place, order[k - 1]) {
        firsts.append(place)
        times.append(0)
      }
      times[times.count - 1] += 1
      which[place] = firsts.count - 1
    }
    let values = try noGrad { try x.reshaped(to: [x.count]).indexSelected(axis: 0, indices: firsts) }
    var results = [Value(values)]
    if inverse { results.append(Value(Tensor(ints: which, shape: x.shape))) }
    if counts { results.append(Value(Tensor(ints: times, shape: [times.count]))) }
    return results.count == 1 ? results[0] : Value(tuple: results)
  }
}
