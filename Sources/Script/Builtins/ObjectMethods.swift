/// The special methods of the built-in types as attributes: what `super().__setitem__(…)` and `object.__init__` find.
enum ObjectMethods {
  static func register() {
    registerObject(.object)
    for type in [
      TypeObject.str, .bytes, .list, .tuple, .dict, .set, .frozenSet, .range, .dictKeys, .dictValues, .dictItems,
    ] {
      type.method("__len__", "") { call in .int(try native(call).length() ?? 0) }
      type.method("__iter__", "") { call in
        guard let iterator = try native(call).iterate() else { return .none }
        return Value(iterator)
      }
      type.method("__contains__", "key, /") { call in
        if let answer = try native(call).contains(call[0]) { return .bool(answer) }
        return .bool(try call.receiver.contains(call[0]))
      }
    }
    for type in [TypeObject.str, .bytes, .list, .tuple, .dict, .range] {
      type.method("__getitem__", "key, /") { call in try native(call).getItem(call[0]) }
    }
    for type in [TypeObject.list, .dict] {
      type.method("__setitem__", "key, value, /") { call in
        try native(call).setItem(call[0], call[1])
        return .none
      }
      type.method("__delitem__", "key, /") { call in
        try native(call).deleteItem(call[0])
        return .none
      }
    }
    registerOperators()
    TypeObject.iterator.method("__iter__", "") { call in call.receiver }
    TypeObject.iterator.method("__next__", "") { call in
      let iterator = call.me(IteratorObject.self)
      guard let value = try iterator.next() else { throw ScriptError.stop(iterator) }
      return value
    }
  }

  private static func native(_ call: CallArguments) throws -> Object {
    guard let object = call.receiver.object else { throw ScriptError(.typeError, "an object is required") }
    return object
  }

  private static func registerOperators() {
    let comparable: [TypeObject] = [.str, .bytes, .list, .tuple, .set, .frozenSet, .int, .float]
    for type in comparable {
      for op in Comparison.allCases {
        type.method(op.dunder, "value, /") { call in
          guard let object = call.receiver.object else {
            guard call[0].number != nil else { return .notImplemented }
            if call.receiver.exactInt != nil, case .float = call[0] { return .notImplemented }
            return try call.receiver.compare(op, call[0])
          }
          return try object.compare(op, call[0]) ?? .notImplemented
        }
      }
    }
    for op in [Comparison.equal, .notEqual] {
      TypeObject.dict.method(op.dunder, "value, /") { call in
        try native(call).compare(op, call[0]) ?? .notImplemented
      }
    }
    let operators: [(TypeObject, [BinaryOperator])] = [
      (.str, [.add, .multiply, .modulo]), (.bytes, [.add, .multiply]), (.list, [.add, .multiply]),
      (.tuple, [.add, .multiply]), (.dict, [.or]), (.set, [.or, .and, .subtract, .xor]),
      (.frozenSet, [.or, .and, .subtract, .xor]),
      (
        .int,
        [.add, .subtract, .multiply, .divide, .floorDivide, .modulo, .power, .and, .or, .xor, .leftShift, .rightShift]
      ),
      (.float, [.add, .subtract, .multiply, .divide, .floorDivide, .modulo, .power]),
    ]
    for (type, supported) in operators {
      for op in supported {
        type.method(op.dunder, "value, /") { call in
          if let object = call.receiver.object, call.receiver.bigInt == nil {
            return try object.binary(op, call[0]) ?? .notImplemented
          }
          return try Numbers.binary(op, call.receiver, call[0]) ?? .notImplemented
        }
      }
    }
    registerReflected(operators)
    let inPlace: [(TypeObject, [BinaryOperator])] = [
      (.list, [.add, .multiply]), (.dict, [.or]), (.set, [.or, .and, .subtract, .xor]),
    ]
    for (type, supported) in inPlace {
      for op in supported {
        type.method(op.inPlaceDunder, "value, /") { call in
          try native(call).inPlace(op, call[0]) ?? .notImplemented
        }
      }
    }
    TypeObject.list.method("__reversed__", "") { call in
      try call.interpreter.builtins["reversed"]?.call(call.receiver) ?? .none
    }
    for type in [TypeObject.list, .dict, .tuple, .set, .frozenSet] {
      type.classMethod("__class_getitem__", "key, /") { call in try TypeExpressions.subscripted(call.type, call[0]) }
    }
    TypeObject.int.method("__invert__", "") { call in try call.receiver.unary(.invert) }
    TypeObject.int.method("__float__", "") { call in .float(try call.receiver.needFloat()) }
    for type in [TypeObject.int, .float] {
      for op in [UnaryOperator.negate, .plus] { type.method(op.dunder, "") { call in try call.receiver.unary(op) } }
      type.method("__abs__", "") { call in
        try call.receiver.compare(.less, .int(0)).isTrue() ? call.receiver.unary(.negate) : call.receiver.unary(.plus)
      }
      type.method("__bool__", "") { call in .bool(try call.receiver.isTrue()) }
      type.method("__round__", "ndigits=None, /") { call in
        try Rounding.round(call.receiver, digits: call[0]) ?? call.receiver
      }
    }
  }

