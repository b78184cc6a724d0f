import Script
import Tokenizer

/// `AddedToken(content, …)`: a token that tokenizers find in texts as it stands.
final class AddedTokenObject: Object {
  let content: String
  let isSingleWord: Bool
  let stripsLeft: Bool
  let stripsRight: Bool
  let isSpecial: Bool
  /// `nil`: normalized if and only if it is not special.
  let isNormalized: Bool?

  init(
    content: String, isSingleWord: Bool, stripsLeft: Bool, stripsRight: Bool, isSpecial: Bool, isNormalized: Bool?
  ) {
    self.content = content
    self.isSingleWord = isSingleWord
    self.stripsLeft = stripsLeft
    self.stripsRight = stripsRight
    self.isSpecial = isSpecial
    self.isNormalized = isNormalized
    super.init(type: Self.type)
  }

  convenience init(_ token: AddedToken) {
    self.init(
      content: token.content, isSingleWord: token.isSingleWord, stripsLeft: token.stripsLeft,
      stripsRight: token.stripsRight, isSpecial: token.isSpecial, isNormalized: token.isNormalized)
  }

  /// The token as a vocabulary holds it; `isSpecial` makes it special.
  func token(isSpecial: Bool) -> AddedToken {
    let special = self.isSpecial || isSpecial
    return AddedToken(
      id: -1, content: content, isSpecial: special, stripsLeft: stripsLeft, stripsRight: stripsRight,
      isSingleWord: isSingleWord, isNormalized: isNormalized ?? !special)
  }

  /// The token that `value` is: a string or an `AddedToken`.
  static func token(_ value: Value, isSpecial: Bool, _ what: String) throws -> AddedToken {
    if let object = value.cast(to: AddedTokenObject.self) { return object.token(isSpecial: isSpecial) }
    guard let text = value.string else {
      throw ScriptError(.typeError, "\(what) should be a str or an AddedToken, not \(value.typeName)")
    }
    return AddedToken(id: -1, content: text, isSpecial: isSpecial, isNormalized: !isSpecial)
  }

  static let type: TypeObject = {
    let type = TypeObject("AddedToken", module: "tokenizers", isInheritable: false)
    type.documentation =
      "A token that is found in texts as it stands, and how: lstrip, rstrip, single_word, normalized, special."
    type.constructor("content='', single_word=False, lstrip=False, rstrip=False, normalized=None, special=False") {
      call in
      Value(
        AddedTokenObject(
          content: try call.string(0), isSingleWord: try call.bool(1), stripsLeft: try call.bool(2),
          stripsRight: try call.bool(3), isSpecial: try call.bool(5),
          isNormalized: call.isNone(4) ? nil : try call.bool(4)))
    }
    return type
  }()

  private var fields: [(String, Value)] {
    [
      ("content", Value(content)), ("single_word", .bool(isSingleWord)), ("lstrip", .bool(stripsLeft)),
      ("rstrip", .bool(stripsRight)), ("normalized", .bool(isNormalized ?? !isSpecial)), ("special", .bool(isSpecial)),
    ]
  }

  override func getAttribute(_ name: String) throws -> Value? { fields.first { $0.0 == name }?.1 }
  override func attributeNames() -> [String] { fields.map(\.0) }
  override func str() throws -> String { content }
  override func repr() throws -> String {
    func flag(_ value: Bool) -> String { value ? "True" : "False" }
    let text = content.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
    return "AddedToken(\"\(text)\", rstrip=\(flag(stripsRight)), lstrip=\(flag(stripsLeft)), "
      + "single_word=\(flag(isSingleWord)), normalized=\(flag(isNormalized ?? !isSpecial)), special=\(flag(isSpecial)))"
  }
}
