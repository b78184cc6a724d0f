/// The special methods that the machine looks up on classes written in the language.
enum Dunder: String, CaseIterable {
  case initialise = "__init__"
  case new = "__new__"
  case repr = "__repr__"
  case str = "__str__"
  case format = "__format__"
  case bool = "__bool__"
  case length = "__len__"
  case hash = "__hash__"
  case call = "__call__"
  case getItem = "__getitem__"
  case setItem = "__setitem__"
  case deleteItem = "__delitem__"
  case contains = "__contains__"
  case iterate = "__iter__"
  case next = "__next__"
  case index = "__index__"
  case getAttr = "__getattr__"
  case getAttribute = "__getattribute__"
  case setAttr = "__setattr__"
  case delAttr = "__delattr__"
  case get = "__get__"
  case set = "__set__"
  case delete = "__delete__"
  case enter = "__enter__"
  case exit = "__exit__"
  case missing = "__missing__"

  /// Its place among all cases.
  var position: Int { Int(unsafeBitCast(self, to: UInt8.self)) }
}

/// What the part of a class's lineage that is written in the language defines of the special methods.
final class DunderTable {
  private let methods: [Value?]
  private let operators: [String: Value]

  init(_ type: TypeObject) {
    let classes = type.lineage.filter(\.isUserDefined)
    methods = Dunder.allCases.map { dunder in
      for type in classes { if let value = type.own(dunder.rawValue) { return Self.method(value, dunder.rawValue) } }
      return nil
    }
    var operators: [String: Value] = [:]
    for type in classes.reversed() {
      for (name, value) in type.attributes where name.hasPrefix("__") && name.hasSuffix("__") {
        operators[name] = Self.method(value, name)
      }
    }
    self.operators = operators
  }

  /// What a special method is called through: with the object first. Plain functions take it as it is; anything
  /// else (static and class methods, callables of other kinds) is bound to the object first.
  private static func method(_ value: Value, _ name: String) -> Value {
    guard case .object(let object) = value, name != "__new__" else { return value }
    if object.layout == .function || object.layout == .nativeFunction && value.native?.receiver != nil { return value }
    return Value(
      NativeFunction(name, "*args, **kwargs") { call in
        // A class may call itself through such a method without end.
        try NativeStack.check()
        let arguments = call.rest(0)
        guard let me = arguments.first else { throw ScriptError(.typeError, "\(name)() needs an object") }
        let bound = try Attributes.bind(value, to: me, type: me.type)
        return try bound.call(Arguments(Array(arguments.dropFirst()), keywords: call.keywords(1)))
      })
  }

  subscript(_ dunder: Dunder) -> Value? { methods[dunder.position] }
  subscript(_ name: String) -> Value? { operators[name] }
}

extension Object {
  /// The special method that the object's class, or one above it written in the language, defines.
  @inline(__always) final func dunder(_ dunder: Dunder) -> Value? {
    type.isUserDefined ? type.dunders?[dunder] : nil
  }
  @inline(__always) final func dunder(_ name: String) -> Value? {
    type.isUserDefined ? type.dunders?[name] : nil
  }
}
