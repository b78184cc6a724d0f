/// `format(value, spec)` of the built-in types, for a `spec` that is not empty.
enum FormatSpecification {
  static func format(_ value: Value, _ spec: String) throws -> String {
    switch value {
    case .int(let int):
      return try FormatSpec(spec, typeName: "int").format(int)
    case .bool(let flag): return try FormatSpec(spec, typeName: "bool").format(flag ? 1 : 0, typeName: "bool")
    case .float(let double): return try FormatSpec(spec, typeName: "float").format(double)
    default: break
    }
    if let text = value.str { return try FormatSpec(spec, typeName: "str").format(text.string) }
    if let big = value.bigInt { return try FormatSpec(spec, typeName: "int").format(big.value) }
    throw ScriptError(.typeError, "unsupported format string passed to \(value.typeName).__format__")
  }
}
