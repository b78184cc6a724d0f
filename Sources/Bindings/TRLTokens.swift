import Script
import Support
import Tensor

/// Token ids and numbers between the language's values and the engine's arrays.
enum TRLTokens {
  /// The ids of a 1-D tensor (or one of shape [1, n]) or a list of ints.
  static func ids(_ value: Value, _ what: String) throws -> [Int32] {
    if let tensor = value.cast(to: TensorObject.self)?.tensor {
      guard tensor.rank == 1 || tensor.rank == 0 || tensor.rank == 2 && tensor.shape[0] == 1 else {
        throw ScriptError(
          .valueError, "\(what) must be a tensor of shape (`seq_len`), not of shape \(tensor.shape)",
          hint: "give a list of 1-D tensors")
      }
      guard tensor.dtype == .int64 else {
        throw ScriptError(.typeError, "\(what) must hold token ids (int64), not \(tensor.dtype.rawValue)")
      }
      return tensor.ints.map { Int32(clamping: $0) }
    }
    return try value.asList(what).map { Int32(clamping: try $0.asInt("a token of \(what)")) }
  }

  /// A list of sequences: tensors or lists of ints, or the rows of a 2-D tensor.
  static func sequences(_ value: Value, _ what: String) throws -> [[Int32]] {
    if let tensor = value.cast(to: TensorObject.self)?.tensor {
      guard tensor.rank == 2, tensor.dtype == .int64 else {
        throw ScriptError(.valueError, "\(what) must be a list of tensors - got a tensor of shape \(tensor.shape)")
      }
      let (ids, width) = (tensor.ints, tensor.shape[1])
      return (0..<tensor.shape[0]).map { row in ids[row * width..<(row + 1) * width].map { Int32(clamping: $0) } }
    }
    return try value.asList(what).enumerated().map { try ids($1, "\(what)[\($0)]") }
  }

  /// One number each: a list of tensors with one element or of numbers, or a 1-D tensor.
  static func numbers(_ value: Value, _ what: String) throws -> [Float] {
    if let tensor = value.cast(to: TensorObject.self)?.tensor { return tensor.floats }
    return try value.asList(what).enumerated().map { index, item in
      guard let tensor = item.cast(to: TensorObject.self)?.tensor else {
        return Float(try item.asDouble("\(what)[\(index)]"))
      }
      guard tensor.count == 1 else {
        throw ScriptError(.valueError, "\(what)[\(index)] must be one number, not a tensor of shape \(tensor.shape)")
      }
      return tensor.floats[0]
    }
  }

  /// A list of float arrays, one per sample.
  static func rows(_ value: Value, _ what: String) throws -> [[Float]] {
    try value.asList(what).enumerated().map { try numbers($1, "\(what)[\($0)]") }
  }

  /// A 1-D int64 tensor of the ids.
  static func tensor(_ ids: [Int32]) -> Value {
    Value(TensorObject(Tensor(ints: ids.map { Int($0) }, shape: [ids.count])))
  }

  /// A 1-D float tensor.
  static func tensor(_ values: [Float]) -> Value { Value(TensorObject(Tensor(values, shape: [values.count]))) }

  /// A list of 1-D float tensors.
  static func list(_ rows: [[Float]]) -> Value { Value(list: rows.map { tensor($0) }) }
}
