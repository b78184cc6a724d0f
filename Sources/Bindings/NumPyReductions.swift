import Glibc
import Script

/// Sums, means, extremes… over whole arrays or along one dimension.
struct NumPyReduction {
  let name: String
  /// The type of the result for an array of the given type.
  let resultType: (NDArrayObject.ElementType) -> NDArrayObject.ElementType
  /// What it gives for no elements; `nil`: a `ValueError`.
  let empty: Double?
  let body: ([Double]) -> Double

  init(
    _ name: String, empty: Double?,
    resultType: @escaping (NDArrayObject.ElementType) -> NDArrayObject.ElementType = { $0 },
    _ body: @escaping ([Double]) -> Double
  ) {
    self.name = name
    self.empty = empty
    self.resultType = resultType
    self.body = body
  }

  private static func floating(_ type: NDArrayObject.ElementType) -> NDArrayObject.ElementType {
    type.isFloating ? type : .float64
  }
  private static func counting(_ type: NDArrayObject.ElementType) -> NDArrayObject.ElementType {
    type == .bool ? .int64 : type
  }

  static let sum = NumPyReduction("sum", empty: 0, resultType: counting, pairwiseSum)
  static let mean = NumPyReduction("mean", empty: .nan, resultType: floating, average)

  /// Those that take an array, an axis and `keepdims`, under each of their names.
  static let all: [String: NumPyReduction] = [
    "sum": sum, "mean": mean,
    "nansum": NumPyReduction("sum", empty: 0, resultType: counting) { pairwiseSum(known($0)) },
    "nanmean": NumPyReduction("mean", empty: .nan, resultType: floating) { average(known($0)) },
    "nanmax": NumPyReduction("maximum", empty: nil) { extreme(known($0), >) },
    "nanmin": NumPyReduction("minimum", empty: nil) { extreme(known($0), <) },
    "prod": NumPyReduction("prod", empty: 1, resultType: counting) { $0.reduce(1, *) },
    "max": NumPyReduction("maximum", empty: nil) { extreme($0, >) },
    "min": NumPyReduction("minimum", empty: nil) { extreme($0, <) },
    "amax": NumPyReduction("maximum", empty: nil) { extreme($0, >) },
    "amin": NumPyReduction("minimum", empty: nil) { extreme($0, <) },
    "ptp": NumPyReduction("maximum", empty: nil) { extreme($0, >) - extreme($0, <) },
    "argmax": NumPyReduction("argmax", empty: nil, resultType: { _ in .int64 }) {
      Double(place(of: extreme($0, >), $0))
    },
    "argmin": NumPyReduction("argmin", empty: nil, resultType: { _ in .int64 }) {
      Double(place(of: extreme($0, <), $0))
    },
    "median": NumPyReduction("median", empty: .nan, resultType: floating) { quantile($0, 0.5) },
    "any": NumPyReduction("any", empty: 0, resultType: { _ in .bool }) { $0.contains { $0 != 0 } ? 1 : 0 },
    "all": NumPyReduction("all", empty: 1, resultType: { _ in .bool }) { $0.allSatisfy { $0 != 0 } ? 1 : 0 },
    "count_nonzero": NumPyReduction("count_nonzero", empty: 0, resultType: { _ in .int64 }) {
      Double($0.filter { $0 != 0 }.count)
    },
  ]

  /// Variance, or its root, with `ddof` degrees of freedom taken off.
  static func variance(_ name: String, ddof: Double, isRoot: Bool) -> NumPyReduction {
    NumPyReduction(name, empty: .nan, resultType: floating) { values in
      let mean = average(values)
      let variance = pairwiseSum(values.map { ($0 - mean) * ($0 - mean) }) / max(Double(values.count) - ddof, 0)
      return isRoot ? variance.squareRoot() : variance
    }
  }

