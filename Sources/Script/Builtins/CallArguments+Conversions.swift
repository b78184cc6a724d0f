/// What the built-in types' methods read from their calls, with CPython's messages.
extension CallArguments {
  /// Position `index` as an index into a sequence, negative ones unresolved: ints and what has `__index__`.
  func indexValue(_ index: Int) throws -> Int { try self[index].asIndex() }

  /// Truth of position `index`, or `fallback` when it was left out.
  func flag(_ index: Int, default fallback: Bool = false) throws -> Bool {
    self[index].isUnset ? fallback : try self[index].isTrue()
  }

  /// The positions `first` and `first + 1` as the bounds of a slice of `count` things.
  func bounds(_ first: Int, count: Int) throws -> (start: Int, end: Int) {
    func bound(_ value: Value, _ fallback: Int) throws -> Int {
      if value.isNone || value.isUnset { return fallback }
      let position = try value.asSliceBound()
      return position < 0 ? max(0, position &+ count) : position
    }
    return (try bound(self[first], 0), min(count, try bound(self[first + 1], count)))
  }
}

extension Value {
  /// The integer this stands for: an int, a bool, or what has `__index__`.
  func asIndex() throws -> Int {
    if let value = exactInt { return value }
    if let value = try indexOfAnySize() {
      guard let index = value.exactInt else {
        throw ScriptError(.overflowError, "Python int too large to convert to C ssize_t")
      }
      return index
    }
    throw ScriptError(.typeError, "'\(typeName)' object cannot be interpreted as an integer")
  }

  /// The integer of a bound of a slice; past 64 bits it is the nearest that fits.
  func asSliceBound() throws -> Int {
    if let value = try indexOfAnySize() {
      return value.exactInt ?? (value.bigInt?.value.signum() == -1 ? .min : .max)
    }
    throw ScriptError(.typeError, "slice indices must be integers or None or have an __index__ method")
  }

  /// The string object, or a TypeError of the words `message` followed by the type's name.
  func needStr(_ message: String) throws -> StrObject {
    if let str { return str }
    // CPython's parser of arguments writes None so; its functions themselves name the type.
    throw ScriptError(.typeError, "\(message), not \(isNone && message.contains("argument") ? "None" : typeName)")
  }

  /// The double this stands for: numbers, and what has `__float__` or `__index__`; `nil` for anything else.
  func floatValue() throws -> Double? {
    if let method = object?.dunder("__float__") {
      let result = try method.call(self)
      guard let double = result.number, result.type.isSubclass(of: .float) else {
        throw ScriptError(.typeError, "\(typeName).__float__ returned non-float (type \(result.typeName))")
      }
      return double
    }
    if let big = bigInt {
      let double = big.double
      guard double.isFinite else { throw ScriptError(.overflowError, "int too large to convert to float") }
      return double
    }
    if let number { return number }
    guard let object else { return nil }
    if object.type.lookup("__float__") != nil {
      let result = try callMethod("__float__")
      guard case .float(let double) = result else {
        throw ScriptError(.typeError, "\(typeName).__float__ returned non-float (type \(result.typeName))")
      }
      return double
    }
    guard let index = try indexOfAnySize() else { return nil }
    return try index.bigInt == nil ? index.exactInt.map { Double($0) } : index.floatValue()
  }

  /// The double this stands for, or CPython's TypeError.
  func needFloat() throws -> Double {
    if let value = try floatValue() { return value }
    throw ScriptError(.typeError, "must be real number, not \(typeName)")
  }

  /// Whether it has keys or indices to look up: what `%` takes for a mapping.
  var isMapping: Bool {
    guard let object else { return false }
    switch object.layout {
    case .dict, .list, .bytes, .range: return true
    case .instance: return object.type.lookup("__getitem__") != nil
    case .native: return true
    default: return false
    }
  }
}

extension Value {
  /// `x.name(…)` with the arguments in an array.
  @discardableResult func callMethod(_ name: String, arguments: [Value]) throws -> Value {
    try Interpreter.running.call(getAttribute(name), arguments)
  }
}
