/// Hints for values of the wrong type.
extension RuntimeHints {
  var wrongType: String? {
    if message.hasSuffix("object is not callable") { return notCallable }
    if message.contains("positional argument") || message.contains("takes exactly one argument")
      || message.contains("missing") && message.contains("required")
    {
      return wrongArguments
    }
    if message.hasSuffix("() takes no arguments") { return noArguments }
    if message.hasSuffix("object is not subscriptable") { return notSubscriptable }
    if message.contains("indices must be integers") { return wrongIndex }
    if message.hasSuffix("object does not support item assignment") { return unchangeable }
    if message.hasPrefix("unhashable type") {
      return
        "a key must not change: \(quoted.first == "list" ? "use a tuple, (1, 2) instead of [1, 2]" : "use something that cannot change")"
    }
    if message.hasPrefix("can only concatenate") || message.hasPrefix("unsupported operand type")
      || message.hasPrefix("bad operand type") || message.contains("not supported between instances")
    {
      return wrongOperands
    }
    if message.hasSuffix("cannot be interpreted as an integer") { return notAnInteger }
    if message.hasSuffix("object is not iterable") || message.hasPrefix("cannot unpack non-iterable") {
      return notIterable
    }
    if message.hasPrefix("argument of type"), let type = quoted.first {
      if type == "NoneType" { return originOfNone(operands?.right) ?? "the value on the right is None" }
      return "to the right of in stands what is searched: a list, text, a dict"
    }
    if message.hasSuffix("has no len()") {
      guard let type = quoted.first, let argument = argument(0) else { return nil }
      if type == "NoneType" { return originOfNone(argument) ?? "the value is None" }
      if type == "int" { return "len() counts items; the digits of a number are len(str(\(text(argument) ?? "n")))" }
      if type == "generator" || type == "map" || type == "filter" || type == "zip" {
        return "make a list of it first: len(list(\(text(argument) ?? "…")))"
      }
      return nil
    }
    if message.hasPrefix("sequence item"), case .call(let callee, let arguments)? = place.expression?.kind,
      case .attribute(let separator, _) = callee.kind, arguments.count == 1, let items = text(arguments[0].value)
    {
      return "join() takes text: \(text(separator) ?? "''").join(str(x) for x in \(items))"
    }
    if message.hasSuffix("doesn't define __round__ method"), let argument = text(argument(0)) {
      return "make a number of it first: float(\(argument))"
    }
    if message == "exceptions must derive from BaseException" {
      if case .raise(let value?, _)? = place.statement?.kind, case .constant(let constant) = value.kind,
        constant.string != nil
      {
        return "name the kind of error: raise ValueError(\(text(value) ?? "'…'"))"
      }
      return "name the kind of error: raise ValueError('what is wrong')"
    }
    if message == "not all arguments converted during string formatting" {
      return "the text has fewer % places than there are values"
    }
    if message.hasPrefix("unsupported format string passed to NoneType") { return "the value is None" }
    return nil
  }

  // MARK: Operands

  var operands: (left: Expression, right: Expression)? {
    switch place.expression?.kind {
    case .binary(_, let left, let right)?: return (left, right)
    case .compare(let left, let rest)?: return rest.count == 1 ? (left, rest[0].right) : nil
    default: break
    }
    if case .augmented(let left, _, let right)? = place.statement?.kind { return (left, right) }
    return nil
  }

  private func argument(_ index: Int) -> Expression? {
    guard case .call(_, let arguments)? = place.expression?.kind, arguments.indices.contains(index) else { return nil }
    return arguments[index].value
  }

  /// The names of the types in a message about two operands.
  private var operandTypes: (left: String, right: String)? {
    if message.hasPrefix("can only concatenate") {
      let words = message.split(whereSeparator: { $0 == " " || $0 == "\"" || $0 == "(" || $0 == ")" }).map(String.init)
      guard words.count > 6 else { return nil }
      return (words[3], words[5])
    }
    let names = quoted
    return names.count >= 2 ? (names[names.count - 2], names[names.count - 1]) : nil
  }

