extension Figure {
  /// The figure as lines of text: braille dots for lines and points, blocks for bars, axes with tick labels.
  ///
  /// - Parameters:
  ///   - width: columns of the terminal; plots of one row of the grid stand side by side when they have room.
  ///   - height: lines for one plot, title and labels included.
  ///   - colored: whether to write 24-bit colour codes.
  public func terminal(width: Int = 80, height: Int = 20, colored: Bool = true) -> String {
    let width = min(max(width, 24), 400)
    let height = min(max(height, 8), 200)
    var lines: [String] = []
    if !title.isEmpty { lines.append(contentsOf: [plainMath(title).centered(width), ""]) }
    let main = axes.filter { $0.twin == nil }
    let rows = Dictionary(grouping: main) { [$0.place.rows, $0.place.firstRow] }
    var order: [[Int]] = []
    for axes in main where !order.contains([axes.place.rows, axes.place.firstRow]) {
      order.append([axes.place.rows, axes.place.firstRow])
    }
    for key in order {
      let group = rows[key] ?? []
      let perLine = max(1, min(group.count, width / 38))
      for start in stride(from: 0, to: group.count, by: perLine) {
        let part = Array(group[start..<min(start + perLine, group.count)])
        let each = (width - 2 * (perLine - 1)) / perLine
        let blocks = part.map { TerminalAxes($0, width: each, height: height).lines(colored: colored) }
        let tallest = blocks.map(\.count).max() ?? 0
        for line in 0..<tallest {
          let row = blocks.map { line < $0.count ? $0[line] : String(repeating: " ", count: each) }
          lines.append(row.joined(separator: "  ").trimmingTrailingSpaces())
        }
        lines.append("")
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }
}

/// One plot in character cells.
private struct TerminalAxes {
  let axes: Axes
  let width, height: Int

  init(_ axes: Axes, width: Int, height: Int) {
    self.axes = axes
    self.width = width
    self.height = height
  }

  func lines(colored: Bool) -> [String] {
    let limits = axes.limits()
    let legend = axes.legend == nil ? [] : axes.legendEntries
    let headLines = (axes.title.isEmpty ? 0 : 1) + (axes.y.label.isEmpty ? 0 : 1)
    let footLines = 2 + (axes.x.label.isEmpty ? 0 : 1) + (legend.isEmpty ? 0 : 1)
    let plotRows = max(height - headLines - footLines, 4)
    let yTicks = ticks(axes.y, limits.y, count: max(2, plotRows / 3))
    let gutter = min(yTicks.labels.map(\.count).max() ?? 0, width / 3)
    let plotColumns = max(width - gutter - 2, 8)
    let canvas = TerminalCanvas(columns: plotColumns, rows: plotRows)
    let transform = Transform(
      rect: canvas.rect, xScale: axes.x.scale, xRange: limits.x, yScale: axes.y.scale, yRange: limits.y)
    draw(axes, canvas, transform)
    for twin in axes.figure.axes where twin.twin === axes {
      draw(
        twin, canvas,
        Transform(
          rect: canvas.rect, xScale: axes.x.scale, xRange: limits.x, yScale: twin.y.scale, yRange: twin.limits().y))
    }

    var lines: [String] = []
    let indent = String(repeating: " ", count: gutter + 2)
    if !axes.title.isEmpty { lines.append((indent + plainMath(axes.title).centered(plotColumns)).fitted(width)) }
    if !axes.y.label.isEmpty {
      lines.append((String(repeating: " ", count: gutter) + " " + plainMath(axes.y.label)).fitted(width))
    }
    var labels = [String](repeating: "", count: plotRows)
    for (position, label) in zip(yTicks.positions, yTicks.labels) {
      let row = Int(transform.y(position).rounded()) / 4
      if labels.indices.contains(row) { labels[row] = label }
    }
    for row in 0..<plotRows {
      let label = labels[row].count > gutter ? labels[row].fitted(gutter) : labels[row]
      lines.append(
        String(repeating: " ", count: gutter - min(label.count, gutter)) + label + (labels[row].isEmpty ? " │" : " ┤")
          + paint(canvas.cells(row: row), colored: colored))
    }
    lines += xAxis(limits.x, transform, gutter: gutter, columns: plotColumns)
    if !axes.x.label.isEmpty { lines.append((indent + plainMath(axes.x.label).centered(plotColumns)).fitted(width)) }
    if !legend.isEmpty { lines.append(legendLine(legend, indent: indent, colored: colored)) }
    return lines
  }

  private func draw(_ axes: Axes, _ canvas: TerminalCanvas, _ transform: Transform) {
    for mark in axes.marks.filter(\.isVisible).sorted(by: { $0.zOrder < $1.zOrder }) { mark.draw(canvas, transform) }
  }

  private func ticks(_ axis: Axis, _ range: DataRange, count: Int) -> Ticks {
    var ticks: Ticks
    if let positions = axis.tickPositions {
      ticks = Ticks(positions: positions, labels: axis.tickLabels ?? tickLabels(positions.filter(\.isFinite)).labels)
    } else if let names = axis.tickLabels ?? (axis.categories.isEmpty ? nil : axis.categories) {
      ticks = Ticks(positions: names.indices.map(Double.init), labels: names)
    } else {
      ticks = Ticks.automatic(range, scale: axis.scale, atMost: count)
    }
    let kept = zip(ticks.positions, ticks.labels).filter { range.contains($0.0) }
    // A multiplier has no place of its own here.
    let short = ticks.multiplier == nil ? kept.map { plainMath($0.1) } : kept.map { shortNumber($0.0) }
    return Ticks(positions: kept.map(\.0), labels: short)
  }

  private func xAxis(_ range: DataRange, _ transform: Transform, gutter: Int, columns: Int) -> [String] {
    var line = [Character](repeating: "─", count: columns)
    var text = [Character](repeating: " ", count: columns + gutter + 2)
    var end = -1
    let ticks = ticks(axes.x, range, count: max(2, columns / 10))
    for (position, label) in zip(ticks.positions, ticks.labels) {
      let column = min(max(Int(transform.x(position).rounded()) / 2, 0), columns - 1)
      line[column] = "┬"
      let label = Array(label.prefix(max(8, columns / max(ticks.labels.count, 1) - 1)))
      let start = min(max(gutter + 2 + column - label.count / 2, 0), text.count - label.count)
      guard start > end + (end < 0 ? 0 : 1), start >= 0 else { continue }
      for (i, character) in label.enumerated() { text[start + i] = character }
      end = start + label.count - 1
    }
    return [String(repeating: " ", count: gutter + 1) + "└" + String(line), String(text)]
  }

  private func legendLine(_ entries: [(label: String, mark: Mark)], indent: String, colored: Bool) -> String {
    var text = indent
    var used = indent.count
    for (label, mark) in entries {
      let entry = plainMath(label)
      guard used + entry.count + 5 <= width else { break }
      text += paint([("━", mark.swatch), ("━", mark.swatch)], colored: colored) + " " + entry + "  "
      used += entry.count + 5
    }
    return text + String(repeating: " ", count: max(0, width - used))
  }

  private func paint(_ cells: [(character: Character, color: Color?)], colored: Bool) -> String {
    guard colored else { return String(cells.map(\.character)) }
    var text = ""
    var current: Color?
    for (character, color) in cells {
      if color != current {
        if let color {
          let (r, g, b) = color.readableOnAnyBackground.bytes
          text += "\u{1B}[38;2;\(r);\(g);\(b)m"
        } else {
          text += "\u{1B}[39m"
        }
        current = color
      }
      text.append(character)
    }
    return current == nil ? text : text + "\u{1B}[39m"
  }
}

extension Color {
  /// Black and white, and what is close to them, as a grey that shows on dark and light terminals alike.
  fileprivate var readableOnAnyBackground: Color {
    if luminance < 0.2 && max(red, green, blue) - min(red, green, blue) < 0.2 { return Color(rgb: 0x8A8A8A) }
    if luminance < 0.12 { return Color(red: red * 0.6 + 0.4, green: green * 0.6 + 0.4, blue: blue * 0.6 + 0.4) }
    if luminance > 0.93 { return Color(rgb: 0x9E9E9E) }
    return self
  }
}

extension String {
  fileprivate func centered(_ width: Int) -> String {
    let left = max(0, (width - count) / 2)
    return String(repeating: " ", count: left) + self + String(repeating: " ", count: max(0, width - count - left))
  }

  /// Cut or filled to `width` characters.
  fileprivate func fitted(_ width: Int) -> String {
    count > width
      ? (width > 1 ? prefix(width - 1) + "…" : String(prefix(width)))
      : self + String(repeating: " ", count: width - count)
  }

  fileprivate func trimmingTrailingSpaces() -> String {
    var copy = self[...]
    while copy.last == " " { copy = copy.dropLast() }
    return String(copy)
  }
}
