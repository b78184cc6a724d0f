import Support

/// A colour with opacity; components from 0 to 1.
public struct Color: Equatable, Hashable, Sendable {
  public var red, green, blue, alpha: Double

  public init(red: Double, green: Double, blue: Double, alpha: Double = 1) {
    self.red = red
    self.green = green
    self.blue = blue
    self.alpha = alpha
  }

  /// The opaque colour 0xRRGGBB.
  public init(rgb: UInt32) {
    self.init(
      red: Double(rgb >> 16 & 255) / 255, green: Double(rgb >> 8 & 255) / 255, blue: Double(rgb & 255) / 255)
  }

  /// The same colour, its opacity multiplied by `factor`.
  public func faded(_ factor: Double) -> Color {
    Color(red: red, green: green, blue: blue, alpha: alpha * min(max(factor, 0), 1))
  }

  /// Components as 0…255.
  public var bytes: (red: UInt8, green: UInt8, blue: UInt8) {
    func byte(_ value: Double) -> UInt8 { UInt8(min(max((value * 255).rounded(), 0), 255)) }
    return (byte(red), byte(green), byte(blue))
  }

  /// Relative luminance, 0 for black and 1 for white (ITU-R BT.709 weights).
  public var luminance: Double { 0.2126 * red + 0.7152 * green + 0.0722 * blue }

  public static let black = Color(rgb: 0x000000)
  public static let white = Color(rgb: 0xFFFFFF)
  public static let clear = Color(red: 0, green: 0, blue: 0, alpha: 0)

  /// The colours that successive marks take: matplotlib's ten, Tableau's palette.
  public static let cycle: [Color] = tableau.map { Color(rgb: $0.value) }

  static let tableau: [(name: String, value: UInt32)] = [
    ("blue", 0x1F77B4), ("orange", 0xFF7F0E), ("green", 0x2CA02C), ("red", 0xD62728), ("purple", 0x9467BD),
    ("brown", 0x8C564B), ("pink", 0xE377C2), ("gray", 0x7F7F7F), ("olive", 0xBCBD22), ("cyan", 0x17BECF),
  ]

  /// matplotlib's one-letter colours.
  static let letters: [Character: Color] = [
    "b": Color(rgb: 0x0000FF), "g": Color(red: 0, green: 0.5, blue: 0), "r": Color(rgb: 0xFF0000),
    "c": Color(red: 0, green: 0.75, blue: 0.75), "m": Color(red: 0.75, green: 0, blue: 0.75),
    "y": Color(red: 0.75, green: 0.75, blue: 0), "k": .black, "w": .white,
  ]

  /// Reads a colour as matplotlib writes it: a letter (`"b"`), a place in the cycle (`"C3"`), `"tab:orange"`, a CSS
  /// name, `"#rgb"`, `"#rrggbb"`, `"#rrggbbaa"`, a grey level (`"0.75"`), or `"none"`.
  ///
  /// - Throws: ``UserError`` (ValueError) that names the text and the forms that work.
  public init(parsing text: String) throws {
    guard let color = Color(matplotlib: text) else {
      let near = nearName(to: text.lowercased(), among: cssColors.keys)
      throw UserError(
        .value, "'\(text)' is not a color",
        hint: near.map { "did you mean '\($0)'?" }
          ?? "a name like 'steelblue' or 'tab:orange', a letter of bgrcmykw, 'C0'…'C9', '#1f77b4' or a grey '0.5'")
    }
    self = color
  }

  /// As ``init(parsing:)``; `nil` when `text` is no colour.
  public init?(matplotlib text: String) {
    let name = text.lowercased()
    if text.count == 1, let letter = text.first, let color = Color.letters[letter] {
      self = color
    } else if text.hasPrefix("#") {
      self.init(hexadecimal: text.dropFirst())
    } else if name == "none" || name == "transparent" {
      self = .clear
    } else if name.hasPrefix("c"), let index = Int(text.dropFirst()), index >= 0 {
      self = Color.cycle[index % Color.cycle.count]
    } else if name.hasPrefix("tab:") {
      let wanted = name.dropFirst(4) == "grey" ? "gray" : name.dropFirst(4)
      guard let entry = Color.tableau.first(where: { $0.name == wanted }) else { return nil }
      self.init(rgb: entry.value)
    } else if let value = cssColors[name] {
      self.init(rgb: value)
    } else if let level = Double(text), (0...1).contains(level) {
      self.init(red: level, green: level, blue: level)
    } else {
      return nil
    }
  }

  private init?(hexadecimal digits: Substring) {
    guard digits.allSatisfy(\.isHexDigit), [3, 4, 6, 8].contains(digits.count) else { return nil }
    let full = digits.count <= 4 ? digits.map { "\($0)\($0)" }.joined() : String(digits)
    guard let value = UInt32(full.prefix(6), radix: 16) else { return nil }
    self.init(rgb: value)
    if full.count == 8, let opacity = UInt32(full.suffix(2), radix: 16) { alpha = Double(opacity) / 255 }
  }
}

/// The candidate closest to `text` in edit distance, when it is close enough to be a slip.
func nearName(to text: String, among candidates: some Sequence<String>) -> String? {
  var best: (name: String, distance: Int)?
  for candidate in candidates.sorted() {
    let distance = editDistance(Array(text), Array(candidate))
    if distance <= max(1, candidate.count / 4), distance < (best?.distance ?? .max) { best = (candidate, distance) }
  }
  return best?.name
}

private func editDistance(_ a: [Character], _ b: [Character]) -> Int {
  var row = Array(0...b.count)
  for (i, x) in a.enumerated() {
    var diagonal = row[0]
    row[0] = i + 1
    for (j, y) in b.enumerated() {
      let cost = min(row[j + 1] + 1, row[j] + 1, diagonal + (x == y ? 0 : 1))
      diagonal = row[j + 1]
      row[j + 1] = cost
    }
  }
  return row[b.count]
}
