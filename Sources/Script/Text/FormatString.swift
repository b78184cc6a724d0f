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

/// Reading `str.format` templates, piece by piece: what comes after a piece is looked at only when it is asked for, so
/// that a fault in the template is told of after the values before it were formatted, as in CPython.
public struct FormatString {
  private let scalars: [Unicode.Scalar]
  private var i = 0
  /// A field that follows the literal just given.
  private var isAtField = false

  public init(_ text: String) { scalars = Array(text.unicodeScalars) }

  /// The next piece, `nil` at the end; throws CPython's ValueError.
  public mutating func next() throws -> FormatPiece? {
    if isAtField {
      isAtField = false
      return try field()
    }
    var literal = String.UnicodeScalarView()
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
      if literal.isEmpty { return try field() }
      isAtField = true
      return .literal(String(literal))
    }
    return literal.isEmpty ? nil : .literal(String(literal))
  }

  private mutating func take() -> Unicode.Scalar? {
    guard i < scalars.count else { return nil }
    i += 1
    return scalars[i - 1]
  }

  /// Reads a field after its `{` up to and with its `}`.
  private mutating func field() throws -> FormatPiece {
    let start = i
    var end: Unicode.Scalar?
    name: while let scalar = take() {
      switch scalar {
      case "{": throw UserError(.value, "unexpected '{' in field name")
      case "[": while i < scalars.count, scalars[i] != "]" { i += 1 }
      case "}", ":", "!":
        end = scalar
        break name
      default: break
      }
    }
    guard let end else { throw UserError(.value, "expected '}' before end of string") }
    let name = Self.string(scalars[start..<(i - 1)])
    if end == "}" { return .field(name: name, conversion: nil, spec: "") }
    var conversion: Unicode.Scalar?
    if end == "!" {
      conversion = take()
      if conversion == nil { throw UserError(.value, "end of string while looking for conversion specifier") }
      if let after = take() {
        if after == "}" { return .field(name: name, conversion: conversion, spec: "") }
        if after != ":" { throw UserError(.value, "expected ':' after conversion specifier") }
      }
    }
    let specStart = i
    var depth = 1
    while let scalar = take() {
      if scalar == "{" { depth += 1 } else if scalar == "}" { depth -= 1 }
      if depth == 0 {
        return .field(name: name, conversion: conversion, spec: Self.string(scalars[specStart..<(i - 1)]))
      }
    }
    throw UserError(.value, "unmatched '{' in format spec")
  }

  fileprivate static func string(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars)
    return String(view)
  }
}

/// The name of a field (`0.name[key]`): its first part, and the steps after it, each read when it is asked for, so that
/// a fault in one is told of after those before were taken, as in CPython.
public struct FormatFieldName {
  public let first: String
  private let scalars: [Unicode.Scalar]
  private var i = 0

  public init(_ name: String) {
    scalars = Array(name.unicodeScalars)
    while i < scalars.count, scalars[i] != ".", scalars[i] != "[" { i += 1 }
    first = FormatString.string(scalars[..<i])
  }

  /// The next step, `nil` at the end; throws CPython's ValueError.
  public mutating func next() throws -> FormatStep? {
    guard i < scalars.count else { return nil }
    let start = i + 1
    switch scalars[i] {
    case ".":
      i = start
      while i < scalars.count, scalars[i] != ".", scalars[i] != "[" { i += 1 }
      guard i > start else { throw UserError(.value, "Empty attribute in format string") }
      return .attribute(FormatString.string(scalars[start..<i]))
    case "[":
      i = start
      while i < scalars.count, scalars[i] != "]" { i += 1 }
      guard i < scalars.count else { throw UserError(.value, "Missing ']' in format string") }
      guard i > start else { throw UserError(.value, "Empty attribute in format string") }
      let key = FormatString.string(scalars[start..<i])
      i += 1
      return Int(key).flatMap { $0 >= 0 ? .index($0) : nil } ?? .key(key)
    default: throw UserError(.value, "Only '.' or '[' may follow ']' in format field specifier")
    }
  }
}
