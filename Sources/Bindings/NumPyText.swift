import Glibc
import Script

/// Arrays as text, laid out as numpy lays them out: 8 decimals at most, columns aligned, lines of 75 characters,
/// the middle of more than 1000 elements left out.
enum NumPyText {
  private static let lineWidth = 75
  private static let edgeItems = 3

  static func repr(_ array: NDArrayObject) -> String {
    let text = "array(" + (array.values.isEmpty ? "[]" : body(array, separator: ", ", prefix: 6, width: lineWidth - 1))
    var extras: [String] = []
    if array.values.count > 1000 || array.values.isEmpty && array.shape.count > 1 {
      extras.append("shape=" + tuple(array.shape))
    }
    if array.elementType == .float32 || array.values.isEmpty { extras.append("dtype=\(array.elementType.rawValue)") }
    guard !extras.isEmpty else { return text + ")" }
    let suffix = extras.joined(separator: ", ") + ")"
    let lastLine = text.reversed().prefix { $0 != "\n" }.count
    return text + (lastLine + suffix.count + 2 > lineWidth ? ",\n      " : ", ") + suffix
  }

  static func str(_ array: NDArrayObject) -> String {
    array.values.isEmpty ? "[]" : body(array, separator: " ", prefix: 0, width: lineWidth)
  }

  private static func tuple(_ shape: [Int]) -> String {
    shape.count == 1 ? "(\(shape[0]),)" : "(" + shape.map(String.init).joined(separator: ", ") + ")"
  }

  private static func body(_ array: NDArrayObject, separator: String, prefix: Int, width: Int) -> String {
    let isShortened = array.values.count > 1000
    var shown: [Double] = []
    collect(array, 0, 0, isShortened, &shown)
    let format = elementFormat(shown, array.elementType)
    if array.shape.isEmpty { return format(array.values[0]) }
    return nested(
      array, depth: 0, offset: 0, indent: String(repeating: " ", count: prefix + 1), width: width,
      separator: separator, isShortened, format)
  }

  /// Indices of one dimension that are written; `nil` stands for the dots.
  private static func shownIndices(_ count: Int, _ isShortened: Bool) -> [Int?] {
    isShortened && count > 2 * edgeItems
      ? Array(0..<edgeItems) + [nil] + Array(count - edgeItems..<count) : Array(0..<count)
  }

  private static func collect(
    _ array: NDArrayObject, _ depth: Int, _ offset: Int, _ isShortened: Bool, _ shown: inout [Double]
  ) {
    if depth == array.shape.count { return shown.append(array.values[offset]) }
    let size = array.shape[(depth + 1)...].reduce(1, *)
    for index in shownIndices(array.shape[depth], isShortened) {
      if let index { collect(array, depth + 1, offset + index * size, isShortened, &shown) }
    }
  }

  private static func nested(
    _ array: NDArrayObject, depth: Int, offset: Int, indent: String, width: Int, separator: String,
    _ isShortened: Bool, _ format: (Double) -> String
  ) -> String {
    let left = array.shape.count - depth
    if left == 0 { return format(array.values[offset]) }
    let size = array.shape[(depth + 1)...].reduce(1, *)
    let trimmed = separator == ", " ? "," : ""
    var text = ""
    var line = indent
    let indices = shownIndices(array.shape[depth], isShortened)
    for (position, index) in indices.enumerated() {
      let isLast = position == indices.count - 1
      let word =
        index.map {
          nested(
            array, depth: depth + 1, offset: offset + $0 * size, indent: indent + " ", width: width - 1,
            separator: separator, isShortened, format)
        } ?? "..."
      if left == 1 {
        if line.count + word.count > width - 1, line.count > indent.count {
          while line.last == " " { line.removeLast() }
          text += line + "\n"
          line = indent
        }
        line += word + (isLast ? "" : separator)
      } else {
        text += indent + word + (isLast ? "" : trimmed + String(repeating: "\n", count: left - 1))
      }
    }
    if left == 1 { text += line }
    return "[" + text.dropFirst(indent.count) + "]"
  }