  /// Over `axis`, or over everything when it is `None`.
  func callAsFunction(_ array: NDArrayObject, axis: Value, keepsDimensions: Bool = false) throws -> Value {
    let type = resultType(array.elementType)
    if axis.isNone || axis.isUnset {
      let shape = keepsDimensions ? array.shape.map { _ in 1 } : []
      return NDArrayObject([try reduce(array.values)], shape: shape, type: type).asValue
    }
    let position = try array.axis(axis)
    let length = array.shape[position]
    let inner = array.shape[(position + 1)...].reduce(1, *)
    let outer = array.shape[..<position].reduce(1, *)
    var result: [Double] = []
    result.reserveCapacity(outer * inner)
    for o in 0..<outer {
      for i in 0..<inner {
        result.append(try reduce((0..<length).map { array.values[(o * length + $0) * inner + i] }))
      }
    }
    var shape = array.shape
    if keepsDimensions { shape[position] = 1 } else { shape.remove(at: position) }
    return NDArrayObject(result, shape: shape, type: type).asValue
  }

  private func reduce(_ values: [Double]) throws -> Double {
    if !values.isEmpty { return body(values) }
    if let empty { return empty }
    throw ScriptError(
      .valueError,
      name.hasPrefix("arg")
        ? "attempt to get \(name) of an empty sequence"
        : "zero-size array to reduction operation \(name) which has no identity")
  }

  // MARK: Arithmetic

  /// numpy's summation: by pairs, so that the error grows with the logarithm of the count.
  static func pairwiseSum(_ values: [Double]) -> Double { pairwiseSum(values[...]) }

  private static func pairwiseSum(_ values: ArraySlice<Double>) -> Double {
    let count = values.count
    if count < 8 { return values.reduce(0, +) }
    if count <= 128 {
      var r = Array(values.prefix(8))
      var i = values.startIndex + 8
      while i < values.endIndex - count % 8 {
        for j in 0..<8 { r[j] += values[i + j] }
        i += 8
      }
      var sum = ((r[0] + r[1]) + (r[2] + r[3])) + ((r[4] + r[5]) + (r[6] + r[7]))
      while i < values.endIndex {
        sum += values[i]
        i += 1
      }
      return sum
    }
    let half = count / 2 - count / 2 % 8
    let middle = values.startIndex + half
    return pairwiseSum(values[..<middle]) + pairwiseSum(values[middle...])
  }

  private static func average(_ values: [Double]) -> Double { pairwiseSum(values) / Double(values.count) }

  private static func known(_ values: [Double]) -> [Double] { values.filter { !$0.isNaN } }

  /// The extreme value; not a number when any is not.
  private static func extreme(_ values: [Double], _ isBetter: (Double, Double) -> Bool) -> Double {
    var best = values.first ?? .nan
    for value in values {
      if value.isNaN { return value }
      if isBetter(value, best) { best = value }
    }
    return best
  }

  private static func place(of value: Double, _ values: [Double]) -> Int {
    values.firstIndex { $0 == value || value.isNaN && $0.isNaN } ?? 0
  }

  /// The value below which the part `q` of `values` lies, linear between neighbours.
  static func quantile(_ values: [Double], _ q: Double) -> Double {
    if values.isEmpty || values.contains(where: \.isNaN) { return .nan }
    let sorted = values.sorted()
    let place = q * Double(sorted.count - 1)
    let low = Int(place.rounded(.down))
    let (a, b, t) = (sorted[low], sorted[min(low + 1, sorted.count - 1)], place - place.rounded(.down))
    if q == 0.5 { return t == 0 ? a : (a + b) / 2 }
    return t >= 0.5 ? b - (b - a) * (1 - t) : a + (b - a) * t
  }
}

extension NDArrayObject {
  /// `value` as one of the array's dimensions, negative ones counted from the last.
  func axis(_ value: Value) throws -> Int {
    let axis = try value.asInt("axis")
    let position = axis < 0 ? axis + shape.count : axis
    guard position >= 0, position < shape.count else {
      throw ScriptError(.valueError, "axis \(axis) is out of bounds for array of dimension \(shape.count)")
    }
    return position
  }

  /// `f` of every line along `axis`, which keeps its length.
  func mapLines(_ axis: Int, type: ElementType? = nil, _ f: ([Double]) -> [Double]) -> NDArrayObject {
    let length = shape[axis]
    let inner = shape[(axis + 1)...].reduce(1, *)
    var result = values
    for o in 0..<shape[..<axis].reduce(1, *) {
      for i in 0..<inner {
        let line = f((0..<length).map { values[(o * length + $0) * inner + i] })
        for j in 0..<length { result[(o * length + j) * inner + i] = line[j] }
      }
    }
    return NDArrayObject(result, shape: shape, type: type ?? elementType)
  }
}
