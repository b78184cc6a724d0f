import Plot
import Script

/// The arguments of a plotting call, by name. `None` is the same as not given.
struct PlotArguments {
  let call: CallArguments
  private let index: [String: Int]

  init(_ call: CallArguments, _ index: [String: Int]) {
    self.call = call
    self.index = index
  }

  /// The positions of the parameters of `signature`, as ``CallArguments`` numbers them.
  static func index(_ signature: String) -> [String: Int] {
    var index: [String: Int] = [:]
    for piece in signature.split(separator: ",") {
      let name = piece.prefix { $0 != "=" }.filter { $0 != " " && $0 != "*" }
      if !name.isEmpty && name != "/" { index[String(name)] = index.count }
    }
    return index
  }

  /// The value of the first of `names` that was given.
  subscript(_ names: String...) -> Value? {
    for name in names {
      if let position = index[name], !call.isNone(position) { return call[position] }
    }
    return nil
  }

  /// The values of `*args`.
  var rest: [Value] { index["args"].map { call.rest($0) } ?? [] }

  func double(_ names: String...) throws -> Double? {
    for name in names {
      if let value = self[name] { return try NumericValues.double(value, name) }
    }
    return nil
  }

  func int(_ name: String) throws -> Int? { try self[name].map { try $0.asInt(name) } }

  func bool(_ name: String) throws -> Bool? { try self[name].map { try $0.isTrue() } }

  func string(_ names: String...) throws -> String? {
    for name in names {
      if let value = self[name] { return try value.asString(name) }
    }
    return nil
  }

  func color(_ names: String...) throws -> Color? {
    for name in names {
      if let value = self[name] { return try PlotValues.color(value, name) }
    }
    return nil
  }

  func lineStyle() throws -> LineStyle? { try string("linestyle", "ls").map { try LineStyle(parsing: $0) } }

  func marker() throws -> Marker?? {
    guard let value = self["marker"] else { return nil }
    return .some(try Marker.parse(value.asString("marker")))
  }

  func doubles(_ names: String...) throws -> [Double]? {
    for name in names {
      if let value = self[name] { return try NumericValues.doubles(value, name) }
    }
    return nil
  }

  /// A size in points: a number or one of matplotlib's words.
  func fontSize(_ names: String...) throws -> Double? {
    for name in names {
      if let value = self[name] { return try PlotValues.fontSize(value, name) }
    }
    return nil
  }

  func isBold() throws -> Bool? {
    guard let value = self["fontweight", "weight"] else { return nil }
    if let number = value.number { return number >= 600 }
    return ["bold", "semibold", "heavy", "black", "extra bold"].contains(try value.asString("fontweight"))
  }

  func horizontal() throws -> HorizontalAlignment? {
    try string("ha", "horizontalalignment").map { text in
      guard let alignment = HorizontalAlignment(rawValue: text) else {
        throw ScriptError(.valueError, "'\(text)' is not a valid value for align; 'center', 'right', 'left'")
      }
      return alignment
    }
  }

  func vertical() throws -> VerticalAlignment? {
    try string("va", "verticalalignment").map { text in
      if text == "center_baseline" { return .center }
      guard let alignment = VerticalAlignment(rawValue: text) else {
        throw ScriptError(
          .valueError, "'\(text)' is not a valid value for align; 'top', 'bottom', 'center', 'baseline'")
      }
      return alignment
    }
  }
}

/// Colours, sizes and maps as programs write them.
enum PlotValues {
  /// A colour's text, or a tuple of three or four numbers from 0 to 1.
  static func color(_ value: Value, _ what: String) throws -> Color {
    if let text = value.string { return try Color(parsing: text) }
    let parts = try NumericValues.doubles(value, what)
    guard parts.count == 3 || parts.count == 4, parts.allSatisfy({ (0...1).contains($0) }) else {
      throw ScriptError(.valueError, "RGBA values should be within 0-1 range: \(what)=\(try value.repr())")
    }
    return Color(red: parts[0], green: parts[1], blue: parts[2], alpha: parts.count == 4 ? parts[3] : 1)
  }

  /// One colour for all, or one for each.
  static func colors(_ value: Value, _ what: String) throws -> [Color] {
    if value.str != nil { return [try color(value, what)] }
    let items = try value.asList(what)
    if items.count == 3 || items.count == 4, items.allSatisfy({ $0.number != nil }) { return [try color(value, what)] }
    return try items.enumerated().map { try color($1, "\(what)[\($0)]") }
  }

  static func fontSize(_ value: Value, _ what: String) throws -> Double {
    if let number = value.number, number > 0, number < 1000 { return number }
    let words = [
      "xx-small": 5.8, "x-small": 6.9, "small": 8.3, "medium": 10, "large": 12, "x-large": 14.4, "xx-large": 17.3,
      "smaller": 8.3, "larger": 12,
    ]
    if let size = words[value.string ?? ""] { return size }
    throw ScriptError(
      .valueError, "\(try value.repr()) is not a valid value for \(what)",
      hint: "a number of points, or 'small', 'medium', 'large', 'x-large'…")
  }

  static func colorMap(_ value: Value?) throws -> ColorMap {
    guard let value else { return .viridis }
    let name = try value.asString("cmap")
    guard let map = ColorMap(name) else {
      throw ScriptError(
        .valueError, "'\(name)' is not a valid value for cmap",
        hint: "known: " + ColorMap.names.joined(separator: ", ") + ", and each with _r")
    }
    return map
  }
}