  // MARK: Elements

  /// How every element is written, so that they line up.
  private static func elementFormat(_ values: [Double], _ type: NDArrayObject.ElementType) -> (Double) -> String {
    switch type {
    case .bool:
      let width = values.contains(0) ? 5 : 4
      return { padded($0 != 0 ? "True" : "False", width) }
    case .int64:
      let width = values.map { integer($0).count }.max() ?? 0
      return { padded(integer($0), width) }
    case .float32, .float64: return floatFormat(values, isSingle: type == .float32)
    }
  }

  private static func integer(_ value: Double) -> String { Int(exactly: value).map(String.init) ?? "\(value)" }

  private static func padded(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(0, width - text.count)) + text
  }

  private static func floatFormat(_ values: [Double], isSingle: Bool) -> (Double) -> String {
    let finite = values.filter(\.isFinite)
    let sizes = finite.map(\.magnitude).filter { $0 != 0 }
    let (least, most) = (sizes.min() ?? 0, sizes.max() ?? 0)
    let isExponential = !sizes.isEmpty && (most >= 1e8 || least < 1e-4 || most / least > 1000)
    let write: (Double) -> String
    if isExponential {
      let decimals = finite.map { mantissaDecimals($0, isSingle) }.max() ?? 0
      write = { scientific($0, decimals) }
    } else {
      write = { positional($0, isSingle) }
    }
    var (before, after) = (0, 0)
    for value in finite {
      let parts = write(value).split(separator: ".", omittingEmptySubsequences: false)
      before = max(before, parts[0].count)
      after = max(after, parts.count > 1 ? parts[1].count : 0)
    }
    for value in values where !value.isFinite {
      before = max(before, special(value).count - (finite.isEmpty ? 0 : after + 1))
    }
    let isAllSpecial = finite.isEmpty
    return { value in
      guard value.isFinite else { return padded(special(value), isAllSpecial ? before : before + after + 1) }
      let text = write(value)
      let head = text.prefix { $0 != "." }.count
      let tail = text.count - head - 1
      return String(repeating: " ", count: before - head) + text + String(repeating: " ", count: max(0, after - tail))
    }
  }

  private static func special(_ value: Double) -> String { value.isNaN ? "nan" : value < 0 ? "-inf" : "inf" }

  private static func printed(_ format: String, _ decimals: Int, _ value: Double) -> String {
    var buffer = [CChar](repeating: 0, count: 400)
    withVaList([Int32(decimals), value]) { _ = vsnprintf(&buffer, buffer.count, format, $0) }
    return String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  private static func reads(_ text: String, as value: Double, _ isSingle: Bool) -> Bool {
    isSingle ? Float(text) == Float(value) : Double(text) == value
  }

  /// The fewest decimals, up to 8, that say which number it is.
  private static func positional(_ value: Double, _ isSingle: Bool) -> String {
    var text = ""
    for decimals in 1...8 {
      text = printed("%.*f", decimals, value)
      if reads(text, as: value, isSingle) { break }
    }
    while text.last == "0" { text.removeLast() }
    return text
  }

  private static func mantissaDecimals(_ value: Double, _ isSingle: Bool) -> Int {
    for decimals in 0...8 where reads(printed("%.*e", decimals, value), as: value, isSingle) { return decimals }
    var text = printed("%.*e", 8, value).prefix { $0 != "e" }
    while text.last == "0" { text = text.dropLast() }
    return max(0, text.count - (text.firstIndex(of: ".").map { text.distance(from: text.startIndex, to: $0) } ?? 0) - 1)
  }

  private static func scientific(_ value: Double, _ decimals: Int) -> String {
    var text = printed("%.*e", decimals, value)
    if decimals == 0, let mark = text.firstIndex(of: "e") { text.insert(".", at: mark) }
    return text
  }
}
