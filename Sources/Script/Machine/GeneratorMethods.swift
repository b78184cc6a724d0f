/// The methods of generators.
enum GeneratorMethods {
  static let register: Void = {
    let type = TypeObject.generator
    func generator(_ call: CallArguments) -> GeneratorObject { call.me(GeneratorObject.self) }
    func stop(_ object: GeneratorObject) -> ScriptError {
      let value = object.takeResult()
      return ScriptError(ExceptionObject(.stopIteration, value.isNone ? [] : [value]))
    }
    type.method("__next__") { call in
      let object = generator(call)
      guard let value = try object.next() else { throw stop(object) }
      return value
    }
    type.method("__iter__") { $0.receiver }
    type.method("send", "value, /") { call in
      let object = generator(call)
      guard let value = try call.interpreter.machine.resume(object, sending: call[0]) else { throw stop(object) }
      return value
    }
    type.method("throw", "type, value=None, traceback=None, /") { call in
      let object = generator(call)
      if !call.isNone(2) && !(call[2].object is TracebackObject) {
        throw ScriptError(.typeError, "throw() third argument must be a traceback object")
      }
      let given = call.isNone(1) ? [call[0]] : [call[0], call[1]]
      let value = try call.interpreter.machine.throwInto(object, given)
      guard let value else { throw stop(object) }
      return value
    }
    type.method("close") { call in
      try generator(call).close()
      return .none
    }
  }()
}
