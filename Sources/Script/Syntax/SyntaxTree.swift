/// An expression.
final class Expression {
  let kind: Kind
  let span: SourceSpan
  /// How deep the tree below is: compilers recurse.
  let depth: Int

  init(_ kind: Kind, _ span: SourceSpan, depth: Int = 1) {
    self.kind = kind
    self.span = span
    self.depth = depth
  }

  enum Kind {
    /// A number, string, bytes, `None`, `True`, `False` or `...`.
    case constant(Value)
    case name(String)
    /// An f-string.
    case joined([JoinedPart])
    case list([Expression])
    case tuple([Expression])
    case set([Expression])
    /// Entries without a key are `**mapping`.
    case dict([(key: Expression?, value: Expression)])
    case unary(UnaryOperator, Expression)
    case not(Expression)
    case binary(BinaryOperator, Expression, Expression)
    case and(Expression, Expression)
    case or(Expression, Expression)
    case compare(Expression, [(op: ComparisonOperator, right: Expression)])
    case conditional(test: Expression, then: Expression, otherwise: Expression)
    case call(Expression, [Argument])
    case attribute(Expression, String)
    case subscript_(Expression, Expression)
    case slice(Expression?, Expression?, Expression?)
    case starred(Expression)
    case lambda(FunctionNode)
    case comprehension(ComprehensionNode)
    case yield(Expression?)
    case yieldFrom(Expression)
    case walrus(String, Expression)
  }

  /// What a message calls it: "cannot assign to …".
  var description: String {
    switch kind {
    case .constant(let value):
      switch value {
      case .none: "None"
      case .bool(let truth): truth ? "True" : "False"
      case .object(let object) where object === SingletonObject.ellipsis: "ellipsis"
      default: "literal"
      }
    case .name: "name"
    case .joined: "f-string expression"
    case .list: "list"
    case .tuple: "tuple"
    case .set: "set display"
    case .dict: "dict literal"
    case .unary, .not, .binary, .and, .or: "expression"
    case .compare: "comparison"
    case .conditional: "conditional expression"
    case .call: "function call"
    case .attribute: "attribute"
    case .subscript_: "subscript"
    case .slice: "slice"
    case .starred: "starred"
    case .lambda: "lambda"
    case .comprehension(let node):
      switch node.kind {
      case .list: "list comprehension"
      case .set: "set comprehension"
      case .dict: "dict comprehension"
      case .generator: "generator expression"
      }
    case .yield, .yieldFrom: "yield expression"
    case .walrus: "named expression"
    }
  }
}

/// `<`, `is not`, `in`…
enum ComparisonOperator {
  case order(Comparison)
  case `is`, isNot, `in`, notIn
}

/// A piece of an f-string.
enum JoinedPart {
  case text(StrObject)
  /// `{value!conversion:spec}`; `debug` is the text before `=`.
  case field(value: Expression, conversion: UInt8, spec: [JoinedPart]?, debug: StrObject?)
}

/// An argument of a call.
struct Argument {
  enum Kind { case positional, keyword(String), star, doubleStar }
  /// Whether it goes by position: `x` or `*xs`.
  var isPositional: Bool {
    switch kind {
    case .positional, .star: true
    default: false
    }
  }
  var kind: Kind
  var value: Expression
  var span: SourceSpan
}

struct Parameter {
  enum Kind { case positionalOnly, normal, rest, keywordOnly, keywords }
  var name: String
  var kind: Kind
  var defaultValue: Expression?
  var annotation: Expression?
  var span: SourceSpan
}

/// A `def` or a `lambda`.
final class FunctionNode {
  let name: String
  /// The variable it is bound to: ``name``, unless that is private to a class.
  let boundName: String
  let parameters: [Parameter]
  var body: [Statement]
  let span: SourceSpan
  let isLambda: Bool
  /// Filled in by the resolver.
  var scope: Scope?

  init(
    name: String, boundName: String? = nil, parameters: [Parameter], body: [Statement], span: SourceSpan, isLambda: Bool
  ) {
    self.name = name
    self.boundName = boundName ?? name
    self.parameters = parameters
    self.body = body
    self.span = span
    self.isLambda = isLambda
  }
}

/// `[element for … in … if …]` and its kin.
final class ComprehensionNode {
  enum Kind { case list, set, dict, generator }
  struct Clause {
    var target: Expression
    var iterable: Expression
    var conditions: [Expression]
  }
  let kind: Kind
  let element: Expression
  /// The value of a dict comprehension.
  let value: Expression?
  let clauses: [Clause]
  let span: SourceSpan
  var scope: Scope?

  init(kind: Kind, element: Expression, value: Expression?, clauses: [Clause], span: SourceSpan) {
    self.kind = kind
    self.element = element
    self.value = value
    self.clauses = clauses
    self.span = span
  }
}

final class ClassNode {
  let name: String
  /// The variable it is bound to: ``name``, unless that is private to a class.
  let boundName: String
  let bases: [Argument]
  let body: [Statement]
  let span: SourceSpan
  var scope: Scope?

  init(name: String, boundName: String, bases: [Argument], body: [Statement], span: SourceSpan) {
    self.name = name
    self.boundName = boundName
    self.bases = bases
    self.body = body
    self.span = span
  }
}

/// A statement.
final class Statement {
  let kind: Kind
  let span: SourceSpan

  init(_ kind: Kind, _ span: SourceSpan) {
    self.kind = kind
    self.span = span
  }

  enum Kind {
    case expression(Expression)
    case assign(targets: [Expression], value: Expression)
    case augmented(Expression, BinaryOperator, Expression)
    /// `target: annotation = value`
    case annotated(Expression, annotation: Expression, value: Expression?)
    case `if`(Expression, [Statement], [Statement])
    case `while`(Expression, [Statement], otherwise: [Statement])
    case `for`(target: Expression, iterable: Expression, body: [Statement], otherwise: [Statement])
    case function(FunctionNode, decorators: [Expression])
    case `class`(ClassNode, decorators: [Expression])
    case `return`(Expression?)
    case `try`(body: [Statement], handlers: [Handler], otherwise: [Statement], finally: [Statement])
    case raise(Expression?, cause: Expression?)
    case with([(context: Expression, target: Expression?)], [Statement])
    case assert(Expression, message: Expression?)
    case delete([Expression])
    case `import`([(module: String, alias: String?, span: SourceSpan)])
    case from(module: String, level: Int, names: [(name: String, alias: String?, span: SourceSpan)], star: Bool)
    case global([String])
    case nonlocal([String])
    case pass, `break`, `continue`
    case magic(String)
  }

  struct Handler {
    var type: Expression?
    var name: String?
    var body: [Statement]
    var span: SourceSpan
  }
}
