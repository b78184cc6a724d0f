/// `_operator`: the operators as functions, native so that sorting and folding with them is fast. `operator` adds the
/// getters that are written in the language.
enum OperatorModule {
  static func register(in interpreter: Interpreter) {
    interpreter.register(module: "_operator") { names in
      registerBinary(names)
      registerUnary(names)
      registerContainers(names)
    }
  }

  private static let binary: [(String, BinaryOperator)] = [
    ("add", .add), ("sub", .subtract), ("mul", .multiply), ("matmul", .matrixMultiply), ("truediv", .divide),
    ("floordiv", .floorDivide), ("mod", .modulo), ("pow", .power), ("and_", .and), ("or_", .or), ("xor", .xor),
    ("lshift", .leftShift), ("rshift", .rightShift),
  ]

  private static func registerBinary(_ names: Namespace) {
    for (name, op) in binary {
      names.function(name, "a, b, /") { call in try call[0].binary(op, call[1]) }
      let inPlace = "i" + (name.hasSuffix("_") ? String(name.dropLast()) : name)
      names.function(inPlace, "a, b, /") { call in try call[0].inPlace(op, call[1]) }
    }
    let comparisons: [(String, Comparison)] = [
      ("lt", .less), ("le", .lessOrEqual), ("eq", .equal), ("ne", .notEqual), ("ge", .greaterOrEqual), ("gt", .greater),
    ]
    for (name, op) in comparisons {
      names.function(name, "a, b, /") { call in try call[0].compare(op, call[1]) }
    }
    names.function("is_", "a, b, /") { call in .bool(call[0].isIdentical(to: call[1])) }
    names.function("is_not", "a, b, /") { call in .bool(!call[0].isIdentical(to: call[1])) }
    for (name, isInPlace) in [("concat", false), ("iconcat", true)] {
      names.function(name, "a, b, /") { call in
        let left = call[0]
        let isSequence =
          left.str != nil || left.list != nil || left.tuple != nil || left.bytes != nil
          || left.object.map { $0.type.lookup("__getitem__") != nil && left.dict == nil } ?? false
        guard isSequence else { throw ScriptError(.typeError, "'\(left.typeName)' object can't be concatenated") }
        return try isInPlace ? left.inPlace(.add, call[1]) : left.binary(.add, call[1])
      }
    }
  }

  private static func registerUnary(_ names: Namespace) {
    for (name, op) in [("neg", UnaryOperator.negate), ("pos", .plus), ("invert", .invert), ("inv", .invert)] {
      names.function(name, "a, /") { call in try call[0].unary(op) }
    }
    names.function("not_", "a, /") { call in .bool(try !call[0].isTrue()) }
    names.function("truth", "a, /") { call in .bool(try call[0].isTrue()) }
    names.function("abs", "a, /") { call in try call.interpreter.builtins["abs"]?.call(call[0]) ?? .none }
    names.function("index", "a, /") { call in
      if let integer = call[0].integer { return Value(integer) }
      return .int(try call[0].asIndex())
    }
    names.function("call", "obj, /, *args, **kwargs") { call in
      try call[0].call(Arguments(call.rest(1), keywords: call.keywords(2)))
    }
  }

  private static func registerContainers(_ names: Namespace) {
    names.function("contains", "a, b, /") { call in .bool(try call[0].contains(call[1])) }
    names.function("getitem", "a, b, /") { call in try call[0].getItem(call[1]) }
    names.function("setitem", "a, b, c, /") { call in
      try call[0].setItem(call[1], call[2])
      return .none
    }
    names.function("delitem", "a, b, /") { call in
      try call[0].deleteItem(call[1])
      return .none
    }
    names.function("countOf", "a, b, /") { call in
      let iterator = try call[0].iterate()
      var count = 0
      while let item = try iterator.next() {
        if try item.isIdentical(to: call[1]) || item.equals(call[1]) { count += 1 }
      }
      return .int(count)
    }
    names.function("indexOf", "a, b, /") { call in
      let iterator = try call[0].iterate()
      var place = 0
      while let item = try iterator.next() {
        if try item.isIdentical(to: call[1]) || item.equals(call[1]) { return .int(place) }
        place += 1
      }
      throw ScriptError(.valueError, "sequence.index(x): x not in sequence")
    }
    names.function("length_hint", "obj, default=0, /") { call in
      guard call[1].integer != nil else {
        throw ScriptError(.typeError, "'\(call[1].typeName)' object cannot be interpreted as an integer")
      }
      if let length = try? call[0].length() { return .int(length) }
      if call[0].object?.type.lookup("__length_hint__") != nil {
        let hint = try call[0].callMethod("__length_hint__")
        return hint.isNotImplemented ? call[1] : hint
      }
      return call[0].iterator?.remaining.map { .int($0) } ?? call[1]
    }
  }
}
