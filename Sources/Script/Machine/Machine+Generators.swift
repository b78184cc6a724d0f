/// Resuming generators from native code: `next`, `send`, `throw` and `close`, through `yield from` as well.
extension Machine {
  /// Resumes a generator; `nil` when it has ended, which is then in its ``GeneratorObject/result``.
  func resume(_ generator: GeneratorObject, sending value: Value, raising error: ScriptError? = nil) throws -> Value? {
    try enter(generator, sending: value, throwing: error.map { [Value($0.exception)] })
  }

  /// `generator.throw(…)` with these arguments: an exception or its class, and what to make it from.
  func throwInto(_ generator: GeneratorObject, _ arguments: [Value]) throws -> Value? {
    try enter(generator, sending: .none, throwing: arguments)
  }

  private func enter(_ generator: GeneratorObject, sending value: Value, throwing given: [Value]?) throws -> Value? {
    switch generator.state {
    case .running: throw ScriptError(.valueError, "generator already executing")
    case .finished:
      generator.forgetResult()
      if let given { throw try thrown(given) }
      return nil
    case .created:
      if let given {
        let error = try thrown(given)
        generator.finish(.none)
        if error.exception.type.isSubclass(of: .stopIteration) { throw ScriptError(Self.stopped(by: error.exception)) }
        error.exception.frames.append(generator.entry)
        throw error
      }
      if !value.isNone {
        throw ScriptError(.typeError, "can't send non-None value to a just-started generator")
      }
    case .suspended: break
    }
    try NativeStack.check()
    var raised: ScriptError?
    if generator.state == .suspended, generator.isDelegating {
      if let given {
        let iterator = generator.registers[Int(generator.pc.pointee.b)]
        generator.state = .running
        let before = handled
        if let inner = generator.innerHandled { handled = inner }
        let outcome = Result { try pass(given, to: iterator) }
        handled = before
        generator.state = .suspended
        switch outcome {
        case .success(.yielded(let value)): return value
        case .success(.ended(let result)):
          generator.registers[Int(generator.pc.pointee.a)] = result
        case .success(.refused(let error)): throw error
        case .success(.raising(let error)): raised = error
        case .failure(let error): raised = ScriptError(error)
        }
        generator.pc += 1
      } else {
        generator.registers[Int(generator.pc.pointee.a)] = value
      }
      generator.isDelegating = false
    } else if let given {
      raised = try thrown(given)
    } else if generator.state == .suspended {
      generator.registers[Int((generator.pc - 1).pointee.a)] = value
    }
    try push(generator, kind: .entry, target: 0)
    let result = try run(raising: raised)
    return generator.state == .finished ? nil : result
  }

  private enum Passed {
    case yielded(Value)
    case ended(Value)
    /// To be raised at the `yield from` itself: a GeneratorExit, which only closes the iterator, and whatever is thrown
    /// into an iterator that has no `throw`.
    case raising(ScriptError)
    /// What was to be thrown is no exception: the generator stays where it is.
    case refused(ScriptError)
  }

  /// Throws into the iterator that a generator delegates to.
  /// - Throws: what the iterator raises, to be raised at the `yield from`.
  private func pass(_ given: [Value], to iterator: Value) throws -> Passed {
    let target = (iterator.object as? UserIterator)?.object ?? iterator
    let inner = iterator.object as? GeneratorObject
    let type = given[0].asType ?? given[0].type
    if type.isSubclass(of: .generatorExit) {
      if let inner {
        try inner.close()
      } else if let close = try Attributes.find(target, "close") {
        try close.call()
      }
      return thrownHere(given)
    }
    if let inner {
      if let value = try throwInto(inner, given) { return .yielded(value) }
      return .ended(inner.result)
    }
    guard let method = try Attributes.find(target, "throw") else { return thrownHere(given) }
    do {
      return .yielded(try interpreter.call(method, given))
    } catch let error as ScriptError where error.exception.type.isSubclass(of: .stopIteration) {
      return .ended(error.exception.arguments.first ?? .none)
    }
  }

  private func thrownHere(_ given: [Value]) -> Passed {
    do { return .raising(try thrown(given)) } catch { return .refused(ScriptError(error)) }
  }

  /// The exception that the arguments of `throw` stand for.
  private func thrown(_ given: [Value]) throws -> ScriptError {
    if given[0].exception != nil, given.count > 1 {
      throw ScriptError(.typeError, "instance exception may not have a separate value")
    }
    if let exception = given[0].exception { return ScriptError(exception) }
    if given[0].asType?.isSubclass(of: .baseException) == true {
      if given.count > 1, let exception = given[1].exception { return ScriptError(exception) }
      let arguments = given.count > 1 ? given[1].tuple?.items ?? [given[1]] : []
      if let exception = try interpreter.call(given[0], arguments).exception { return ScriptError(exception) }
    }
    throw ScriptError(
      .typeError, "exceptions must be classes or instances deriving from BaseException, not \(given[0].typeName)")
  }
}
