/// Putting the arguments of a call into the registers of a function written in the language.
extension Machine {
  /// Arranges `count` positional arguments at `registers` and `keywords` as the function's parameters, and empties
  /// its other local registers.
  func bind(
    _ function: FunctionObject, _ registers: UnsafeMutablePointer<Value>, _ count: Int,
    _ keywords: [(name: String, value: Value)]
  ) throws {
    let header = function.code.header.pointee
    let positional = header.positionalCount
    let parameters = positional + header.keywordOnlyCount + (header.hasRest ? 1 : 0) + (header.hasKeywords ? 1 : 0)
    var rest: TupleObject?
    if header.hasRest {
      let extra = max(count - positional, 0)
      rest = extra == 0 ? .empty : TupleObject(copying: registers + count - extra, count: extra)
    }
    for index in min(count, positional)..<max(header.localCount, count) { registers[index] = .unset }
    let names = function.code.parameterNames
    let restIndex = positional + header.keywordOnlyCount
    if let rest { registers[restIndex] = Value(rest) }
    var other: DictObject?
    if header.hasKeywords {
      let dict = DictObject()
      registers[parameters - 1] = Value(dict)
      other = dict
    }
    for (name, value) in keywords {
      var found = false
      for index in header.positionalOnlyCount..<restIndex where names[index] == name {
        if !registers[index].isUnset {
          throw ScriptError(
            .typeError, "\(function.qualifiedName)() got multiple values for argument '\(name)'")
        }
        registers[index] = value
        found = true
        break
      }
      if found { continue }
      guard let other else { throw unexpectedKeyword(function, name, keywords) }
      other[name] = value
    }
    // As CPython does, after the keywords: one that is wrong is told of first.
    if count > positional && !header.hasRest { throw tooMany(function, registers, count, keywords) }
    var missing: [String] = []
    let firstDefault = positional - function.defaults.count
    if count < positional {
      for index in min(count, positional)..<positional where registers[index].isUnset {
        if index >= firstDefault {
          registers[index] = function.defaults[index - firstDefault]
        } else {
          missing.append(names[index])
        }
      }
    }
    if !missing.isEmpty {
      throw ScriptError(
        .typeError, ArgumentMessages.missing(function.qualifiedName, missing, keywordOnly: false))
    }
    for offset in 0..<header.keywordOnlyCount where registers[positional + offset].isUnset {
      let value = function.keywordDefaults[offset]
      if value.isUnset { missing.append(names[positional + offset]) } else { registers[positional + offset] = value }
    }
    if !missing.isEmpty {
      throw ScriptError(
        .typeError, ArgumentMessages.missing(function.qualifiedName, missing, keywordOnly: true))
    }
  }

  private func tooMany(
    _ function: FunctionObject, _ registers: UnsafeMutablePointer<Value>, _ count: Int,
    _ keywords: [(name: String, value: Value)]
  ) -> ScriptError {
    let header = function.code.header.pointee
    let positional = header.positionalCount
    let required = positional - function.defaults.count
    let limit = required == positional ? "\(positional)" : "from \(required) to \(positional)"
    let plural = positional != 1 || required != positional
    let names = function.code.parameterNames[positional..<(positional + header.keywordOnlyCount)]
    let keywordOnly = keywords.filter { names.contains($0.name) }.count
    var given = "\(count)"
    if keywordOnly > 0 {
      given +=
        " positional argument\(count == 1 ? "" : "s") (and \(keywordOnly) keyword-only argument\(keywordOnly == 1 ? "" : "s"))"
    }
    let verb = count == 1 && keywordOnly == 0 ? "was" : "were"
    return ScriptError(
      .typeError,
      "\(function.qualifiedName)() takes \(limit) positional argument\(plural ? "s" : "") but \(given) \(verb) given")
  }

  private func unexpectedKeyword(
    _ function: FunctionObject, _ name: String, _ keywords: [(name: String, value: Value)]
  ) -> ScriptError {
    let header = function.code.header.pointee
    let names = function.code.parameterNames
    let positionalOnly = names[0..<header.positionalOnlyCount]
    let given = keywords.map(\.name)
    let wrong = positionalOnly.filter { given.contains($0) }
    if !wrong.isEmpty {
      return ScriptError(
        .typeError,
        "\(function.qualifiedName)() got some positional-only arguments passed as keyword arguments: "
          + "'\(wrong.joined(separator: ", "))'")
    }
    let known = Array(names[header.positionalOnlyCount..<(header.positionalCount + header.keywordOnlyCount)])
    let hint =
      Suggestions.nearest(to: name, among: known).map { "did you mean '\($0)'?" }
      ?? (known.isEmpty ? nil : "it takes " + known.joined(separator: ", "))
    return ScriptError(
      .typeError, "\(function.qualifiedName)() got an unexpected keyword argument '\(name)'", hint: hint)
  }
}