  /// `__radd__` and its like: of numbers all, of sequences those that repeat, of mappings and sets theirs.
  private static func registerReflected(_ operators: [(TypeObject, [BinaryOperator])]) {
    for (type, supported) in operators {
      let isSequence = [TypeObject.str, .bytes, .list, .tuple].contains { $0 === type }
      for op in supported where !(isSequence && op == .add) {
        type.method(op.reflectedDunder, "value, /") { call in
          if let own = call.receiver.object, call.receiver.bigInt == nil {
            if isSequence { return try own.reflected(op, call[0]) ?? own.binary(op, call[0]) ?? .notImplemented }
            return try call[0].object?.binary(op, call.receiver) ?? .notImplemented
          }
          return try Numbers.binary(op, call[0], call.receiver) ?? .notImplemented
        }
      }
    }
    for type in [TypeObject.int, .float] {
      for (name, reflected) in [("__divmod__", false), ("__rdivmod__", true)] {
        type.method(name, "value, /") { call in
          let (x, y) = reflected ? (call[0], call.receiver) : (call.receiver, call[0])
          guard x.number != nil, y.number != nil, let quotient = try Numbers.binary(.floorDivide, x, y) else {
            return .notImplemented
          }
          return Value(tuple: [quotient, try Numbers.binary(.modulo, x, y) ?? .none])
        }
      }
    }
  }

  private static func registerObject(_ type: TypeObject) {
    let plain: [TypeObject] = [.object, .str, .bytes, .tuple, .int, .float, .frozenSet]
    type.method("__init__", "*args, **kwargs") { call in
      let type = call.receiver.type
      if !(call.rest(0).isEmpty && call.keywords(1).isEmpty), type.dunders?[.initialise] != nil,
        plain.contains(where: { $0 === type.nativeBase })
      {
        throw ScriptError(.typeError, "object.__init__() takes exactly one argument (the instance to initialize)")
      }
      return .none
    }
    type.method("__repr__", "") { call in
      guard let object = call.receiver.object else { return Value(try call.receiver.repr()) }
      return Value(try object.repr())
    }
    type.method("__str__", "") { call in
      // `__repr__ = object.__str__` asks for itself without end.
      try NativeStack.check()
      guard let object = call.receiver.object else { return Value(try call.receiver.text()) }
      if object.layout == .instance { return Value(try call.receiver.repr()) }
      return Value(try object.str())
    }
    type.method("__format__", "format_spec, /") { call in
      guard let spec = call[0].string else {
        throw ScriptError(.typeError, "__format__() argument must be str, not \(call[0].typeName)")
      }
      guard let object = call.receiver.object, object.layout != .str, object.layout != .bigInt else {
        return Value(spec.isEmpty ? try call.receiver.text() : try FormatSpecification.format(call.receiver, spec))
      }
      return Value(try object.format(spec))
    }
    type.method("__eq__", "value, /") { call in
      if let answer = try call.receiver.object?.compare(.equal, call[0]) { return answer }
      return call.receiver.isIdentical(to: call[0]) ? .bool(true) : .notImplemented
    }
    type.method("__ne__", "value, /") { call in
      let equal = try call.receiver.callMethod("__eq__", call[0])
      return equal.isNotImplemented ? equal : .bool(try !equal.isTrue())
    }
    for op in [Comparison.less, .lessOrEqual, .greater, .greaterOrEqual] {
      type.method(op.dunder, "value, /") { _ in .notImplemented }
    }
    type.method("__sizeof__", "") { call in .int(16 + 8 * ((try? call.receiver.length()) ?? 0)) }
    type.method("__hash__", "") { call in
      guard let object = call.receiver.object else { return .int(try call.receiver.hash()) }
      return .int(try object.hash())
    }
    type.method("__setattr__", "name, value, /") { call in
      try call.receiver.setAttributeDirectly(call.string(0), call[1])
      return .none
    }
    type.method("__delattr__", "name, /") { call in
      try call.receiver.deleteAttributeDirectly(call.string(0))
      return .none
    }
    type.method("__getattribute__", "name, /") { call in
      let name = try call.string(0)
      let found =
        try call.receiver.instance.map { try Attributes.findInstance($0, name, fallback: false) }
        ?? Attributes.find(call.receiver, name)
      if let found { return found }
      throw Attributes.missing(call.receiver, name)
    }
    type.method("__dir__", "") { call in Value(Attributes.names(of: call.receiver)) }
    type.staticMethod("__new__", "cls=..., *args, **kwargs") { call in
      if !call.has(0) { throw ScriptError(.typeError, "object.__new__(): not enough arguments") }
      guard let made = call[0].asType else {
        throw ScriptError(.typeError, "object.__new__(X): X is not a type object (\(call[0].typeName))")
      }
      if made.nativeBase === TypeObject.object, !(call.rest(1).isEmpty && call.keywords(2).isEmpty) {
        if made.dunders?[.new] != nil {
          throw ScriptError(.typeError, "object.__new__() takes exactly one argument (the type to instantiate)")
        }
        if made.dunders?[.initialise] == nil { throw ScriptError(.typeError, "\(made.name)() takes no arguments") }
      }
      return try call.interpreter.allocateNative(made, call.rest(1), call.keywords(2))
    }
    type.classMethod("__init_subclass__", "*args, **kwargs") { call in
      let given = call.rest(0).count + call.keywords(1).count
      if given > 0 {
        let name = call.receiver.asType?.qualifiedName ?? "object"
        throw ScriptError(
          .typeError,
          call.keywords(1).isEmpty
            ? "\(name).__init_subclass__() takes no arguments (\(given) given)"
            : "\(name).__init_subclass__() takes no keyword arguments")
      }
      return .none
    }
    type.classMethod("__subclasshook__", "subclass, /") { _ in .notImplemented }
    type.method("__reduce_ex__", "protocol, /") { call in
      throw ScriptError(.typeError, "cannot pickle '\(call.receiver.typeName)' object")
    }
    for op in [Comparison.less, .lessOrEqual, .greater, .greaterOrEqual] {
      type.method(op.dunder, "value, /") { call in
        try call.receiver.object?.compare(op, call[0]) ?? .notImplemented
      }
    }
  }
}
