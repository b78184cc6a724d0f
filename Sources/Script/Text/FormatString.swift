import Support

/// The pieces of a `str.format` template.
public enum FormatPiece {
  case literal(String)
  /// `{name!conversion:spec}`; the spec may hold fields itself.
  case field(name: String, conversion: Unicode.Scalar?, spec: String)
}

/// One step from a field's first name: `.attribute` or `[index]`.
public enum FormatStep {
  case attribute(String)
  case index(Int)
  case key(String)
}

/// Reading `str.format` templates.
public enum FormatString {
  /// Cuts a template into pieces; throws CPython's ValueError.
  public static func parse(_ text: String) throws -> [FormatPiece] {
    let scalars = Array(text.unicodeScalars)
    var pieces: [FormatPiece] = []
    var literal = String.UnicodeScalarView()
    var i = 0
    while i < scalars.count {
      let scalar = scalars[i]
      i += 1
      if scalar != "{" && scalar != "}" {
        literal.append(scalar)
        continue
      }
      if i < scalars.count, scalars[i] == scalar {
        literal.append(scalar)
        i += 1
        continue
      }
      if scalar == "}" { throw UserError(.value, "Single '}' encountered in format string") }
      if i >= scalars.count { throw UserError(.value, "Single '{' encountered in format string") }
      if !literal.isEmpty { pieces.append(.literal(String(literal))) }
      literal = String.UnicodeScalarView()
      pieces.append(try field(scalars, &i))
    }
    if !literal.isEmpty { pieces.append(.literal(String(literal))) }
    return pieces
  }

  /// Reads a field after its `{` up to and with its `}`.
  private static func field(_ scalars: [Unicode.Scalar], _ i: inout Int) throws -> FormatPiece {
    let start = i
    var bracket = false
    while i < scalars.count {
      let scalar = scalars[i]
      if scalar == "[" { bracket = true } else if scalar == "]" { bracket = false }
      if !bracket, scalar == "}" || scalar == ":" || scalar == "!" { break }
      if scalar == "{" { throw UserError(.value, "unexpected '{' in field name") }
      i += 1
    }
    guard i < scalars.count else { throw UserError(.value, "expected '}' before end of string") }
    let name = string(scalars[start..<i])
    var conversion: Unicode.Scalar?
    if scalars[i] == "!" {
      guard i + 1 < scalars.count else {
        throw UserError(.value, "end of string while looking for conversion specifier")
      }
      conversion = scalars[i + 1]
      i += 2
      guard i < scalars.count else { throw UserError(.value, "unmatched '{' in format spec") }
      guard scalars[i] == ":" || scalars[i] == "}" else {
        throw UserError(.value, "expected ':' after conversion specifier")
      }
    }
    if scalars[i] == "}" {
      i += 1
      return .field(name: name, conversion: conversion, spec: "")
    }
    i += 1
    let specStart = i
    var depth = 1
    while i < scalars.count {
      if scalars[i] == "{" { depth += 1 } else if scalars[i] == "}" { depth -= 1 }
      if depth == 0 { break }
      i += 1
    }
    guard depth == 0 else { throw UserError(.value, "expected '}' before end of string") }
    let spec = string(scalars[specStart..<i])
    i += 1
    return .field(name: name, conversion: conversion, spec: spec)
  }

  /// Cuts a field name (`0.name[key]`) into its first part and the steps after it.
  public static func steps(_ name: String) throws -> (first: String, steps: [FormatStep]) {
    let scalars = Array(name.unicodeScalars)
    var i = 0
    while i < scalars.count, scalars[i] != ".", scalars[i] != "[" { i += 1 }
    let first = string(scalars[..<i])
    var steps: [FormatStep] = []
    while i < scalars.count {
      if scalars[i] == "." {
        let start = i + 1
        i = start
        while i < scalars.count, scalars[i] != ".", scalars[i] != "[" { i += 1 }
        guard i > start else { throw UserError(.value, "Empty attribute in format string") }
        steps.append(.attribute(string(scalars[start..<i])))
      } else if scalars[i] == "[" {
        let start = i + 1
        i = start
        while i < scalars.count, scalars[i] != "]" { i += 1 }
        guard i < scalars.count else { throw UserError(.value, "Missing ']' in format string") }
        guard i > start else { throw UserError(.value, "Empty attribute in format string") }
        let key = string(scalars[start..<i])
        steps.append(Int(key).map { $0 >= 0 ? .index($0) : .key(key) } ?? .key(key))
        i += 1
      } else {
        throw UserError(.value, "Only '.' or '[' may follow ']' in format field specifier")
      }
    }
    return (first, steps)
  }

  private static func string(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars)
    return String(view)
  }
}
