/// Turns a mistake in a program's text into the language's `SyntaxError`.
enum SyntaxDiagnostic {
  static func error(_ fault: SyntaxFault, _ source: SourceText) -> ScriptError {
    let exception = ExceptionObject(fault.type, [Value(fault.message)])
    exception.hint = fault.hint ?? SyntaxHints.hint(for: fault, in: source)
    let (line, column) = source.position(Int(fault.span.start))
    exception.setField("msg", Value(fault.message))
    exception.setField("filename", Value(source.name))
    exception.setField("lineno", .int(line + source.firstLine - 1))
    exception.setField("offset", .int(column + 1))
    exception.setField("text", Value(source.line(line) + "\n"))
    exception.place = TracebackEntry(source: source, span: fault.span, function: "<module>")
    return ScriptError(exception)
  }
}
