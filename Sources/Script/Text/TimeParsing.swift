/// Reading dates and times by a `strptime` format.
struct TimeParsing {
  var year = 1900
  var month = 1
  var day = 1
  var hour = 0
  var minute = 0
  var second = 0
  var microsecond = 0
  var dayOfYear: Int?
  /// Seconds east of Greenwich, from `%z`.
  var offset: Int?

  static let days = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
  static let months = [
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
  ]

  /// Reads all of `text` by `format`; `nil` when it does not match.
  init?(_ text: String, format: String) {
    var rest = Substring(text)
    var isAfternoon: Bool?
    var format = Substring(format)
    while let letter = format.popFirst() {
      guard letter == "%", let code = format.popFirst() else {
        if letter.isWhitespace {
          rest = rest.drop { $0.isWhitespace }
        } else if rest.popFirst() != letter {
          return nil
        }
        continue
      }
      switch code {
      case "T": format = "%H:%M:%S" + format
      case "D": format = "%m/%d/%y" + format
      case "F": format = "%Y-%m-%d" + format
      case "R": format = "%H:%M" + format
      case "p":
        let word = rest.prefix(2).lowercased()
        guard word == "am" || word == "pm" else { return nil }
        isAfternoon = word == "pm"
        rest = rest.dropFirst(2)
      case "a", "A": guard Self.name(&rest, Self.days) != nil else { return nil }
      case "b", "B", "h":
        guard let index = Self.name(&rest, Self.months) else { return nil }
        month = index + 1
      case "z": guard readOffset(&rest) else { return nil }
      case "Z": rest = rest.drop { $0.isLetter }
      case "%": guard rest.popFirst() == "%" else { return nil }
      default: guard readNumber(code, &rest) else { return nil }
      }
    }
    if let isAfternoon { hour = hour % 12 + (isAfternoon ? 12 : 0) }
    guard rest.isEmpty, isValid else { return nil }
  }

  private var isValid: Bool {
    (1...12).contains(month) && day >= 1 && day <= Self.length(of: month, in: year) && hour < 24 && minute < 60
      && second < 62
  }

  static func length(of month: Int, in year: Int) -> Int {
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    return [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
  }

  /// A name of `names` in full or by its first three letters.
  private static func name(_ rest: inout Substring, _ names: [String]) -> Int? {
    let lower = rest.lowercased()
    for (index, name) in names.enumerated() {
      for spelling in [name, String(name.prefix(3))] where lower.hasPrefix(spelling) {
        rest = rest.dropFirst(spelling.count)
        return index
      }
    }
    return nil
  }

  private static func number(_ rest: inout Substring, _ width: Int) -> Int? {
    let digits = rest.prefix(width).prefix { $0.isASCII && $0.isNumber }
    guard !digits.isEmpty else { return nil }
    rest = rest.dropFirst(digits.count)
    return Int(digits)
  }

  private mutating func readNumber(_ code: Character, _ rest: inout Substring) -> Bool {
    let before = rest.count
    let widths: [Character: Int] = ["Y": 4, "j": 3, "f": 6]
    guard let value = Self.number(&rest, widths[code] ?? 2) else { return false }
    switch code {
    case "Y":
      guard before - rest.count == 4 else { return false }
      year = value
    case "y": year = value < 69 ? 2000 + value : 1900 + value
    case "m": month = value
    case "d", "e": day = value
    case "H", "I": hour = value
    case "M": minute = value
    case "S": second = value
    case "j": dayOfYear = value
    case "f":
      var scaled = value
      for _ in 0..<(6 - (before - rest.count)) { scaled *= 10 }
      microsecond = scaled
    default: return false
    }
    return true
  }

  private mutating func readOffset(_ rest: inout Substring) -> Bool {
    if rest.first == "Z" {
      rest = rest.dropFirst()
      offset = 0
      return true
    }
    guard let sign = rest.popFirst(), sign == "+" || sign == "-", let hours = Self.number(&rest, 2) else {
      return false
    }
    if rest.first == ":" { rest = rest.dropFirst() }
    guard let minutes = Self.number(&rest, 2) else { return false }
    offset = (sign == "-" ? -1 : 1) * (hours * 3600 + minutes * 60)
    return true
  }
}
