import Glibc
import Script

/// Frames and series in monospaced columns, as pandas prints them.
enum PandasText {
  private static let lineWidth = 80
  private static let widestCell = 50
  private static let mostRows = 60
  private static let mostColumns = 20

  // MARK: Cells

  /// The texts of a column, numbers brought to one form. Without the space pandas keeps for a sign.
  static func cells(_ series: SeriesObject, _ rows: [Int]) throws -> [String] {
    let values = rows.map { series.values[$0] }
    if series.dataType == .float { return floats(values.map { $0.number ?? .nan }) }
    return try values.map(cell)
  }

  private static func cell(_ value: Value) throws -> String {
    switch value {
    case .none: return "None"
    case .float(let number): return floats([number])[0]
    default: break
    }
    return try escaped(value.text())
  }

  private static func escaped(_ text: String) -> String {
    text.replacing("\\t", with: "\\t").replacing("\t", with: "\\t").replacing("\n", with: "\\n").replacing(
      "\r", with: "\\r")
  }

  /// Six decimals, the zeros that all have at the end cut to one; scientific when the numbers are too far apart.
  static func floats(_ numbers: [Double]) -> [String] {
    func text(_ number: Double, _ scientific: Bool) -> String {
      if number.isNaN { return "NaN" }
      if number.isInfinite { return number < 0 ? "-inf" : "inf" }
      return withUnsafeTemporaryAllocation(of: CChar.self, capacity: 400) { buffer in
        _ = withVaList([number]) { vsnprintf(buffer.baseAddress!, 400, scientific ? "%.6e" : "%.6f", $0) }
        return String(cString: buffer.baseAddress!)
      }
    }
    let finite = numbers.filter { $0.isFinite }.map(abs)
    var texts = numbers.map { text($0, false) }
    let isTooLong = (texts.map { $0.count + ($0.hasPrefix("-") ? 0 : 1) }.max() ?? 0) > 12
    if finite.contains(where: { $0 > 0 && $0 < 1e-6 }) || isTooLong && finite.contains(where: { $0 > 1e6 }) {
      return numbers.map { text($0, true) }
    }
    func isNumber(_ text: String) -> Bool { text.last?.isNumber ?? false }
    while texts.contains(where: isNumber),
      texts.filter(isNumber).allSatisfy({ $0.hasSuffix("0") && !$0.hasSuffix(".0") })
    {
      texts = texts.map { isNumber($0) ? String($0.dropLast()) : $0 }
    }
    return texts
  }

  // MARK: Columns

  private static func pad(_ text: String, _ width: Int, left: Bool) -> String {
    let missing = String(repeating: " ", count: max(0, width - text.unicodeScalars.count))
    return left ? text + missing : missing + text
  }

  /// As Python's `str.center`.
  private static func centered(_ text: String, _ width: Int) -> String {
    let missing = max(0, width - text.unicodeScalars.count)
    let left = missing / 2 + (missing & width & 1)
    return String(repeating: " ", count: left) + text + String(repeating: " ", count: missing - left)
  }

  /// Texts right-justified to one width, the long ones cut.
  private static func justified(_ texts: [String], header: String) -> [String] {
    let widest = min(texts.map(\.unicodeScalars.count).max() ?? 0, widestCell)
    let cut = texts.map { text in
      text.unicodeScalars.count > widest
        ? String(String.UnicodeScalarView(text.unicodeScalars.prefix(widest - 3))) + "..." : text
    }
    let width = max(widest, header.unicodeScalars.count)
    return [pad(header, width, left: false)] + cut.map { pad($0, width, left: false) }
  }

  /// The rows that are shown, and after how many of them the dots come.
  private static func shown(_ count: Int, whole: Bool) -> (rows: [Int], dotsAfter: Int?) {
    if whole || count <= mostRows { return (Array(0..<count), nil) }
    return (Array(0..<5) + Array(count - 5..<count), 5)
  }

  private static func dotted(_ lines: [String], after: Int?, left: Bool) -> [String] {
    guard let after else { return lines }
    var lines = lines
    let width = lines[after + 1].unicodeScalars.count
    lines.insert(pad(width > 3 ? "..." : "..", width, left: left), at: after + 1)
    return lines
  }

  private static func labels(_ index: PandasIndex, _ rows: [Int], dotsAfter: Int?) throws -> [String] {
    let texts = try [""] + rows.map { try escaped(index[$0].text()) }
    let width = texts.map(\.unicodeScalars.count).max() ?? 0
    return dotted(texts.map { pad($0, width, left: true) }, after: dotsAfter, left: true)
  }

