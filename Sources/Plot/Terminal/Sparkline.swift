/// `values` as one line of small bars, `"▁▂▅█"`; a space for a value that is not finite.
///
/// - Parameter width: the most characters to use; longer data is averaged in equal groups.
public func sparkline(_ values: [Double], width: Int? = nil) -> String {
  let bars: [Character] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]
  let values = grouped(values, into: max(width ?? values.count, 1))
  var extent = RangeBuilder()
  extent.add(values)
  guard let range = extent.range else { return String(repeating: " ", count: values.count) }
  let span = range.upper - range.lower
  return String(
    values.map { value in
      guard value.magnitude <= largestDrawable else { return " " }
      let level = span > 0 ? (value - range.lower) / span : 0.5
      return bars[min(Int(level * 8), 7)]
    })
}

private func grouped(_ values: [Double], into count: Int) -> [Double] {
  guard values.count > count else { return values }
  return (0..<count).map { i in
    let group = values[(i * values.count / count)..<((i + 1) * values.count / count)].filter(\.isFinite)
    return group.isEmpty ? .nan : group.reduce(0, +) / Double(group.count)
  }
}
