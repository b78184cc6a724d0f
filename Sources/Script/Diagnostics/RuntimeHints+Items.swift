/// Hints for items, keys and values that are not as they should be.
extension RuntimeHints {
  private var container: (object: Expression, key: Expression)? {
    guard case .subscript_(let object, let key)? = place.expression?.kind else { return nil }
    return (object, key)
  }

  var missingKey: String? {
    guard let dict = exception.subject.dict, let key = exception.arguments.first else { return nil }
    let name = container.flatMap { text($0.object) } ?? "the dict"
    if dict.count == 0 {
      if case .dict? = container?.object.kind { return nil }
      return "\(name) is empty"
    }
    let keys = dict.keys
    if let text = key.string {
      let names = keys.compactMap(\.string)
      if let near = Suggestions.nearest(to: text, among: names) { return "did you mean '\(near)'?" }
      if let number = Int(text), (try? dict.get(.int(number))) ?? nil != nil {
        return "the keys are numbers: \(name)[\(number)]"
      }
      if let near = names.first(where: { $0.lowercased() == text.lowercased() }) { return "did you mean '\(near)'?" }
    } else if let number = key.exactInt, dict["\(number)"] != nil {
      return "the keys are text: \(name)['\(number)']"
    }
    if keys.count <= 10, let list = try? keys.map({ try $0.repr() }).joined(separator: ", "), list.utf8.count < 200 {
      return "the keys of \(name) are \(list)"
    }
    return "\(name) has \(keys.count) keys; \(name).get(key) gives None for one that is not there"
  }

  var outOfRange: String? {
    if message == "pop from empty list" { return "the list is empty: look first, as in while items:" }
    guard let length = try? exception.subject.object?.length(), let (object, _) = container, let name = text(object)
    else { return nil }
    if message.hasPrefix("list assignment"), length == 0 { return "\(name) is empty: it grows with \(name).append(…)" }
    if length == 0 { return "\(name) is empty" }
    let what = exception.subject.str != nil ? "character" : "item"
    if length == 1 { return "\(name) has 1 \(what): its only index is 0" }
    return "\(name) has \(length) \(what)s: the first is \(name)[0], the last \(name)[\(length - 1)] or \(name)[-1]"
  }

  var notSubscriptable: String? {
    guard let type = quoted.first, let program, let (object, key) = container else { return nil }
    let (name, inside) = (program.text(object), program.text(key))
    switch type {
    case "function", "builtin_function_or_method", "method", "type":
      return "\(name) is a \(type == "type" ? "class" : "function"): call it with round brackets, \(name)(\(inside))"
    case "NoneType": return originOfNone(object) ?? "\(name) is None"
    case "int", "float": return "\(name) is a number; for its digits write str(\(name))[\(inside)]"
    case "set", "frozenset": return "a set has no order, so no first item; sorted(\(name)) gives a list"
    case "generator", "map", "filter", "zip", "enumerate", "dict_keys", "dict_values", "dict_items", "reversed":
      return "make a list of it first: list(\(name))[\(inside)]"
    default:
      if history.contains(where: { !$0.classes(type).isEmpty }) {
        return "a class says with a method __getitem__ what [ ] does"
      }
      return nil
    }
  }

  var wrongIndex: String? {
    guard let program, let (object, key) = container else { return nil }
    let (name, inside) = (program.text(object), program.text(key))
    if message.hasSuffix("not float") {
      return "an index is a whole number, and / gives a float: use //, or int(\(inside))"
    }
    if message.hasSuffix("not str") || message.hasSuffix("not 'str'") {
      if let first = exception.subject.list?.items.first, first.dict != nil {
        return "\(name) is a list: take an item first, \(name)[0][\(inside)]"
      }
      if exception.subject.str != nil { return "\(name) is text, not a dict: its indices are numbers" }
      return
        "\(name) is a \(exception.subject.isUnset ? "list" : exception.subject.typeName), not a dict: its indices are numbers"
    }
    if message.hasSuffix("not tuple") {
      return
        "for an item of an item, write \(name)[\(inside.split(separator: ",").map { String($0).trimmedSpaces }.joined(separator: "]["))]"
    }
    if message.hasSuffix("not list") { return "for several items, write [\(name)[i] for i in \(inside)]" }
    if message.hasSuffix("NoneType") { return originOfNone(key) ?? "\(inside) is None" }
    return nil
  }

