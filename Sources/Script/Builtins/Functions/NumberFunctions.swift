import BigInteger

/// abs, round, pow, divmod, sum, min, max, bin, oct, hex, chr, ord.
enum NumberFunctions {
  static func register(in names: Namespace) {
    names.function("abs", "x, /") { call in
      switch call[0] {
      case .int(let value): return value == .min ? Value(BigInt(value).absolute) : .int(abs(value))
      case .float(let value): return .float(abs(value))
      case .bool(let value): return .int(value ? 1 : 0)
      default: break
      }
      if let method = call[0].object?.dunder("__abs__") { return try method.call(call[0]) }
      if let float = call[0].object as? ExtendedFloat { return .float(abs(float.value)) }
      if let big = call[0].bigInt { return Value(big.value.absolute) }
      if call[0].object?.type.lookup("__abs__") != nil { return try call[0].callMethod("__abs__") }
      throw ScriptError(.typeError, "bad operand type for abs(): '\(call[0].typeName)'")
    }
    names.function("round", "/, number, ndigits=None") { call in
      if let method = call[0].object?.dunder("__round__") {
        return call[1].isNone ? try method.call(call[0]) : try method.call(call[0], call[1])
      }
      if let value = try Rounding.round(call[0], digits: call[1]) { return value }
      if call[0].object?.type.lookup("__round__") != nil {
        return try call[0].callMethod("__round__", arguments: call[1].isNone ? [] : [call[1]])
      }
      throw ScriptError(.typeError, "type \(call[0].typeName) doesn't define __round__ method")
    }
    names.function("divmod", "x, y, /") { call in
      if let answer = try divideByMethods(call[0], call[1]) { return answer }
      let (x, y) = (plainNumber(call[0]), plainNumber(call[1]))
      // Arrays and the like divide item by item; texts and lists have a `%` or a `//` of their own at most.
      if x.number != nil && y.number != nil || x.object?.layout == .native || y.object?.layout == .native {
        if x.number != nil, y.number == 0 {
          if case .float = x { throw ScriptError(.zeroDivisionError, "float divmod()") }
          if case .float = y { throw ScriptError(.zeroDivisionError, "float divmod()") }
        }
        return Value(tuple: [try x.binary(.floorDivide, y), try x.binary(.modulo, y)])
      }
      throw ScriptError(
        .typeError, "unsupported operand type(s) for divmod(): '\(call[0].typeName)' and '\(call[1].typeName)'")
    }
    names.function("pow", "/, base, exp, mod=None") { call in
      if call[2].isNone { return try call[0].binary(.power, call[1]) }
      return try modularPower(call[0], call[1], call[2])
    }
    names.function("sum", "iterable, /, start=0") { call in try sum(call[0], call[1]) }
    for (name, prefix, base) in [("bin", "0b", 2), ("oct", "0o", 8), ("hex", "0x", 16)] {
      names.function(name, "number, /") { call in
        guard let number = try call[0].integer ?? call[0].index().map({ BigInt($0) }) else {
          throw ScriptError(.typeError, "'\(call[0].typeName)' object cannot be interpreted as an integer")
        }
        return Value((number.signum() < 0 ? "-" : "") + prefix + (try Integers.digits(number, base: base)))
      }
    }
    names.function("chr", "i, /") { call in
      guard let number = try call[0].indexOfAnySize() else {
        throw ScriptError(.typeError, "'\(call[0].typeName)' object cannot be interpreted as an integer")
      }
      guard let code = number.exactInt.flatMap({ Int32(exactly: $0) }) else {
        throw ScriptError(.overflowError, "Python int too large to convert to C int")
      }
      guard code >= 0, code < 0x110000 else {
        throw ScriptError(.valueError, "chr() arg not in range(0x110000)")
      }
      return Value(StrObject.character(UInt32(code)))
    }
    names.function("ord", "c, /") { call in
      if let bytes = call[0].bytes?.bytes {
        guard bytes.count == 1 else {
          throw ScriptError(.typeError, "ord() expected a character, but string of length \(bytes.count) found")
        }
        return .int(Int(bytes[0]))
      }
      guard let text = call[0].str else {
        throw ScriptError(.typeError, "ord() expected string of length 1, but \(call[0].typeName) found")
      }
      guard text.count == 1 else {
        throw ScriptError(.typeError, "ord() expected a character, but string of length \(text.count) found")
      }
      return .int(Int(text[0]))
    }
    for (name, greatest) in [("min", false), ("max", true)] {
      names.function(name, "/, *args, key=None, default=..., **others") { call in
        if let given = call[0].tuple, given.count == 2, call.isNone(1), !call.has(2), call.keywords(3).isEmpty,
          case .int(let x) = given[0], case .int(let y) = given[1]
        {
          return .int(greatest ? max(x, y) : min(x, y))
        }
        let arguments = call.rest(0)
        if arguments.isEmpty { throw ScriptError(.typeError, "\(name) expected at least 1 argument, got 0") }
        if let other = call.keywords(3).first {
          // What CPython's argument parser says, which counts before it looks at the names.
          let count = call.keywords(3).count + (call.isNone(1) ? 0 : 1) + (call.has(2) ? 1 : 0)
          throw ScriptError(
            .typeError,
            count > 2
              ? "\(name)() takes at most 2 keyword arguments (\(count) given)"
              : "'\(other.name)' is an invalid keyword argument for \(name)()")
        }
        if arguments.count > 1 && call.has(2) {
          throw ScriptError(
            .typeError, "Cannot specify a default for \(name)() with multiple positional arguments")
        }
        let items = arguments.count == 1 ? arguments[0] : Value(tuple: arguments)
        if let best = try Ordering.extreme(items, key: call[1], greatest: greatest) { return best }
        if call.has(2) { return call[2] }
        throw ScriptError(.valueError, "\(name)() arg is an empty sequence")
      }
    }
  }

