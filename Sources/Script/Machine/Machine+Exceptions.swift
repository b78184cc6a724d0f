import Support

/// Raising, matching and unwinding.
extension Machine {
  /// The exception that `raise value` raises.
  func exception(_ value: Value) throws -> ExceptionObject {
    if let exception = value.exception { return exception }
    if let type = value.asType, type.isSubclass(of: .baseException) {
      let made = try interpreter.call(value)
      if let exception = made.exception { return exception }
      throw ScriptError(
        .typeError,
        "calling \(try value.repr()) should have returned an instance of BaseException, not \(try Value(made.type).repr())"
      )
    }
    throw ScriptError(.typeError, "exceptions must derive from BaseException")
  }

  func raise(_ value: Value, from cause: Value?) throws -> Never {
    let exception = try exception(value)
    if let cause {
      if cause.isNone {
        exception.cause = nil
      } else if cause.exception != nil || cause.asType?.isSubclass(of: .baseException) == true {
        exception.cause = try self.exception(cause)
      } else {
        throw ScriptError(.typeError, "exception causes must derive from BaseException")
      }
      exception.suppressesContext = true
    }
    setContext(of: exception)
    throw ScriptError(exception)
  }

  /// The exception being handled, as an `except` keeps it in a register until it ends: `True` stands for whatever
  /// the caller of the running generator handles then.
  var outerHandled: Value {
    guard let handled else { return .none }
    if let generator = frame.pointee.generator?.takeUnretainedValue(), handled === generator.outerHandled {
      return .bool(true)
    }
    return Value(handled)
  }

  /// Goes back to handling what ``outerHandled`` said.
  func restoreHandled(_ kept: Value) {
    if case .bool = kept {
      handled = frame.pointee.generator?.takeUnretainedValue().outerHandled
    } else {
      handled = kept.exception
    }
  }

  /// Whether a generator that handles the same exception as its caller is inside an `except` of its own at `pc`.
  func isHandling(_ generator: GeneratorObject, _ pc: UnsafeMutablePointer<Instruction>) -> Bool {
    guard handled != nil else { return false }
    let code = generator.function.code
    let position = Int32(pc - code.header.pointee.instructions) - 1
    return code.handlers.contains { $0.kind == .restoreHandled && $0.start <= position && position < $0.end }
  }

  /// Notes the exception being handled as the context of one that is raised; a chain never leads back to itself.
  private func setContext(of exception: ExceptionObject) {
    guard let handled, handled !== exception else { return }
    var link = handled
    var steps = 0
    while let next = link.context, steps < 10_000 {
      if next === exception {
        link.context = nil
        break
      }
      link = next
      steps += 1
    }
    exception.context = handled
  }

  /// Whether `exception` is caught by `except type`.
  func matches(_ exception: Value, _ type: Value) throws -> Bool {
    if let type = type.asType, type.isSubclass(of: .baseException) { return exception.type.isSubclass(of: type) }
    if let types = type.tuple {
      for candidate in types.buffer {
        guard candidate.asType?.isSubclass(of: .baseException) == true else { throw cannotCatch() }
      }
      return types.buffer.contains { $0.asType.map { exception.type.isSubclass(of: $0) } ?? false }
    }
    throw cannotCatch()
  }

  private func cannotCatch() -> ScriptError {
    ScriptError(.typeError, "catching classes that do not inherit from BaseException is not allowed")
  }

  /// What becomes of a StopIteration that leaves a generator's frame.
  static func stopped(by exception: ExceptionObject) -> ExceptionObject {
    let replacement = ExceptionObject(.runtimeError, [Value("generator raised StopIteration")])
    replacement.cause = exception
    replacement.context = exception
    replacement.suppressesContext = true
    return replacement
  }

  /// Finds who handles an exception raised at the instruction before `pc` in the running frame.
  ///
  /// Frames that do not are left. On return the running frame is the one that goes on, at its `pc`.
  /// - Throws: the exception itself, when it leaves the frame that native code entered.
  func unwind(_ error: Error, _ pc: UnsafeMutablePointer<Instruction>) throws {
    var pc = pc
    // Once it is an exception of the language, a handler may deal with it in peace.
    if error is Interrupted { Interruption.clear() }
    let raised = ScriptError(error)
    var exception = raised.exception
    let isInterruption = exception.type.isSubclass(of: .keyboardInterrupt)
    if exception.frames.isEmpty, let handled, handled !== exception, exception.context == nil {
      exception.context = handled
    }
    while true {
      let header = frame.pointee.header
      let code = header.pointee.code
      let position = pc - header.pointee.instructions - 1
      let op = header.pointee.instructions[position].op
      let isAgain = op == .reraise || op == .raiseAgain
      if exception.frames.isEmpty, exception.subject.isUnset {
        exception.subject = subject(header.pointee.instructions[position])
      }
      if !isAgain || exception.frames.isEmpty, exception.frames.count < 5000 {
        exception.frames.append(
          TracebackEntry(source: code.source, span: code.spans[position], function: code.qualifiedName))
      }
      for handler in code.handlers where position >= Int(handler.start) && position < Int(handler.end) {
        switch handler.kind {
        case .restoreHandled: restoreHandled(frame.pointee.registers[handler.register])
        case .resume:
          frame.pointee.registers[handler.register] = Value(exception)
          frame.pointee.pc = header.pointee.instructions + Int(handler.target)
          return
        }
      }
      let kind = frame.pointee.kind
      let registers = frame.pointee.registers
      if let instance = frame.pointee.instance { instance.release() }
      if let generator = frame.pointee.generator {
        let object = generator.takeUnretainedValue()
        if isInterruption { keep(object.registers, header.pointee.registerCount, in: exception) }
        object.finish(.none)
        handled = object.outerHandled
        frame -= 1
        if exception.type.isSubclass(of: .stopIteration) {
          exception = Self.stopped(by: exception)
        }
        generator.release()
      } else {
        if isInterruption { keep(registers, header.pointee.registerCount, in: exception) }
        clear(registers, header.pointee.registerCount)
        frame -= 1
      }
      if kind == .entry { throw ScriptError(exception) }
      pc = frame.pointee.pc
    }
  }

  /// Moves the objects that a frame holds to the exception that leaves it.
  private func keep(_ registers: UnsafeMutablePointer<Value>, _ count: Int, in exception: ExceptionObject) {
    for index in 0..<count where (registers + index).held != nil {
      exception.held.append((registers + index).extract().value)
    }
  }

  /// The value that an instruction of the running frame works on, for hints.
  private func subject(_ instruction: Instruction) -> Value {
    let registers = frame.pointee.registers
    switch instruction.op {
    case .getItem, .getAttribute, .loadMethod: return registers[Int(instruction.b)]
    case .setItem, .deleteItem, .setAttribute, .unpack, .unpackStarred: return registers[Int(instruction.a)]
    default: return .unset
    }
  }
}
