/// Hints for attributes that an object does not have.
extension RuntimeHints {
  /// What other languages, other types or older Pythons call a thing, by type: what it is here. `{}` stands for the
  /// object's text.
  private static let otherNames: [String: [String: String]] = [
    "list": [
      "add": "a list grows with append(): {}.append(…)", "push": "a list grows with append(): {}.append(…)",
      "append_all": "to add several items, use {}.extend(…)", "addAll": "to add several items, use {}.extend(…)",
      "length": "the number of items is len({})", "size": "the number of items is len({})",
      "contains": "to look for an item, write item in {}", "includes": "to look for an item, write item in {}",
      "join": "join is a method of the text that goes between: ', '.join({})",
      "sum": "use the function: sum({})", "max": "use the function: max({})", "min": "use the function: min({})",
      "mean": "write sum({}) / len({}), or statistics.mean({})", "sorted": "use the function: sorted({})",
      "map": "write a comprehension: [f(x) for x in {}]", "filter": "write a comprehension: [x for x in {} if …]",
      "first": "the first item is {}[0]", "last": "the last item is {}[-1]", "get": "take an item by its number: {}[0]",
      "delete": "to take an item out, use {}.remove(item) or del {}[0]", "shape": "a list has a length: len({})",
      "items": "for the numbers with the items, write enumerate({})",
    ],
    "set": [
      "append": "a set grows with add(): {}.add(…)", "push": "a set grows with add(): {}.add(…)",
      "length": "the number of items is len({})", "contains": "to look for an item, write item in {}",
    ],
    "tuple": [
      "append": "a tuple cannot change: use a list, [1, 2] instead of (1, 2)",
      "add": "a tuple cannot change: use a list, [1, 2] instead of (1, 2)",
      "length": "the number of items is len({})",
    ],
    "str": [
      "append": "text cannot change: make a new one with +, as in {} + '…'",
      "add": "text cannot change: make a new one with +, as in {} + '…'",
      "length": "the number of characters is len({})", "size": "the number of characters is len({})",
      "contains": "to look for text, write 'part' in {}", "includes": "to look for text, write 'part' in {}",
      "trim": "it is called strip() here", "substring": "take a part with a slice: {}[0:3]",
      "substr": "take a part with a slice: {}[0:3]", "toUpperCase": "it is called upper() here",
      "toLowerCase": "it is called lower() here", "charAt": "take a character by its number: {}[0]",
      "indexOf": "it is called find() here", "reverse": "the text backwards is {}[::-1]",
      "sort": "use the function: sorted({})", "decode": "this is text already: nothing to decode",
    ],
    "dict": [
      "has_key": "to look for a key, write key in {}", "iteritems": "it is called items() here",
      "itervalues": "it is called values() here", "iterkeys": "it is called keys() here",
      "append": "a dict grows by assignment: {}[key] = value", "add": "a dict grows by assignment: {}[key] = value",
      "length": "the number of entries is len({})", "contains": "to look for a key, write key in {}",
      "push": "a dict grows by assignment: {}[key] = value", "sort": "sorted({}) gives the keys in order",
    ],
    "int": ["length": "a number has no length: for its digits write len(str({}))"],
  ]

  var missingAttribute: String? {
    guard let name = quoted.last else { return nil }
    let subject = exception.subject
    let object: Expression? =
      switch place.expression?.kind {
      case .attribute(let object, _)?: object
      case .call(let callee, _)?: if case .attribute(let object, _) = callee.kind { object } else { nil }
      default: nil
      }
    if message.hasPrefix("'NoneType' object has no attribute") {
      return originOfNone(object) ?? "the value is None: a function that returns nothing gives None"
    }
    if message.hasPrefix("partially initialized module") {
      return "the module imports the one that imports it: move one of the imports into the function that needs it"
    }
    let text = text(object) ?? "x"
    if let hint = Self.otherNames[subject.typeName]?[name] {
      return hint.split(separator: "{}", omittingEmptySubsequences: false).joined(separator: text)
    }
    if let dict = subject.dict, dict[name] != nil { return "\(name) is a key: write \(text)['\(name)']" }
    if subject.function != nil || subject.native != nil || subject.typeName == "method" {
      return "\(text) is a function: to use what it returns, call it: \(text)().\(name)"
    }
    if let instance = subject.instance, let hint = ofInstance(instance.type, name) { return hint }
    if exception.suggestion != nil { return nil }
    if let near = nearPart(name, of: subject) { return near }
    if isAssigned {
      return
        "\(["int", "object"].contains(subject.typeName) ? "an" : "a") \(subject.typeName) takes no attributes of its own; "
        + "objects of your own classes do"
    }
    return ofOtherType(name, subject, text)
  }

  /// Whether the attribute is what an assignment gives a value to.
  private var isAssigned: Bool {
    guard case .assign(let targets, _)? = place.statement?.kind, let expression = place.expression else { return false }
    return targets.contains { $0 === expression }
  }

  /// An attribute that some method of the class sets, or else what there is.
  private func ofInstance(_ type: TypeObject, _ name: String) -> String? {
    for program in history.reversed() {
      for node in program.classes(type.name) {
        for statement in node.body {
          if case .function(let method, _) = statement.kind, method.name != "__init__",
            method.selfAttributes.contains(name)
          {
            return "\(method.name)() sets \(name): call it first, or set \(name) in __init__()"
          }
        }
      }
    }
    if exception.suggestion != nil { return nil }
    let names = Attributes.names(of: exception.subject).filter { !$0.hasPrefix("_") }
    guard !names.isEmpty, names.count <= 12 else { return nil }
    return "\(type.name) has: " + names.joined(separator: ", ")
  }

  private func nearPart(_ name: String, of subject: Value) -> String? {
    let names = Attributes.names(of: subject).filter { !$0.hasPrefix("_") }
    func isPart(_ short: String, of long: String) -> Bool {
      var rest = long[...]
      for character in short {
        guard let place = rest.firstIndex(of: character) else { return false }
        rest = rest[rest.index(after: place)...]
      }
      return true
    }
    // `squareroot` for `sqrt`, `normalize` for `norm`, `std` for `stdev`.
    let candidates = names.filter {
      $0.first == name.first && $0.count >= 3
        && ($0.hasPrefix(name) || $0.count * 3 > name.count && isPart($0, of: name))
    }
    guard name.count >= 3, let near = candidates.max(by: { $0.count < $1.count }) else { return nil }
    return "did you mean '\(near)'?"
  }

  /// A method of another built-in type.
  private func ofOtherType(_ name: String, _ subject: Value, _ text: String) -> String? {
    if name.hasPrefix("_") { return nil }
    if subject.module != nil { return nil }
    let types: [(TypeObject, String)] = [(.str, "text"), (.list, "lists"), (.dict, "dicts"), (.set, "sets")]
    guard let (type, plural) = types.first(where: { $0.0 !== subject.type && $0.0.lookup(name) != nil }) else {
      return nil
    }
    let article = ["a", "e", "i", "o", "u"].contains { subject.typeName.hasPrefix($0) } ? "an" : "a"
    if type === TypeObject.str {
      switch subject {
      case .int, .float:
        return "\(name)() is a method of text, and this is \(article) \(subject.typeName): str(\(text)) is its text"
      default: break
      }
      if subject.list != nil || subject.tuple != nil {
        return
          "\(name)() is a method of text, and this is a \(subject.typeName): [x.\(name)() for x in \(text)] calls it on each item"
      }
    }
    return "\(name)() is a method of \(plural), and this is \(article) \(subject.typeName)"
  }
}
