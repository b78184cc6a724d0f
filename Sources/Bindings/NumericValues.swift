import Script
import Tensor

/// A native object that holds numbers: reading them all at once is faster than iterating.
public protocol NumericSequence: Object {
  /// The numbers in order, row by row; `nil` when the object's values are no numbers.
  var doubleValues: [Double]? { get }
  /// The lengths of the dimensions; empty for a single number.
  var dimensions: [Int] { get }
}

extension TensorObject: NumericSequence {
  public var doubleValues: [Double]? {
    switch tensor.dtype {
    case .float32: tensor.floats.map(Double.init)
    case .int64: tensor.ints.map(Double.init)
    case .bool: tensor.bools.map { $0 ? 1 : 0 }
    }
  }

  public var dimensions: [Int] { tensor.shape }
}

/// Numbers of the language as arrays of doubles.
enum NumericValues {
  /// The numbers of a list, tuple, range, array, tensor or anything else that can be iterated; a number alone counts as
  /// one. `None` is a missing value, not a number.
  ///
  /// - Throws: `TypeError` naming `what` and the item at fault.
  static func doubles(_ value: Value, _ what: String) throws -> [Double] {
    if let numbers = (value.object as? NumericSequence)?.doubleValues { return numbers }
    if let number = value.number { return [number] }
    if value.range != nil { return try value.items().map { $0.number ?? .nan } }
    if value.str != nil { throw ScriptError(.typeError, "\(what) must be numbers, not str") }
    guard value.isIterable else { throw ScriptError(.typeError, "\(what) must be numbers, not \(value.typeName)") }
    return try value.items().enumerated().map { try double($1, "\(what)[\($0)]") }
  }

  /// One number: what a number, a tensor or array with one element, or an object with `__float__` stands for.
  static func double(_ value: Value, _ what: String) throws -> Double {
    if let number = value.number { return number }
    if value.isNone { return .nan }
    if let numbers = (value.object as? NumericSequence)?.doubleValues {
      if numbers.count == 1 { return numbers[0] }
      throw ScriptError(.typeError, "\(what) must be a number, not \(value.typeName) of \(numbers.count) numbers")
    }
    for name in ["__float__", "item"] where value.object?.type.lookup(name) != nil {
      if let number = try value.callMethod(name).number { return number }
    }
    throw ScriptError(.typeError, "\(what) must be a number, not \(value.typeName)")
  }

  /// The rows of a matrix: a list of lists, or an object with two dimensions.
  static func rows(_ value: Value, _ what: String) throws -> [[Double]] {
    if let sequence = value.object as? NumericSequence, sequence.dimensions.count == 2,
      let numbers = sequence.doubleValues
    {
      let columns = sequence.dimensions[1]
      return (0..<sequence.dimensions[0]).map { Array(numbers[$0 * columns..<($0 + 1) * columns]) }
    }
    return try value.asList(what).enumerated().map { try doubles($1, "\(what)[\($0)]") }
  }

  /// Whether the first item of `value` is itself a sequence of numbers.
  static func isNested(_ value: Value) throws -> Bool {
    if let sequence = value.object as? NumericSequence { return sequence.dimensions.count > 1 }
    guard let first = value.list?.items.first ?? value.tuple?.items.first else { return false }
    if let sequence = first.object as? NumericSequence { return sequence.dimensions.count > 0 }
    return first.str == nil && first.isIterable
  }

  /// The texts of `value` when it is a sequence of strings.
  static func strings(_ value: Value) throws -> [String]? {
    guard value.str == nil, value.number == nil, !(value.object is NumericSequence), value.isIterable else {
      return nil
    }
    let items = try value.items()
    guard let first = items.first, first.str != nil else { return nil }
    return try items.map { try $0.text() }
  }
}