  private var wrongOperands: String? {
    if message.hasPrefix("bad operand type for unary"), case .unary(_, let value)? = place.expression?.kind {
      return quoted.first == "str" ? "this is text: int(\(text(value) ?? "…")) makes a number of it" : nil
    }
    if case .call(let callee, _)? = place.expression?.kind, case .name("sum") = callee.kind {
      return operandTypes?.right == "str" ? "sum() adds numbers; to put text together, write ''.join(…)" : nil
    }
    guard let (left, right) = operandTypes else { return nil }
    let isOrder = message.contains("not supported between instances")
    guard let (first, second) = operands else { return nil }
    let (a, b) = (text(first) ?? "a", text(second) ?? "b")
    for (type, expression) in [(left, first), (right, second)] where type == "NoneType" {
      return originOfNone(expression) ?? "\(text(expression) ?? "one of them") is None"
    }
    for (type, expression) in [(left, first), (right, second)] {
      if ["builtin_function_or_method", "function", "method", "type"].contains(type), let text = text(expression) {
        return "\(text) is a \(type == "type" ? "type" : "function"): call it, \(text)(…)"
      }
    }
    let numbers = ["int", "float", "bool"]
    if left == "str" || right == "str", numbers.contains(left) || numbers.contains(right) {
      let (words, number) = left == "str" ? (first, b) : (second, a)
      let isLiteral = if case .constant = words.kind { true } else { false }
      let convert = text(words) ?? "…"
      if isOrder || !message.contains(" +: ") && !message.hasPrefix("can only concatenate") {
        return "\(convert) is text: int(\(convert)) or float(\(convert)) makes a number of it"
      }
      let asText = "str(\(number)) makes text of the number"
      return isLiteral
        ? "\(asText); or write an f-string: f'… {\(number)}'" : "\(asText), int(\(convert)) a number of the text"
    }
    if left == "list", message.hasPrefix("can only concatenate") {
      if case .name = first.kind { return "to add one item, write \(a).append(\(b))" }
      return "a list is added to a list: \(a) + [\(b)]"
    }
    if left == "list" || left == "dict", numbers.contains(right) || left == right {
      return "for each item, write a comprehension: [x … for x in \(a)]"
    }
    for text in history.reversed() where !text.classes(left).isEmpty {
      if isOrder { return "\(left) says with a method __lt__ what is less than what" }
      guard let op = place.expression.flatMap(operatorText), let method = Self.methods[op] else { return nil }
      return "\(left) says with a method \(method) what \(op) does"
    }
    return nil
  }

  private static let methods = [
    "+": "__add__", "-": "__sub__", "*": "__mul__", "/": "__truediv__", "//": "__floordiv__", "%": "__mod__",
    "**": "__pow__", "@": "__matmul__",
  ]

  private func operatorText(_ expression: Expression) -> String? {
    if case .binary(let op, _, _) = expression.kind { return op.symbol }
    return nil
  }

  // MARK: Numbers and iteration

  private var notAnInteger: String? {
    guard let type = quoted.first else { return nil }
    let candidates: [Expression] =
      if case .call(_, let arguments)? = place.expression?.kind { arguments.map(\.value) } else {
        place.expression.map { [$0] } ?? []
      }
    let culprit = candidates.count == 1 ? text(candidates[0]) ?? "x" : "x"
    switch type {
    case "str": return "this is text: int(\(culprit)) makes a number of it"
    case "float": return "a float does not count: use // for whole numbers, or int(\(culprit))"
    case "NoneType": return candidates.count == 1 ? originOfNone(candidates[0]) ?? "the value is None" : nil
    case "list", "tuple", "dict", "set": return "for its number of items, write len(\(culprit))"
    default: return nil
    }
  }

  private var notIterable: String? {
    let type =
      message.hasPrefix("cannot unpack") ? message.split(separator: " ").dropLast().last.map(String.init) : quoted.first
    var source = place.expression
    if case .call(let callee, let arguments)? = source?.kind, case .name(let name) = callee.kind,
      interpreter?.builtins[name] != nil, arguments.count == 1, name != "len",
      place.statement.map({ !isLoop($0, over: source) }) ?? true
    {
      source = arguments[0].value
    }
    if message.hasPrefix("cannot unpack"), case .assign(_, let value)? = place.statement?.kind { source = value }
    let text = text(source) ?? "n"
    switch type {
    case "NoneType": return originOfNone(source) ?? "\(text) is None"
    case "int":
      if message.hasPrefix("cannot unpack") { return "\(text) is one number: there is nothing to take apart" }
      return "to count, write range(\(text))"
    case "float": return "a float is one number: range() counts with whole numbers"
    case "function", "method", "builtin_function_or_method": return "\(text) is a function: call it, \(text)(…)"
    case "type": return "\(text) is a class: make an object of it first, \(text)(…)"
    default:
      if let type, history.contains(where: { !$0.classes(type).isEmpty }) {
        return "a class says with a method __iter__ how its objects are looped over"
      }
      return nil
    }
  }

  private func isLoop(_ statement: Statement, over expression: Expression?) -> Bool {
    if case .for(_, let iterable, _, _) = statement.kind { return iterable === expression }
    return false
  }
}
