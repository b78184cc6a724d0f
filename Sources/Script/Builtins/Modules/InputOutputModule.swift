/// `io`: streams in memory.
enum InputOutputModule {
  static let unsupportedOperation: TypeObject = {
    let type = TypeObject("UnsupportedOperation", base: .osError, module: "io")
    type.constructor("*args") { Value(ExceptionObject($0.type, $0.rest(0))) }
    return type
  }()

  private static let types: (text: TypeObject, bytes: TypeObject) = {
    let text = TypeObject("StringIO", module: "_io")
    let bytes = TypeObject("BytesIO", module: "_io")
    text.constructor("initial_value='', newline='\n'") { call in
      let stream = MemoryStream(type: call.type, isText: true)
      if !call.isNone(0) {
        guard let text = call[0].str else {
          throw ScriptError(.typeError, "initial_value must be str or None, not \(call[0].typeName)")
        }
        stream.content = text.utf8
      }
      return Value(stream)
    }
    bytes.constructor("initial_bytes=b''") { call in
      let stream = MemoryStream(type: call.type, isText: false)
      if !call.isNone(0) {
        guard let initial = call[0].bytes else {
          throw ScriptError(.typeError, "a bytes-like object is required, not '\(call[0].typeName)'")
        }
        stream.content = initial.bytes
      }
      return Value(stream)
    }
    for type in [text, bytes] {
      StreamObject.register(type)
      type.method("getvalue", "") { call in
        let stream = call.me(StreamObject.self)
        try stream.checkOpen()
        return stream.value(stream.content[...])
      }
      type.method("truncate", "size=None, /") { call in
        let stream = call.me(StreamObject.self)
        let size = call.isNone(0) ? stream.position : try call.indexValue(0)
        if size < 0 {
          throw ScriptError(.valueError, "\(type === text ? "N" : "n")egative size value \(size)")
        }
        if size < stream.content.count { stream.content.removeLast(stream.content.count - size) }
        return .int(size)
      }
    }
    return (text, bytes)
  }()

  static func register(in interpreter: Interpreter) {
    interpreter.register(module: "io") { names in
      names.type(types.text)
      names.type(types.bytes)
      names.type(unsupportedOperation)
      names["open"] = Value(OpenFunction.function)
      names["TextIOWrapper"] = Value(FileObject.textType)
      names["SEEK_SET"] = .int(0)
      names["SEEK_CUR"] = .int(1)
      names["SEEK_END"] = .int(2)
    }
  }
}

/// `io.StringIO`, `io.BytesIO`.
final class MemoryStream: StreamObject {
  override var closedMessage: String { isText ? "I/O operation on closed file" : super.closedMessage }
  override func wrongTextMessage(_ value: Value) -> String { "string argument expected, got '\(value.typeName)'" }
}
