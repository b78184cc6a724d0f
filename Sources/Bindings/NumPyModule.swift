import Glibc
import Script

/// The module `numpy`, lite: what notebooks do to lists of numbers.
public enum NumPyModule {
  /// Makes `import numpy as np` work in `interpreter`.
  public static func register(in interpreter: Interpreter) {
    interpreter.register(module: "numpy") { interpreter in
      let module = ModuleObject("numpy")
      let namespace = module.namespace
      namespace["random"] = Value(try interpreter.importModule("numpy.random"))
      namespace["__version__"] = Value("2.0.0")
      namespace["ndarray"] = Value(NDArrayObject.type)
      constants(namespace)
      creation(namespace)
      elementwise(namespace)
      reductions(namespace)
      combination(namespace)
      statistics(namespace)
      return module
    }
    interpreter.register(module: "numpy.random") { namespace in NumPyRandom.fill(namespace) }
  }

  private static func constants(_ namespace: Namespace) {
    for name in ["nan", "NaN"] { namespace[name] = .float(.nan) }
    namespace["inf"] = .float(.infinity)
    namespace["pi"] = .float(.pi)
    namespace["e"] = .float(M_E)
    namespace["newaxis"] = Value.none
    for (name, type) in [
      ("float64", .float64), ("float32", .float32), ("float16", .float32), ("int64", .int64), ("int32", .int64),
      ("int_", .int64), ("uint8", .int64), ("bool_", .bool), ("double", .float64),
    ] as [(String, NDArrayObject.ElementType)] {
      namespace[name] = Value(ElementTypeObject.of(type))
    }
    namespace.function("set_printoptions", "**kwargs") { _ in .none }
  }

  private static func creation(_ namespace: Namespace) {
    for name in ["array", "asarray", "ascontiguousarray"] {
      namespace.function(name, "object, dtype=None, copy=True") { call in
        let array = try NDArrayObject.make(call[0], type: NDArrayObject.elementType(call[1]))
        return Value(NDArrayObject(array.values, shape: array.shape, type: array.elementType))
      }
    }
    for (name, value) in [("zeros", 0.0), ("ones", 1.0), ("empty", 0.0)] {
      namespace.function(name, "shape, dtype=None") { call in
        try filled(NumPyMethods.lengths([call[0]]), value, NDArrayObject.elementType(call[1]) ?? .float64)
      }
      namespace.function(name + "_like", "a, dtype=None") { call in
        let like = try NDArrayObject.make(call[0])
        return try filled(like.shape, value, NDArrayObject.elementType(call[1]) ?? like.elementType)
      }
    }
    namespace.function("full", "shape, fill_value, dtype=None") { call in
      let value = try NDArrayObject.make(call[1])
      return try filled(
        NumPyMethods.lengths([call[0]]), NumericValues.double(call[1], "fill_value"),
        NDArrayObject.elementType(call[2]) ?? value.elementType)
    }
    namespace.function("arange", "start, stop=None, step=1, dtype=None") { call in
      let numbers = try (0..<3).map { call[$0].isNone ? nil : try NDArrayObject.make(call[$0]) }
      let (start, stop) = call[1].isNone ? (0, numbers[0]) : (numbers[0]?.values.first ?? 0, numbers[1])
      let step = numbers[2]?.values.first ?? 1
      if step == 0 { throw ScriptError(.zeroDivisionError, "division by zero") }
      let length = (((stop?.values.first ?? 0) - start) / step).rounded(.up)
      guard length < 1e9, !length.isNaN else { throw ScriptError(.valueError, "Maximum allowed size exceeded") }
      let isWhole = numbers.allSatisfy { $0.map { !$0.elementType.isFloating } ?? true }
      return Value(
        NDArrayObject(
          (0..<max(0, Int(length))).map { start + Double($0) * step },
          type: try NDArrayObject.elementType(call[3]) ?? (isWhole ? .int64 : .float64)))
    }
    namespace.function("linspace", "start, stop, num=50, endpoint=True, dtype=None") { call in
      let (start, stop) = (try NumericValues.double(call[0], "start"), try NumericValues.double(call[1], "stop"))
      let count = try call.int(2)
      guard count >= 0 else { throw ScriptError(.valueError, "Number of samples, \(count), must be non-negative.") }
      let parts = Double(try call.bool(3) ? count - 1 : count)
      let step = (stop - start) / parts
      let values = (0..<count).map { i in
        parts > 0 && Double(i) == parts ? stop : parts > 0 ? Double(i) * step + start : start
      }
      return Value(NDArrayObject(values, type: try NDArrayObject.elementType(call[4]) ?? .float64))
    }
    namespace.function("logspace", "start, stop, num=50, base=10.0") { call in
      let (start, stop) = (try NumericValues.double(call[0], "start"), try NumericValues.double(call[1], "stop"))
      let (count, base) = (try call.int(2), try call.double(3))
      return Value(
        NDArrayObject(
          (0..<max(0, count)).map { pow(base, start + (stop - start) * Double($0) / Double(max(count - 1, 1))) }))
    }
    namespace.function("eye", "N, M=None") { call in
      let n = try call.int(0)
      let m = try call.optional(1, call.int) ?? n
      return Value(NDArrayObject((0..<n * m).map { $0 / m == $0 % m ? 1 : 0 }, shape: [n, m]))
    }
  }