  /// The number of an object whose class comes from `int` or `float`; anything else as it is.
  private static func plainNumber(_ value: Value) -> Value {
    guard let object = value.object, object.type.isUserDefined else { return value }
    return value.bigInt.map { Value($0.value) } ?? value.number.map { .float($0) } ?? value
  }

  /// `divmod` through `__divmod__` or `__rdivmod__` of classes written in the language.
  private static func divideByMethods(_ x: Value, _ y: Value) throws -> Value? {
    if let method = x.object?.dunder("__divmod__") {
      let answer = try method.call(x, y)
      if !answer.isNotImplemented { return answer }
    }
    if let method = y.object?.dunder("__rdivmod__") {
      let answer = try method.call(y, x)
      if !answer.isNotImplemented { return answer }
    }
    return nil
  }

  /// Adds from left to right: machine integers while they fit, doubles plainly, anything else by `+`.
  private static func sum(_ iterable: Value, _ start: Value) throws -> Value {
    // What cannot be iterated is said first.
    let iterable = Value(try iterable.iterate())
    if start.str != nil {
      throw ScriptError(.typeError, "sum() can't sum strings [use ''.join(seq) instead]")
    }
    if start.bytes != nil {
      throw ScriptError(.typeError, "sum() can't sum bytes [use b''.join(seq) instead]")
    }
    var total = start
    try iterable.forEach { try add($0, to: &total) }
    return total
  }

  @inline(__always) private static func add(_ item: Value, to total: inout Value) throws {
    switch (total, item) {
    case (.int(let a), .int(let b)):
      let (result, overflow) = a.addingReportingOverflow(b)
      total = overflow ? try total.binary(.add, item) : .int(result)
    case (.float(let a), .float(let b)): total = .float(a + b)
    case (.float(let a), .int(let b)): total = .float(a + Double(b))
    default: total = try total.binary(.add, item)
    }
  }

  private static func modularPower(_ base: Value, _ exponent: Value, _ modulus: Value) throws -> Value {
    if let method = base.object?.dunder("__pow__") {
      let answer = try method.call(base, exponent, modulus)
      if !answer.isNotImplemented { return answer }
    }
    guard let b = base.integer, let e = exponent.integer, let m = modulus.integer else {
      // A float anywhere answers for itself.
      let isFloat = [base, exponent, modulus].contains { $0.type.isSubclass(of: .float) }
      if !isFloat, base.number == nil || exponent.number == nil || modulus.number == nil {
        throw ScriptError(
          .typeError,
          "unsupported operand type(s) for ** or pow(): '\(base.typeName)', '\(exponent.typeName)', '\(modulus.typeName)'"
        )
      }
      throw ScriptError(.typeError, "pow() 3rd argument not allowed unless all arguments are integers")
    }
    if m.isZero { throw ScriptError(.valueError, "pow() 3rd argument cannot be 0") }
    let size = m.absolute
    if size == 1 { return .int(0) }
    var reduced = b
    var positive = e
    if e.signum() < 0 {
      guard let inverse = try b.inverse(modulus: size) else {
        throw ScriptError(.valueError, "base is not invertible for the given modulus")
      }
      reduced = inverse
      positive = -e
    }
    var result = try reduced.power(positive, modulus: size)
    if m.signum() < 0 && !result.isZero { result += m }
    return Value(result)
  }
}
