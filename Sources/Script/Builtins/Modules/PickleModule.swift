/// `pickle`, for plain data.
enum PickleModule {
  private static func exception(_ name: String, base: TypeObject) -> TypeObject {
    let type = TypeObject(name, base: base, module: "_pickle")
    type.constructor("*args") { Value(ExceptionObject($0.type, $0.rest(0))) }
    return type
  }
  static let pickleError = exception("PickleError", base: .exception)
  static let picklingError = exception("PicklingError", base: pickleError)
  static let unpicklingError = exception("UnpicklingError", base: pickleError)

  static func register(in interpreter: Interpreter) {
    interpreter.register(module: "pickle") { names in
      for type in [pickleError, picklingError, unpicklingError] { names.type(type) }
      names["HIGHEST_PROTOCOL"] = .int(5)
      names["DEFAULT_PROTOCOL"] = .int(4)
      names.function("dumps", "obj, protocol=None, *, fix_imports=True, buffer_callback=None") { call in
        Value(BytesObject(try dump(call[0], call[1])))
      }
      names.function("dump", "obj, file, protocol=None, *, fix_imports=True, buffer_callback=None") { call in
        let writable = try call[1].object != nil && Attributes.find(call[1], "write") != nil
        if !writable {
          throw ScriptError(.typeError, "file must have a 'write' attribute")
        }
        try call[1].callMethod("write", Value(BytesObject(dump(call[0], call[2]))))
        return .none
      }
      let options = "*, fix_imports=True, encoding='ASCII', errors='strict', buffers=None"
      names.function("loads", "data, /, " + options) { call in
        guard let bytes = call[0].bytes?.bytes else {
          throw ScriptError(.typeError, "a bytes-like object is required, not '\(call[0].typeName)'")
        }
        var unpickler = Unpickler(bytes)
        return try unpickler.load()
      }
      names.function("load", "file, " + options) { call in
        if let stream = call[0].cast(to: StreamObject.self), !stream.isText {
          try stream.prepareToRead()
          try stream.readRest()
          var unpickler = Unpickler(stream.content, at: min(stream.position, stream.content.count))
          let value = try unpickler.load()
          stream.position = unpickler.position
          return value
        }
        guard call[0].object != nil, try Attributes.find(call[0], "read") != nil else {
          throw ScriptError(.typeError, "file must have 'read' and 'readline' attributes")
        }
        guard let bytes = try call[0].callMethod("read").bytes?.bytes else {
          throw ScriptError(
            .typeError, "a bytes-like object is required, not 'str'", hint: "open the file in binary mode, \"rb\"")
        }
        var unpickler = Unpickler(bytes)
        return try unpickler.load()
      }
    }
  }

  private static func dump(_ value: Value, _ version: Value) throws -> [UInt8] {
    var number = version.isNone ? 4 : try version.asIndex()
    if number < 0 { number = 5 }
    if number > 5 { throw ScriptError(.valueError, "pickle protocol must be <= 5") }
    var pickler = Pickler(protocol: number)
    return try pickler.dump(value)
  }
}
