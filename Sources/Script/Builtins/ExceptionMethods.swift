/// The methods of exceptions.
enum ExceptionMethods {
  static func register() {
    TypeObject.baseException.method("__init__", "*args, **kwargs") { call in
      if let exception = call.receiver.exception {
        exception.arguments = call.rest(0)
        try ExceptionDetails.fill(exception, call.keywords(1))
      }
      return .none
    }
    TypeObject.baseException.method("__str__", "") { call in Value(try call.receiver.exception?.str() ?? "") }
    TypeObject.baseException.method("with_traceback", "tb, /") { call in
      try call.receiver.setAttribute("__traceback__", call[0])
      return call.receiver
    }
    TypeObject.baseException.method("add_note", "note, /") { call in
      if call[0].str == nil {
        throw ScriptError(.typeError, "note must be a str, not '\(call[0].typeName)'")
      }
      if let notes = try Attributes.find(call.receiver, "__notes__")?.list {
        notes.append(call[0])
      } else {
        try call.receiver.setAttribute("__notes__", Value(list: [call[0]]))
      }
      return .none
    }
  }
}
