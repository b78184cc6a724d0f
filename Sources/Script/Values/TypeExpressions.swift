/// `list[int]`: a class with what its parts are said to be. Calling it makes an object of the class.
public final class GenericAliasObject: Object {
  static let genericAlias = TypeObject("GenericAlias", module: "types", isInheritable: false)
  let origin: Value
  let arguments: [Value]

  init(_ origin: Value, _ arguments: [Value]) {
    self.origin = origin
    self.arguments = arguments
    super.init(type: Self.genericAlias)
  }

  public override func repr() throws -> String {
    if arguments.isEmpty { return try TypeExpressions.name(origin) + "[()]" }
    return try TypeExpressions.name(origin) + "[" + arguments.map(TypeExpressions.name).joined(separator: ", ") + "]"
  }
  public override func hash() throws -> Int { try Value(tuple: [origin] + arguments).hash() }
  public override func compare(_ op: Comparison, _ other: Value) throws -> Value? {
    guard op == .equal || op == .notEqual, let other = other.cast(to: GenericAliasObject.self) else { return nil }
    let same = try origin.equals(other.origin) && Value(tuple: arguments).equals(Value(tuple: other.arguments))
    return .bool(same == (op == .equal))
  }
  public override func getAttribute(_ name: String) throws -> Value? {
    switch name {
    case "__origin__": return origin
    case "__args__": return Value(tuple: arguments)
    case "__parameters__": return Value(tuple: [])
    case "__class__": return nil
    default: return try Attributes.find(origin, name)
    }
  }
  public override func call(_ arguments: Arguments) throws -> Value { try origin.call(arguments) }
  public override var isCallable: Bool { true }
  public override func getItem(_ key: Value) throws -> Value {
    throw ScriptError(.typeError, "\(try repr()) is not a generic class")
  }
  public override func binary(_ op: BinaryOperator, _ other: Value) throws -> Value? {
    op == .or ? TypeExpressions.union(Value(self), other) : nil
  }
  public override func reflected(_ op: BinaryOperator, _ left: Value) throws -> Value? {
    op == .or ? TypeExpressions.union(left, Value(self)) : nil
  }
}

/// `int | None`: one of several classes, for annotations and `isinstance`.
public final class UnionObject: Object {
  static let unionType = TypeObject("UnionType", module: "types", isInheritable: false)
  let members: [Value]

  init(_ members: [Value]) {
    self.members = members
    super.init(type: Self.unionType)
  }

  public override func repr() throws -> String {
    try members.map(TypeExpressions.name).joined(separator: " | ")
  }
  public override func hash() throws -> Int { try SetObject(members, type: .frozenSet).hash() }
  public override func compare(_ op: Comparison, _ other: Value) throws -> Value? {
    guard op == .equal || op == .notEqual, let other = other.cast(to: UnionObject.self) else { return nil }
    let same = try SetObject(members).compare(.equal, Value(SetObject(other.members)))?.isTrue() ?? false
    return .bool(same == (op == .equal))
  }
  public override func getAttribute(_ name: String) throws -> Value? {
    switch name {
    case "__args__": Value(tuple: members)
    case "__parameters__": Value(tuple: [])
    default: nil
    }
  }
  public override func binary(_ op: BinaryOperator, _ other: Value) throws -> Value? {
    op == .or ? TypeExpressions.union(Value(self), other) : nil
  }
  public override func reflected(_ op: BinaryOperator, _ left: Value) throws -> Value? {
    op == .or ? TypeExpressions.union(left, Value(self)) : nil
  }
}

/// Classes combined as annotations write them.
enum TypeExpressions {
  /// The built-in classes that may be written with their parts: `dict[str, int]`.
  private static func isGeneric(_ type: TypeObject) -> Bool {
    type === TypeObject.list || type === TypeObject.dict || type === TypeObject.tuple || type === TypeObject.set
      || type === TypeObject.frozenSet || type === TypeObject.type || type.module == "collections"
  }

  /// `type[key]`; TypeError for classes that have no parts.
  static func subscripted(_ type: TypeObject, _ key: Value) throws -> Value {
    guard type.lineage.contains(where: isGeneric) || type.module != "builtins" && !type.isUserDefined else {
      throw ScriptError(.typeError, "type '\(type.name)' is not subscriptable")
    }
    return Value(GenericAliasObject(Value(type), key.tuple?.items ?? [key]))
  }

  /// `left | right`, or `nil` when one of them stands for no class.
  static func union(_ left: Value, _ right: Value) -> Value? {
    var members: [Value] = []
    for side in [left, right] {
      if let union = side.cast(to: UnionObject.self) {
        members += union.members
      } else if side.asType != nil || side.cast(to: GenericAliasObject.self) != nil {
        members.append(side)
      } else if side.isNone {
        members.append(Value(TypeObject.noneType))
      } else {
        return nil
      }
    }
    var distinct: [Value] = []
    for member in members where !distinct.contains(where: { (try? $0.equals(member)) ?? false }) {
      distinct.append(member)
    }
    return distinct.count == 1 ? distinct[0] : Value(UnionObject(distinct))
  }

  /// How a class is written inside another type expression.
  static func name(_ value: Value) throws -> String {
    if value.isIdentical(to: .ellipsis) { return "..." }
    guard let type = value.asType else { return try value.repr() }
    if type === TypeObject.noneType { return "None" }
    return type.module == "builtins" ? type.qualifiedName : "\(type.module).\(type.qualifiedName)"
  }
}