  /// `frame` as text; `whole` shows all rows and columns and breaks no lines.
  static func text(_ frame: FrameObject, whole: Bool = false) throws -> String {
    if frame.names.isEmpty || frame.rowCount == 0 {
      let index = frame.index.isRange ? "RangeIndex(start=0, stop=\(frame.rowCount), step=1)" : "[]"
      let columns = frame.names.joined(separator: ", ")
      return "Empty DataFrame\nColumns: [\(columns)]\nIndex: \(frame.rowCount == 0 ? "[]" : index)"
    }
    let (rows, dotsAfter) = shown(frame.rowCount, whole: whole)
    let isCut = !whole && frame.names.count > mostColumns
    var columns: [[String]] = []
    for (place, series) in frame.columns.enumerated() {
      if isCut, place >= mostColumns / 2, place < frame.names.count - mostColumns / 2 {
        if place == mostColumns / 2 {
          columns.append(dotted([" ..."] + rows.map { _ in " ..." }, after: dotsAfter, left: false))
        }
        continue
      }
      let header = (series.dataType.isNumeric ? " " : "") + escaped(frame.names[place])
      let texts = try cells(series, rows).map { " " + $0 }
      let signed = series.dataType.isNumeric && texts.contains { $0.hasPrefix(" -") }
      columns.append(
        dotted(justified(signed ? sharedSign(texts) : texts, header: header), after: dotsAfter, left: false))
    }
    let index = try labels(frame.index, rows, dotsAfter: dotsAfter)
    var text = join(index, columns, width: whole ? Int.max : lineWidth)
    if dotsAfter != nil || isCut { text += "\n\n[\(frame.rowCount) rows x \(frame.names.count) columns]" }
    return text
  }

  /// The sign of a number stands in the place kept for it.
  private static func sharedSign(_ texts: [String]) -> [String] {
    texts.map { $0.hasPrefix(" -") ? String($0.dropFirst()) : $0 }
  }

  /// Columns side by side, broken into blocks that fit `width`.
  private static func join(_ index: [String], _ columns: [[String]], width: Int) -> String {
    let widths = columns.map { $0.first?.unicodeScalars.count ?? 0 }
    let room = width == Int.max ? width : width - (index.first?.unicodeScalars.count ?? 0) - 1
    var ends: [Int] = []
    var used = 0
    for (place, columnWidth) in widths.enumerated() {
      used += columnWidth + 1
      let margin = place == widths.count - 1 ? 1 : 2
      if width != Int.max, place > 0, used + margin > room {
        ends.append(place)
        used = columnWidth + 1
      }
    }
    ends.append(columns.count)
    var blocks: [String] = []
    var start = 0
    for (number, end) in ends.enumerated() {
      let lines = index.indices.map { row in
        var line = ([index[row]] + columns[start..<end].map { $0[row] }).joined(separator: " ")
        if ends.count > 1 { line += number < ends.count - 1 ? (row == 0 ? "  \\" : "   ") : "  " }
        return line
      }
      blocks.append(lines.joined(separator: "\n"))
      start = end
    }
    return blocks.joined(separator: "\n\n")
  }

  // MARK: Series

  /// `series` as text.
  static func text(_ series: SeriesObject, whole: Bool = false) throws -> String {
    if series.values.isEmpty { return "Series([], dtype: \(series.dataType.rawValue))" }
    let (rows, dotsAfter) = shown(series.values.count, whole: whole)
    var labels = try labels(series.index, rows, dotsAfter: nil)
    let signed = try cells(series, rows).map { series.dataType.isNumeric && $0.hasPrefix("-") ? $0 : " " + $0 }
    var values = justified(signed, header: "")
    if let dotsAfter {
      let width = values[dotsAfter].unicodeScalars.count
      values.insert(centered(width > 3 ? "..." : "..", width), at: dotsAfter + 1)
      labels.insert(pad("", labels[0].unicodeScalars.count, left: true), at: dotsAfter + 1)
    }
    var text = zip(labels, values).dropFirst().map { "\($0)   \($1)" }.joined(separator: "\n")
    if let name = series.indexName { text = name + "\n" + text }
    if whole { return text }
    var notes: [String] = []
    if let name = series.name { notes.append("Name: \(name)") }
    if dotsAfter != nil { notes.append("Length: \(series.values.count)") }
    notes.append("dtype: \(series.dataType.rawValue)")
    text += "\n" + notes.joined(separator: ", ")
    return text
  }
}
