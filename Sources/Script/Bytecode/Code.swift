/// The compiled form of a module, function, class body or generator expression.
final class Code {
  let name: String
  let qualifiedName: String
  let source: SourceText
  /// The whole definition.
  let span: SourceSpan
  var documentation: String?
  var parameterNames: [String] = []

  init(name: String, qualifiedName: String, source: SourceText, span: SourceSpan) {
    self.name = name
    self.qualifiedName = qualifiedName
    self.source = source
    self.span = span
  }
}
