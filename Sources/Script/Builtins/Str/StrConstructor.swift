/// `str(…)` and the special methods of strings.
enum StrConstructor {
  static func register(_ type: TypeObject) {
    type.constructor("/, object='', encoding=..., errors=...") { call in
      let text: StrObject
      if call.has(1) || call.has(2) {
        for (index, name) in [(1, "encoding"), (2, "errors")] where call.has(index) && call[index].str == nil {
          throw ScriptError(
            .typeError,
            "str() argument '\(name)' must be str, not \(call[index].isNone ? "None" : call[index].typeName)")
        }
        guard let bytes = call[0].bytes?.bytes else {
          if call[0].str != nil { throw ScriptError(.typeError, "decoding str is not supported") }
          throw ScriptError(
            .typeError, "decoding to str: need a bytes-like object, \(call[0].typeName) found")
        }
        text = try TextCodec.decode(
          bytes, encoding: call.has(1) ? call.string(1) : "utf-8", errors: call.has(2) ? call.string(2) : "strict")
      } else if let same = call[0].str, same.kind == .str {
        text = same
      } else {
        text = try call[0].strObject()
      }
      if call.type === TypeObject.str { return Value(text) }
      return Value(StrObject(scalars: text.scalars, type: call.type))
    }
    StrSearchMethods.register(type)
    StrSplitMethods.register(type)
    StrCaseMethods.register(type)
    StrLayoutMethods.register(type)
    StrFormatMethods.register(type)
  }
}

extension StrObject {
  fileprivate convenience init(scalars: [UInt32], type: TypeObject) {
    self.init(scalars: scalars.withUnsafeBufferPointer { $0 }, type: type)
    withExtendedLifetime(scalars) {}
  }
}
