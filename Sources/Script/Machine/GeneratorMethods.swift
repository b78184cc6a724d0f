/// The methods of generators.
enum GeneratorMethods {
  static let register: Void = {
    let type = TypeObject.generator
    func generator(_ call: CallArguments) -> GeneratorObject { call.me(GeneratorObject.self) }
    func stop(_ value: Value) -> ScriptError {
      ScriptError(ExceptionObject(.stopIteration, value.isNone ? [] : [value]))
    }
    type.method("__next__") { call in
      let object = generator(call)
      guard let value = try object.next() else { throw stop(object.result) }
      return value
    }
    type.method("__iter__") { $0.receiver }
    type.method("send", "value, /") { call in
      let object = generator(call)
      guard let value = try call.interpreter.machine.resume(object, sending: call[0]) else { throw stop(object.result) }
      return value
    }
    type.method("throw", "type, value=None, traceback=None, /") { call in
      let object = generator(call)
      var exception = call[0]
      if exception.asType != nil {
        exception = call.isNone(1) ? try exception.call() : call[1].exception == nil ? try exception.call(call[1]) : call[1]
      }
      guard let raised = exception.exception else {
        throw ScriptError(
          .typeError, "exceptions must be classes or instances deriving from BaseException, not \(exception.typeName)")
      }
      let value = try call.interpreter.machine.resume(object, sending: .none, raising: ScriptError(raised))
      guard let value else { throw stop(object.result) }
      return value
    }
    type.method("close") { call in
      try generator(call).close()
      return .none
    }
    type.property("__name__", get: { Value($0.object.map { ($0 as? GeneratorObject)?.function.name ?? "" } ?? "") })
  }()
}
