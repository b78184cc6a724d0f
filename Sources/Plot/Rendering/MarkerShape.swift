import Glibc

extension Marker {
  /// Draws the marker `size` points wide about `point`.
  func draw(_ canvas: Canvas, at point: Point, size: Double, face: Color, edge: Color, edgeWidth: Double) {
    let r = size / 2
    func at(_ x: Double, _ y: Double) -> Point { Point(point.x + x * r, point.y + y * r) }
    switch self {
    case .point: canvas.circle(point, radius: r / 2)
    case .pixel: canvas.rectangle(Rect(x: point.x - 0.36, y: point.y - 0.36, width: 0.72, height: 0.72))
    case .circle: canvas.circle(point, radius: r)
    case .triangleUp: canvas.polygon([at(0, -1), at(1, 1), at(-1, 1)])
    case .triangleDown: canvas.polygon([at(0, 1), at(1, -1), at(-1, -1)])
    case .triangleLeft: canvas.polygon([at(-1, 0), at(1, -1), at(1, 1)])
    case .triangleRight: canvas.polygon([at(1, 0), at(-1, -1), at(-1, 1)])
    case .square: canvas.rectangle(Rect(x: point.x - r, y: point.y - r, width: size, height: size))
    case .pentagon: canvas.polygon(regular(5, at: point, radius: r))
    case .hexagon: canvas.polygon(regular(6, at: point, radius: r))
    case .hexagonTurned: canvas.polygon(regular(6, at: point, radius: r, turn: .pi / 6))
    case .star:
      canvas.polygon(
        (0..<10).map { i in
          let angle = Double(i) * .pi / 5
          let radius = i % 2 == 0 ? r : r * 0.381966
          return Point(point.x + radius * sin(angle), point.y - radius * cos(angle))
        })
    case .diamond: canvas.polygon([at(0, -1.2), at(1.2, 0), at(0, 1.2), at(-1.2, 0)])
    case .thinDiamond: canvas.polygon([at(0, -1.2), at(0.72, 0), at(0, 1.2), at(-0.72, 0)])
    case .filledPlus: canvas.polygon(plusOutline.map { at($0.0, $0.1) })
    case .filledCross:
      let s = 0.5.squareRoot()
      canvas.polygon(plusOutline.map { at(($0.0 - $0.1) * s * 1.2, ($0.0 + $0.1) * s * 1.2) })
    case .plus: strokes(canvas, [at(-1, 0), at(1, 0)], [at(0, -1), at(0, 1)])
    case .cross: strokes(canvas, [at(-0.85, -0.85), at(0.85, 0.85)], [at(-0.85, 0.85), at(0.85, -0.85)])
    case .verticalLine: strokes(canvas, [at(0, -1), at(0, 1)])
    case .horizontalLine: strokes(canvas, [at(-1, 0), at(1, 0)])
    }
    if isOpen {
      canvas.stroke(edge, width: max(edgeWidth, 1.2))
    } else {
      let isEdged = edge != face && edgeWidth > 0 && edge.alpha > 0
      canvas.fill(face, keepingPath: isEdged)
      if isEdged { canvas.stroke(edge, width: edgeWidth) }
    }
  }

  private func strokes(_ canvas: Canvas, _ lines: [Point]...) {
    for line in lines {
      canvas.move(line[0])
      canvas.line(line[1])
    }
  }

  private func regular(_ sides: Int, at center: Point, radius: Double, turn: Double = 0) -> [Point] {
    (0..<sides).map { i in
      let angle = turn + Double(i) * 2 * .pi / Double(sides)
      return Point(center.x + radius * sin(angle), center.y - radius * cos(angle))
    }
  }

  private var plusOutline: [(Double, Double)] {
    let t = 0.34
    return [
      (-t, -1), (t, -1), (t, -t), (1, -t), (1, t), (t, t), (t, 1), (-t, 1), (-t, t), (-1, t), (-1, -t), (-t, -t),
    ]
  }
}
