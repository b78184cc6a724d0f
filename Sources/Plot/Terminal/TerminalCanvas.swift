/// A drawing surface of character cells, each a braille pattern of two by four dots.
///
/// Coordinates are dots from the top left corner. A cell has one colour, the last one drawn in it.
final class TerminalCanvas {
  /// Width and height in cells.
  let columns, rows: Int
  private var dots: [UInt8]
  /// Dots of filled areas, which are shown as blocks where they fill a cell.
  private var filled: [UInt8]
  private var characters: [Character?]
  private var colors: [Color?]

  init(columns: Int, rows: Int) {
    self.columns = columns
    self.rows = rows
    let count = columns * rows
    dots = Array(repeating: 0, count: count)
    filled = dots
    characters = Array(repeating: nil, count: count)
    colors = Array(repeating: nil, count: count)
  }

  /// The whole surface in dots, for a ``Transform``: values at its edges fall on the outermost dots.
  var rect: Rect { Rect(x: 0, y: 0, width: Double(columns * 2 - 1), height: Double(rows * 4 - 1)) }

  /// Unicode's bits of a braille pattern, by row and column.
  private static let bits: [[UInt8]] = [[0x01, 0x08], [0x02, 0x10], [0x04, 0x20], [0x40, 0x80]]

  private func set(_ x: Int, _ y: Int, _ color: Color, isFill: Bool = false) {
    guard x >= 0, y >= 0, x < columns * 2, y < rows * 4 else { return }
    let cell = y / 4 * columns + x / 2
    let bit = Self.bits[y % 4][x % 2]
    if isFill { filled[cell] |= bit } else { dots[cell] |= bit }
    colors[cell] = color
  }

  func dot(_ point: Point, _ color: Color) {
    guard rect.inset(left: -1, right: -1, top: -1, bottom: -1).contains(point) else { return }
    set(Int(point.x.rounded()), Int(point.y.rounded()), color)
  }

  func line(_ a: Point, _ b: Point, _ color: Color, dash: LineStyle) {
    guard let (a, b) = clipped(a, b, to: rect) else { return }
    let steps = Int(max((b.x - a.x).magnitude, (b.y - a.y).magnitude).rounded(.up))
    for step in 0...max(steps, 1) {
      let isGap =
        switch dash {
        case .solid, .none: false
        case .dashed: step % 8 >= 5
        case .dotted: step % 4 != 0
        case .dashDot: step % 8 >= 4 && step % 8 != 6
        }
      if isGap { continue }
      let t = Double(step) / Double(max(steps, 1))
      set(Int((a.x + (b.x - a.x) * t).rounded()), Int((a.y + (b.y - a.y) * t).rounded()), color)
    }
  }

  /// Fills `rect`; one that lies on the surface shows at least one dot wide.
  func fill(_ rect: Rect, _ color: Color) {
    guard let (x, y) = dotRange(rect) else { return }
    for row in y {
      for column in x { set(column, row, color, isFill: true) }
    }
  }

  /// A cell of an image: its colour, and for a terminal without colours a shade for `level`, 0…1.
  func shade(_ rect: Rect, _ color: Color, level: Double) {
    guard let (x, y) = dotRange(rect) else { return }
    let shades: [Character] = [" ", "░", "▒", "▓", "█"]
    for row in Set(y.map { $0 / 4 }) {
      for column in Set(x.map { $0 / 2 }) {
        let cell = row * columns + column
        guard characters.indices.contains(cell), column < columns else { continue }
        characters[cell] = shades[min(max(Int((level * 4).rounded()), 0), 4)]
        colors[cell] = color
      }
    }
  }

  private func dotRange(_ rect: Rect) -> (x: ClosedRange<Int>, y: ClosedRange<Int>)? {
    let (width, height) = (Double(columns * 2 - 1), Double(rows * 4 - 1))
    guard rect.right >= 0, rect.left <= width, rect.bottom >= 0, rect.top <= height else { return nil }
    /// Dots from `low` up to `high`, which belongs to the neighbour except at the surface's end.
    func range(_ low: Double, _ high: Double, _ end: Double) -> ClosedRange<Int> {
      let first = Int(min(max(low, 0), end).rounded())
      let last = high >= end ? Int(end) : Int(max(high, 0).rounded()) - 1
      return first...max(first, last)
    }
    return (range(rect.left, rect.right, width), range(rect.top, rect.bottom, height))
  }

  func text(_ text: String, at point: Point, _ color: Color, alignment: HorizontalAlignment) {
    guard point.x.magnitude < 1e6, point.y.magnitude < 1e6 else { return }
    let row = Int((point.y / 4).rounded(.down))
    guard row >= 0, row < rows else { return }
    let line = Array(plainMath(text).prefix { $0 != "\n" })
    var column = Int((point.x / 2).rounded(.down))
    switch alignment {
    case .left: break
    case .center: column -= line.count / 2
    case .right: column -= line.count
    }
    for (i, character) in line.enumerated() where column + i >= 0 && column + i < columns {
      characters[row * columns + column + i] = character
      colors[row * columns + column + i] = color
    }
  }

  /// The cells of `row`, from the top.
  func cells(row: Int) -> [(character: Character, color: Color?)] {
    (0..<columns).map { column in
      let cell = row * columns + column
      if let character = characters[cell] { return (character, colors[cell]) }
      let pattern = dots[cell] | filled[cell]
      if pattern == 0 { return (" ", nil) }
      if dots[cell] & ~filled[cell] == 0, let block = Self.blocks[filled[cell]] { return (block, colors[cell]) }
      return (UnicodeScalar(0x2800 + UInt32(pattern)).map(Character.init) ?? " ", colors[cell])
    }
  }

  /// Patterns of filled dots that a block shows better; there is none for the upper three quarters.
  private static let blocks: [UInt8: Character] = [
    0xFF: "█", 0x3F: "█", 0xC0: "▂", 0xE4: "▄", 0xF6: "▆", 0x47: "▌", 0xB8: "▐", 0x09: "▔", 0x1B: "▀",
  ]
}