  var unchangeable: String? {
    let name = container.flatMap { text($0.object) } ?? "it"
    switch quoted.first {
    case "tuple": return "a tuple cannot change: make a list of it, list(\(name))"
    case "str": return "text cannot change: make a new one, as in \(name).replace('a', 'b') or \(name)[:1] + '…'"
    case "range": return "a range cannot change: make a list of it, list(\(name))"
    case "set": return "a set has no positions: it grows with \(name).add(…)"
    case "NoneType": return originOfNone(container?.object)
    default: return nil
    }
  }

  // MARK: Values

  var wrongValue: String? {
    if message.hasPrefix("too many values to unpack") || message.hasPrefix("not enough values to unpack") {
      return wrongCount
    }
    if message.hasPrefix("invalid literal for int()") { return notAWholeNumber }
    if message.hasPrefix("could not convert string to float") {
      guard let text = quoted.last else { return nil }
      if text.allSatisfy(\.isWhitespace) { return "the text is empty" }
      if text.contains(","), Double(text.map { $0 == "," ? "." : String($0) }.joined()) != nil {
        return "the decimal mark is a point: '\(text.map { $0 == "," ? "." : String($0) }.joined())'"
      }
      return nil
    }
    if message.hasPrefix("list.remove(x)"), case .call(let callee, let arguments)? = place.expression?.kind,
      case .attribute(let object, _) = callee.kind, arguments.count == 1, let list = text(object),
      let item = text(arguments[0].value)
    {
      return "look first: if \(item) in \(list):"
    }
    if message.contains("arg is an empty sequence") || message.contains("iterable argument is empty") {
      guard case .call(let callee, let arguments)? = place.expression?.kind, arguments.count >= 1,
        let function = text(callee), let items = text(arguments[0].value)
      else { return nil }
      return "\(items) is empty; \(function)(\(items), default=0) gives 0 then"
    }
    if message.hasPrefix("Unknown format code") || message.hasPrefix("Invalid format specifier") { return wrongFormat }
    if message == "substring not found" { return "find() gives -1 instead of an error" }
    if message == "math domain error" { return "the function is not defined for this number" }
    return nil
  }

  private var wrongFormat: String? {
    guard let type = quoted.last else { return nil }
    switch type {
    case "str":
      return "a text takes a width and < > ^, as in {x:>10}; float(…) makes a number of it"
    case "float": return "a float takes f, e, g, %, as in {x:.2f} or {x:.1%}"
    case "int": return "an int takes d, x, b, ',' and those of floats, as in {x:5d} or {x:,}"
    default: return nil
    }
  }

  private var notAWholeNumber: String? {
    guard let text = quoted.last else { return nil }
    let digits = text.trimmedSpaces
    if digits.isEmpty { return "the text is empty" }
    if Double(digits) != nil { return "this is a number with a point: int(float('\(text)'))" }
    if Double(digits.map { $0 == "," ? "" : String($0) }.joined()) != nil {
      return "take the commas out first: text.replace(',', '')"
    }
    return nil
  }

  private var wrongCount: String? {
    let subject = exception.subject
    let count = try? subject.object?.length()
    switch place.statement?.kind {
    case .for(let target, let iterable, _, _)?:
      guard let names = text(target), let items = text(iterable) else { return nil }
      if value(iterable)?.dict != nil {
        return "a dict gives its keys; for both write for \(names) in \(items).items():"
      }
      if let count { return "each item is taken apart; this one has \(count)" }
      return nil
    case .assign(let targets, let value)?:
      guard let target = targets.first(where: { if case .name = $0.kind { false } else { true } }),
        let names = text(target),
        let right = text(value), let count
      else { return nil }
      if message.hasPrefix("too many") {
        if subject.str != nil { return "\(right) is text with \(count) characters, and each name takes one" }
        return "\(right) has \(count) items; \(names), *rest = \(right) takes the others too"
      }
      return "\(right) has \(count) item\(count == 1 ? "" : "s"), fewer than the names \(names)"
    default: return nil
    }
  }
}

extension String {
  /// The text without spaces at either end.
  var trimmedSpaces: String {
    String(String(drop { $0.isWhitespace }.reversed()).drop { $0.isWhitespace }.reversed())
  }
}
