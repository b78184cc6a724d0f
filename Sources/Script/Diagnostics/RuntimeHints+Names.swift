import Support

/// Hints for names that are not there.
extension RuntimeHints {
  /// Words of other languages and what they are called here.
  static let foreignNames: [String: String] = [
    "null": "the word for no value is None", "nil": "the word for no value is None",
    "NULL": "the word for no value is None",
    "undefined": "the word for no value is None", "none": "the word for no value is None",
    "nullptr": "the word for no value is None",
    "TRUE": "write True", "FALSE": "write False", "true": "write True, with a capital",
    "false": "write False, with a capital",
    "this": "the object is called self: the first parameter of a method", "println": "to show text, use print(…)",
    "printf": "to show text, use print(…)", "echo": "to show text, use print(…)", "puts": "to show text, use print(…)",
    "console": "to show text, use print(…)", "length": "to count items, use len(…)",
    "size": "to count items, use len(…)",
    "count": "to count items, use len(…)", "strlen": "to count characters, use len(…)",
    "string": "the type of text is str", "String": "the type of text is str",
    "integer": "the type of whole numbers is int",
    "Integer": "the type of whole numbers is int", "double": "the type of numbers with a point is float",
    "boolean": "the type of True and False is bool", "array": "use a list: [1, 2, 3]", "Array": "use a list: [1, 2, 3]",
    "foreach": "write for item in items:", "raw_input": "it is called input() here", "unicode": "text is str here",
    "xrange": "it is called range() here", "unichr": "it is called chr() here",
    "reduce": "write from functools import reduce first",
  ]

  /// The names under which modules are usually imported.
  static let usualAliases = [
    "np": "import numpy as np", "pd": "import pandas as pd", "plt": "import matplotlib.pyplot as plt",
    "nn": "from torch import nn", "F": "import torch.nn.functional as F", "dt": "import datetime as dt",
    "mpl": "import matplotlib as mpl",
  ]

  /// Modules whose names are looked through for one that was not imported.
  private static let wellKnown = [
    "math", "random", "statistics", "collections", "itertools", "functools", "dataclasses", "copy", "time", "json",
    "datetime", "pathlib", "textwrap", "typing", "contextlib", "datasets", "transformers", "trl", "torch", "tqdm",
  ]

  var undefinedName: String? {
    guard let name = quoted.first else { return nil }
    if message.hasPrefix("cannot access free variable") {
      return "\(name) gets its value further down in the function around this one: call it after that"
    }
    if let hint = quotedKey(name) ?? ofSelf(name) ?? definedLater(name) ?? removed(name) { return hint }
    if let hint = Self.foreignNames[name] { return hint }
    if let alias = Self.usualAliases[name] { return "write \(alias) first" }
    if interpreter?.knowsModule(name) == true { return "write import \(name) first" }
    if let hint = localElsewhere(name) { return hint }
    if let keyword = misspeltKeyword(name) { return keyword }
    if exception.suggestion != nil { return nil }
    return ofModule(name)
  }

  private func quotedKey(_ name: String) -> String? {
    guard case .subscript_(let object, let key)? = place.parent?.kind, case .name(name) = key.kind, let program,
      let dict = value(object)?.dict, dict[name] != nil
    else { return nil }
    return "a key that is text stands in quotes: \(program.text(object))['\(name)']"
  }

  private func ofSelf(_ name: String) -> String? {
    guard let owner = place.classNode, let me = place.function?.parameters.first?.name else { return nil }
    let (methods, attributes) = owner.memberNames
    if methods.contains(name) { return "\(name)() is a method of \(owner.name): write \(me).\(name)()" }
    if attributes.contains(name) { return "\(name) is an attribute of \(owner.name): write \(me).\(name)" }
    return nil
  }

  private func definedLater(_ name: String) -> String? {
    guard let program else { return nil }
    if let binding = program.bindings(of: name).first(where: {
      $0.statement.span.start > (place.statements.first?.span.start ?? 0)
    }),
      place.statements.count == 1 || module?.namespace[name] == nil
    {
      if program.bindings(of: name).first?.statement.span != binding.statement.span { return removed(name) }
      return "\(name) is defined further down, on line \(binding.line): a name must be defined before it is used"
    }
    for source in interpreter?.upcoming ?? [] {
      guard let text = ProgramText(source), !text.bindings(of: name).isEmpty else { continue }
      return "\(name) is defined in a later cell: \(source.name)"
    }
    return nil
  }

  private func removed(_ name: String) -> String? {
    for text in history.reversed() {
      var line: Int?
      text.statements.forEachInScope { statement in
        guard case .delete(let targets) = statement.kind else { return }
        for target in targets { if case .name(name) = target.kind { line = text.line(statement.span) } }
      }
      if let line { return "del removed \(name) on \(self.line(line, in: text))" }
    }
    return nil
  }

  private func misspeltKeyword(_ name: String) -> String? {
    let keywords = Symbol.keywords.keys.filter { !["async", "await"].contains($0) }.sorted()
    guard name.count > 2, exception.suggestion == nil, let near = Nearest.match(name, among: keywords) else {
      return nil
    }
    return "did you mean the keyword '\(near)'?"
  }

  /// A variable of a function or comprehension that is not visible here.
  private func localElsewhere(_ name: String) -> String? {
    for text in history.reversed() {
      var hint: String?
      text.statements.forEachStatement { statement in
        if hint != nil { return }
        if case .function(let node, _) = statement.kind, node !== place.function {
          let isParameter = node.parameters.contains { $0.name == name }
          if isParameter || !text.bindings(of: name, in: node.body).isEmpty {
            hint =
              "\(name) is a \(isParameter ? "parameter" : "local variable") of \(node.name)(): outside it has no value; "
              + "\(isParameter ? "pass the value on" : "return it from there")"
          }
        }
        for expression in statement.expressions {
          expression.forEach {
            guard case .comprehension(let node) = $0.kind else { return }
            for clause in node.clauses {
              clause.target.forEach {
                if case .name(name) = $0.kind {
                  hint = "\(name) exists only inside the comprehension on \(line(text.line(node.span), in: text))"
                }
              }
            }
          }
        }
      }
      if let hint { return hint }
    }
    return nil
  }

  private func ofModule(_ name: String) -> String? {
    guard let interpreter else { return nil }
    for module in Self.wellKnown where interpreter.names(of: module).contains(name) {
      return "write from \(module) import \(name) first"
    }
    return nil
  }

  var unboundLocal: String? {
    guard let name = quoted.first, let function = place.function else { return nil }
    if let hint = ofSelf(name) { return hint }
    if module?.namespace[name] != nil {
      return
        "\(name) is assigned in \(function.name)(), so it is a variable of its own there: pass the value as an argument, "
        + "or write global \(name) in \(function.name)()"
    }
    let bindings = program?.bindings(of: name, in: function.body) ?? []
    if let first = bindings.first, let statement = place.statement {
      return first.statement.span.start >= statement.span.start
        ? "\(name) gets its value only on \(where_(first))"
        : "\(name) gets its value on \(where_(first)), which did not run"
    }
    return nil
  }
}
