/// The built-in types. Their methods are registered by the files of `Builtins/`.
extension TypeObject {
  public static let object = roots.object
  public static let type = roots.type
  public static let noneType = TypeObject("NoneType", isInheritable: false)
  public static let int = TypeObject("int")
  public static let bool = TypeObject("bool", base: .int, isInheritable: false)
  public static let float = TypeObject("float")
  public static let str = TypeObject("str")
  public static let bytes = TypeObject("bytes")
  public static let list = allocating(TypeObject("list")) { ExtendedList(type: $0) }
  public static let tuple = TypeObject("tuple")
  public static let dict = allocating(TypeObject("dict")) { ExtendedDict(type: $0) }
  public static let set = allocating(TypeObject("set")) { ExtendedSet(type: $0) }
  public static let frozenSet = TypeObject("frozenset")
  public static let range = TypeObject("range", isInheritable: false)
  public static let slice = TypeObject("slice", isInheritable: false)
  public static let ellipsis = TypeObject("ellipsis", isInheritable: false)
  public static let notImplementedType = TypeObject("NotImplementedType", isInheritable: false)
  public static let function = TypeObject("function", isInheritable: false)
  public static let builtinFunction = TypeObject("builtin_function_or_method", isInheritable: false)
  public static let methodDescriptor = TypeObject("method_descriptor", isInheritable: false)
  public static let boundMethod = TypeObject("method", isInheritable: false)
  public static let module = TypeObject("module", isInheritable: false)
  public static let property = TypeObject("property", isInheritable: false)
  public static let staticMethod = TypeObject("staticmethod", isInheritable: false)
  public static let classMethod = TypeObject("classmethod", isInheritable: false)
  public static let superType = TypeObject("super", isInheritable: false)
  public static let generator = TypeObject("generator", isInheritable: false)
  public static let cell = TypeObject("cell", isInheritable: false)
  public static let iterator = TypeObject("iterator", isInheritable: false)
  public static let dictKeys = TypeObject("dict_keys", isInheritable: false)
  public static let dictValues = TypeObject("dict_values", isInheritable: false)
  public static let dictItems = TypeObject("dict_items", isInheritable: false)

  private static func allocating(_ type: TypeObject, _ allocate: @escaping (TypeObject) -> Object) -> TypeObject {
    type.allocate = allocate
    return type
  }
}

/// `Ellipsis` and `NotImplemented`.
public final class SingletonObject: Object {
  private let text: String

  private init(_ text: String, type: TypeObject) {
    self.text = text
    super.init(type: type, layout: .singleton)
  }

  public override func repr() throws -> String { text }

  public static let ellipsis = SingletonObject("Ellipsis", type: .ellipsis)
  /// What a dunder method returns to say that it cannot answer.
  public static let notImplemented = SingletonObject("NotImplemented", type: .notImplementedType)
}

extension Value {
  public static var notImplemented: Value { .object(SingletonObject.notImplemented) }
  public static var ellipsis: Value { .object(SingletonObject.ellipsis) }
  var isNotImplemented: Bool {
    if case .object(let object) = self { object === SingletonObject.notImplemented } else { false }
  }
}
