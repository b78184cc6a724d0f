/// The drawable stretches of a line: points on the page, parted where a value is missing.
///
/// Where many points share a fraction of a point of width, only the first, least, greatest and last of them are kept:
/// the picture is the same and its size has a bound.
func runs(x: [Double], y: [Double], _ transform: Transform) -> [[Point]] {
  var runs: [[Point]] = []
  var run: [Point] = []
  for (a, b) in zip(x, y) {
    if let point = transform.point(a, b) {
      run.append(point)
    } else if !run.isEmpty {
      runs.append(run)
      run = []
    }
  }
  if !run.isEmpty { runs.append(run) }
  return runs.map { $0.count > 4000 ? thinned($0) : $0 }
}

private func thinned(_ run: [Point]) -> [Point] {
  var result: [Point] = []
  var start = 0
  while start < run.count {
    let column = (run[start].x * 4).rounded(.down)
    var (end, least, greatest) = (start, start, start)
    while end < run.count, (run[end].x * 4).rounded(.down) == column {
      if run[end].y < run[least].y { least = end }
      if run[end].y > run[greatest].y { greatest = end }
      end += 1
    }
    var previous = -1
    for index in [start, min(least, greatest), max(least, greatest), end - 1] where index > previous {
      result.append(run[index])
      previous = index
    }
    start = end
  }
  return result
}

/// Strokes `runs`, cut to a little more than `rect`: far-away points would overflow Cairo's fixed-point numbers.
func strokePolyline(
  _ canvas: Canvas, _ runs: [[Point]], in rect: Rect, _ color: Color, width: Double, dashes: [Double]
) {
  let frame = Rect(x: rect.x - 50, y: rect.y - 50, width: rect.width + 100, height: rect.height + 100)
  for run in runs {
    var pen: Point?
    for (a, b) in zip(run, run.dropFirst()) {
      guard let (start, end) = clipped(a, b, to: frame) else { continue }
      if pen != start { canvas.move(start) }
      canvas.line(end)
      pen = end
    }
    if run.count == 1, frame.contains(run[0]), dashes.isEmpty {
      // A lone point between gaps still shows.
      canvas.circle(run[0], radius: width / 2)
      canvas.fill(color)
    } else {
      canvas.stroke(color, width: width, dashes: dashes, roundCap: dashes.isEmpty)
    }
  }
}

/// Points along `run` no farther apart than `spacing`, inside `rect`, a bounded number of them.
func sampled(_ run: [Point], every spacing: Double, in rect: Rect) -> [Point] {
  var points: [Point] = []
  for (a, b) in zip(run, run.dropFirst()) {
    guard let (a, b) = clipped(a, b, to: rect) else { continue }
    let count = max(1, Int(max((b.x - a.x).magnitude, (b.y - a.y).magnitude) / spacing))
    for i in 0...count {
      let t = Double(i) / Double(count)
      points.append(Point(a.x + (b.x - a.x) * t, a.y + (b.y - a.y) * t))
    }
  }
  return points.isEmpty ? run.filter(rect.contains) : points
}
