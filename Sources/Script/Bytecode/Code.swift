/// The compiled form of a module, function, class body or generator expression. What the machine reads while it
/// runs lies in plain memory, owned by this object.
final class Code: Object {
  let name: String
  let qualifiedName: String
  let source: SourceText
  /// The whole definition.
  let span: SourceSpan
  let documentation: String?
  /// Parameters in the order of their registers: by position, keyword-only, `*rest`, `**keywords`.
  let parameterNames: [String]
  /// The expression that each instruction belongs to.
  let spans: [SourceSpan]
  /// Names of the local variables by register, for messages and inspection.
  let localNames: [String]
  let handlers: [Handler]
  /// What a function takes along when it is made: cells in registers of the enclosing frame, or its own free ones.
  let captures: [Capture]
  let freeNames: [String]
  let header: UnsafeMutablePointer<Header>
  let constantCount: Int
  private let cacheCount: Int
  static let codeType = TypeObject("code", isInheritable: false)

  struct Capture {
    var isLocal: Bool
    var index: Int
  }

  /// What happens to an exception raised in a range of instructions; inner ranges come first.
  struct Handler {
    enum Kind {
      /// Go on at `target` with the exception in register `register`.
      case resume
      /// The exception being handled before is in `register`; go on unwinding.
      case restoreHandled
    }
    var start: Int32
    var end: Int32
    var kind: Kind
    var target: Int32
    var register: Int
  }

  /// What the machine reads.
  struct Header {
    var instructions: UnsafeMutablePointer<Instruction>
    var constants: UnsafeMutablePointer<Value>
    var caches: UnsafeMutablePointer<InlineCache>
    /// Where the module's and the built-in variables are.
    var globals: UnsafeMutablePointer<UnsafeMutablePointer<Value>>
    var builtins: UnsafeMutablePointer<UnsafeMutablePointer<Value>>
    unowned(unsafe) var code: Code
    var registerCount: Int
    /// Parameters that can be given by position.
    var positionalCount: Int
    var positionalOnlyCount: Int
    var keywordOnlyCount: Int
    var hasRest: Bool
    var hasKeywords: Bool
    /// Registers of parameters and other local variables, before the temporaries.
    var localCount: Int
    var isGenerator: Bool
    /// Only positional parameters and no generator: calls take the short way.
    var isSimple: Bool
  }

  init(_ builder: CodeBuilder, namespace: Namespace, builtins: Namespace) {
    name = builder.name
    qualifiedName = builder.qualifiedName
    source = builder.source
    span = builder.span
    documentation = builder.documentation
    parameterNames = builder.parameterNames
    spans = builder.spans
    localNames = builder.localNames
    handlers = builder.handlers
    captures = builder.captures
    freeNames = builder.freeNames
    constantCount = builder.constants.count
    cacheCount = builder.cacheCount
    let instructions = UnsafeMutablePointer<Instruction>.allocate(capacity: builder.instructions.count)
    instructions.initialize(from: builder.instructions, count: builder.instructions.count)
    let constants = UnsafeMutablePointer<Value>.allocate(capacity: max(constantCount, 1))
    constants.initialize(from: builder.constants, count: constantCount)
    let caches = UnsafeMutablePointer<InlineCache>.allocate(capacity: max(cacheCount, 1))
    caches.initialize(repeating: InlineCache(), count: cacheCount)
    header = .allocate(capacity: 1)
    super.init(type: Self.codeType)
    let isSimple =
      !builder.isGenerator && builder.keywordOnlyCount == 0 && !builder.hasRest && !builder.hasKeywords
    header.initialize(
      to: Header(
        instructions: instructions, constants: constants, caches: caches, globals: namespace.location,
        builtins: builtins.location, code: self, registerCount: builder.registerCount + 1,
        positionalCount: builder.positionalCount, positionalOnlyCount: builder.positionalOnlyCount,
        keywordOnlyCount: builder.keywordOnlyCount, hasRest: builder.hasRest, hasKeywords: builder.hasKeywords,
        localCount: builder.localCount, isGenerator: builder.isGenerator, isSimple: isSimple))
  }

  override func repr() throws -> String {
    "<code object \(name) at \(address), file \"\(source.name)\", line \(source.position(Int(span.start)).line)>"
  }

  override func getAttribute(_ name: String) throws -> Value? {
    let header = header.pointee
    switch name {
    case "co_name": return Value(self.name)
    case "co_qualname": return Value(qualifiedName)
    case "co_filename": return Value(source.name)
    case "co_firstlineno": return .int(source.position(Int(span.start)).line + source.firstLine - 1)
    case "co_argcount": return .int(header.positionalCount)
    case "co_posonlyargcount": return .int(header.positionalOnlyCount)
    case "co_kwonlyargcount": return .int(header.keywordOnlyCount)
    case "co_nlocals": return .int(header.localCount)
    case "co_varnames": return Value(tuple: localNames.filter { !$0.isEmpty && !$0.hasPrefix(".") }.map { Value($0) })
    case "co_freevars": return Value(tuple: freeNames.sorted().map { Value($0) })
    case "co_flags":
      return .int(3 | (header.hasRest ? 4 : 0) | (header.hasKeywords ? 8 : 0) | (header.isGenerator ? 32 : 0))
    default: return nil
    }
  }

  deinit {
    header.pointee.constants.deinitialize(count: constantCount)
    header.pointee.constants.deallocate()
    header.pointee.caches.deinitialize(count: cacheCount)
    header.pointee.caches.deallocate()
    header.pointee.instructions.deallocate()
    header.deallocate()
  }
}

/// What an instruction remembers of the attribute it found last.
struct InlineCache {
  /// The shape of the instance, or the type of another object.
  var key: UnsafeRawPointer?
  /// For attributes that are not in a slot of the instance: its shape, the class itself, or the module.
  var otherKey: UnsafeRawPointer?
  /// ``TypeObject/epoch`` at the time.
  var epoch: UInt = 0
  /// The slot of the instance, or the position among the attributes of ``owner`` or the module's variables.
  var slot = 0
  /// The method that the class has.
  var method: Unmanaged<Object>?
  /// The class that defines the attribute.
  unowned(unsafe) var owner: TypeObject?
  /// Whether the attribute is a function that becomes a method of the instance.
  var isMethod = false
  /// The shape after a new attribute was added.
  unowned(unsafe) var next: Shape?
}