  private static func filled(_ shape: [Int], _ value: Double, _ type: NDArrayObject.ElementType) throws -> Value {
    guard shape.allSatisfy({ $0 >= 0 }) else { throw ScriptError(.valueError, "negative dimensions are not allowed") }
    let count = shape.reduce(1.0) { $0 * Double($1) }
    guard count < 1e9 else {
      throw ScriptError(.memoryError, "Unable to allocate an array with shape \(NDArrayObject.text(shape))")
    }
    return Value(NDArrayObject(Array(repeating: value, count: Int(count)), shape: shape, type: type))
  }

  private static func elementwise(_ namespace: Namespace) {
    let real: [(String, (Double) -> Double)] = [
      ("exp", exp), ("log", log), ("log2", log2), ("log10", log10), ("log1p", log1p), ("expm1", expm1),
      ("sqrt", { $0.squareRoot() }), ("sin", sin), ("cos", cos), ("tan", tan), ("tanh", tanh), ("arctan", atan),
      ("reciprocal", { 1 / $0 }),
    ]
    for (name, f) in real {
      namespace.function(name, "x, /") { call in
        let array = try NDArrayObject.make(call[0])
        return array.map(type: array.elementType.isFloating ? array.elementType : .float64, f).asValue
      }
    }
    let kept: [(String, (Double) -> Double)] = [
      ("abs", { $0.magnitude }), ("absolute", { $0.magnitude }), ("fabs", { $0.magnitude }), ("square", { $0 * $0 }),
      ("floor", { $0.rounded(.down) }), ("ceil", { $0.rounded(.up) }), ("trunc", { $0.rounded(.towardZero) }),
      ("sign", { $0.isNaN ? .nan : $0 > 0 ? 1 : $0 < 0 ? -1 : 0 }), ("negative", { -$0 }),
    ]
    for (name, f) in kept {
      namespace.function(name, "x, /") { call in try NDArrayObject.make(call[0]).map(f).asValue }
    }
    let tests: [(String, (Double) -> Bool)] = [
      ("isnan", \.isNaN), ("isinf", \.isInfinite), ("isfinite", \.isFinite), ("logical_not", { $0 == 0 }),
    ]
    for (name, f) in tests {
      namespace.function(name, "x, /") { call in
        try NDArrayObject.make(call[0]).map(type: .bool) { f($0) ? 1 : 0 }.asValue
      }
    }
    let operators: [(String, BinaryOperator)] = [
      ("add", .add), ("subtract", .subtract), ("multiply", .multiply), ("divide", .divide), ("power", .power),
      ("mod", .modulo), ("floor_divide", .floorDivide), ("dot", .matrixMultiply), ("matmul", .matrixMultiply),
    ]
    for (name, op) in operators {
      namespace.function(name, "x1, x2, /") { call in
        try NDArrayObject.make(call[0]).arithmetic(op, Value(NDArrayObject.make(call[1]))) ?? .none
      }
    }
    for name in ["maximum", "minimum"] {
      namespace.function(name, "x1, x2, /") { call in
        try NumPyMethods.binary(name, NDArrayObject.make(call[0]), NDArrayObject.make(call[1])).asValue
      }
    }
    for (name, f) in [
      ("logical_and", { $0 != 0 && $1 != 0 }), ("logical_or", { $0 != 0 || $1 != 0 }),
    ] as [(String, (Double, Double) -> Bool)] {
      namespace.function(name, "x1, x2, /") { call in
        try NDArrayObject.broadcast(.make(call[0]), .make(call[1]), type: .bool) { f($0, $1) ? 1 : 0 }.asValue
      }
    }
    namespace.function("clip", "a, a_min=None, a_max=None") { call in
      try NumPyMethods.clipped(NDArrayObject.make(call[0]), call[1], call[2])
    }
    for name in ["round", "around"] {
      namespace.function(name, "a, decimals=0") { call in
        try NumPyMethods.rounded(NDArrayObject.make(call[0]), call.int(1)).asValue
      }
    }
  }

  private static func reductions(_ namespace: Namespace) {
    for (name, reduction) in NumPyReduction.all {
      namespace.function(name, "a, axis=None, dtype=None, out=None, keepdims=False") { call in
        try reduction(NDArrayObject.make(call[0]), axis: call[1], keepsDimensions: call.bool(4))
      }
    }
    for (name, isRoot) in [("std", true), ("var", false)] {
      namespace.function(name, "a, axis=None, dtype=None, out=None, ddof=0, keepdims=False") { call in
        try NumPyReduction.variance(name, ddof: call.double(4), isRoot: isRoot)(
          NDArrayObject.make(call[0]), axis: call[1], keepsDimensions: call.bool(5))
      }
    }
    for (name, unit) in [("percentile", 100.0), ("quantile", 1.0)] {
      namespace.function(name, "a, q, axis=None") { call in
        let array = try NDArrayObject.make(call[0])
        let parts = try NDArrayObject.make(call[1])
        guard parts.values.allSatisfy({ (0...unit).contains($0) }) else {
          throw ScriptError(
            .valueError,
            unit == 100 ? "Percentiles must be in the range [0, 100]" : "Quantiles must be in the range [0, 1]")
        }
        let results = try parts.values.map { part in
          try NumPyReduction("quantile", empty: .nan, resultType: { $0.isFloating ? $0 : .float64 }) {
            NumPyReduction.quantile($0, part / unit)
          }(array, axis: call[2])
        }
        return parts.shape.isEmpty ? results[0] : Value(try NDArrayObject.make(Value(list: results)))
      }
    }
  }
}
