import Glibc
import Plot

/// Figures that exercise every mark. With `RLNB_GALLERY=folder` in the environment the rendering tests save them there,
/// for eyes.
enum Gallery {
  static var all: [(name: String, make: () throws -> Figure)] {
    [
      ("training", training), ("distributions", distributions), ("bars", bars), ("logarithmic", logarithmic),
      ("styles", styles), ("annotated", annotated), ("heatmap", heatmap), ("grid", grid), ("empty", empty),
      ("twin", twin), ("mixed", mixed), ("gaps", gaps),
    ]
  }

  /// A reproducible noise in -1…1.
  static func noise(_ count: Int, seed: UInt64 = 1) -> [Double] {
    var state = seed &* 0x9E37_79B9_7F4A_7C15
    return (0..<count).map { _ in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Double(state >> 33) / Double(1 << 30) - 1
    }
  }

  static func line(_ axes: Axes, _ y: [Double], _ label: String? = nil, color: Color? = nil) -> LineMark {
    let mark = LineMark(x: y.indices.map(Double.init), y: y, color: color ?? axes.takeColor())
    mark.label = label
    axes.add(mark)
    return mark
  }

  /// The two panels of the seed notebook.
  static func training() throws -> Figure {
    let figure = try Figure(width: 12, height: 6)
    let noise = noise(60)
    for (row, color, title, label, name) in [
      (1, "b", "Pérdida de Entrenamiento PPO a lo largo del tiempo", "Pérdida", "Pérdida Total"),
      (2, "g", "Recompensa media de PPO a lo largo del tiempo", "Recompensa", "Recompensa media"),
    ] {
      let axes = try figure.subplot(rows: 2, columns: 1, first: row)
      let values = noise.indices.map { i in
        row == 1 ? 0.2 / (1 + Double(i) / 8) + 0.02 * noise[i] : 2.2 - 2 / (1 + Double(i) / 12) + 0.15 * noise[i]
      }
      _ = line(axes, values, name, color: try Color(parsing: color))
      axes.title = title
      axes.x.label = "Época"
      axes.y.label = label
      axes.legend = Legend()
      axes.x.showsGrid = true
      axes.y.showsGrid = true
    }
    return figure
  }

  static func distributions() throws -> Figure {
    let figure = try Figure(width: 9, height: 4)
    figure.title = "Scores before and after training"
    let (a, b, c) = (noise(800, seed: 3), noise(800, seed: 4), noise(800, seed: 5))
    let before = zip(zip(a, b), c).map { $0.0 + $0.1 + $1 }
    let after = before.map { $0 * 0.7 + 1.4 }
    let left = try figure.subplot(rows: 1, columns: 2, first: 1)
    for (values, name) in [(before, "reference"), (after, "optimist")] {
      let bars = try Histogram(values, bins: .count(24)).mark(color: left.takeColor())
      bars.alpha = 0.6
      bars.label = name
      left.add(bars)
    }
    left.x.label = "reward"
    left.y.label = "continuations"
    left.legend = Legend()
    let right = try figure.subplot(rows: 1, columns: 2, first: 2)
    let scatter = ScatterMark(x: before, y: after.enumerated().map { $1 + a[$0] * 0.4 }, colors: [right.takeColor()])
    scatter.alpha = 0.4
    scatter.sizes = [14]
    scatter.label = "one prompt"
    right.add(scatter)
    let rule = RuleMark(orientation: .horizontal, value: 0, color: .black)
    rule.style = .dashed
    rule.width = 0.8
    right.add(rule)
    right.x.label = "before"
    right.y.label = "after"
    right.legend = Legend()
    return figure
  }

  static func bars() throws -> Figure {
    let figure = try Figure(width: 9, height: 4)
    let left = try figure.subplot(rows: 1, columns: 2, first: 1)
    let names = ["pesimista", "referencia", "optimista"]
    let mark = BarMark(
      positions: names.map { left.x.position(ofCategory: $0) }, values: [0.08, 0.51, 0.93], thickness: [0.8], base: [0],
      colors: ["tab:red", "tab:gray", "tab:green"].compactMap(Color.init(matplotlib:)))
    mark.errors = [(0.02, 0.02), (0.04, 0.04), (0.015, 0.015)]
    left.add(mark)
    left.title = "Continuaciones positivas"
    left.y.label = "proporción"
    left.y.upper = 1
    let right = try figure.subplot(rows: 1, columns: 2, first: 2)
    let words = ["a really wonderful film", "the acting", "boring", "I would not recommend", "best of the year"]
    let across = BarMark(
      positions: words.map { right.y.position(ofCategory: $0) }, values: [2.4, 0.3, -2.1, -1.7, 2.9],
      thickness: [0.7], base: [0], colors: [right.takeColor()], orientation: .horizontal)
    across.valueLabels = ["2.4", "0.3", "−2.1", "−1.7", "2.9"]
    right.add(across)
    right.title = "Score by phrase"
    right.y.isInverted = true
    right.x.label = "logit"
    right.x.lower = -3
    right.x.upper = 3.6
    return figure
  }

  static func logarithmic() throws -> Figure {
    let figure = try Figure(width: 9, height: 3.6)
    let left = try figure.subplot(rows: 1, columns: 2, first: 1)
    left.y.scale = .log
    _ = line(left, (0..<50).map { 1e3 * exp(-Double($0) / 4) }, "loss")
    left.title = "Exponential decay"
    left.legend = Legend()
    let right = try figure.subplot(rows: 1, columns: 2, first: 2)
    right.x.scale = .log
    let rates = (0..<30).map { 1e-6 * pow(10, Double($0) / 8) }
    right.add(LineMark(x: rates, y: rates.map { 1e-5 * ($0 * 1e4 - 1) * ($0 * 1e4 - 1) }, color: .cycle[1]))
    right.x.label = "learning rate"
    right.y.label = "validation loss"
    return figure
  }

  static func styles() throws -> Figure {
    let figure = try Figure()
    let axes = try figure.subplot(rows: 1, columns: 1, first: 1)
    for (i, format) in ["b-o", "r--s", "g:^", "k-.D", "C4-*", "C5x", "C6--P", "m-v"].enumerated() {
      let parsed = try FormatString(format)
      let mark = line(axes, (0..<9).map { sin(Double($0) / 2) + Double(i) * 0.7 }, format, color: parsed.color)
      mark.style = parsed.lineStyle ?? .solid
      mark.marker = parsed.marker
    }
    axes.title = "Format strings"
    axes.legend = Legend()
    return figure
  }

  static func annotated() throws -> Figure {
    let figure = try Figure(width: 7, height: 4)
    let axes = try figure.subplot(rows: 1, columns: 1, first: 1)
    let values = (0..<100).map { sin(Double($0) / 10) * exp(-Double($0) / 60) }
    let mark = line(axes, values, "señal")
    let band = FillMark(
      x: mark.x, lower: values.map { $0 - 0.15 }, upper: values.map { $0 + 0.15 }, color: mark.color)
    band.alpha = 0.2
    band.label = "±0.15"
    axes.add(band)
    let span = RuleMark(orientation: .vertical, value: 60, end: 80, color: .cycle[1])
    span.alpha = 0.15
    span.label = "tramo"
    axes.add(span)
    let note = TextMark(x: 35, y: 0.9, text: "máximo")
    note.target = (x: 15, y: values[15])
    axes.add(note)
    let text = TextMark(x: 0.98, y: 0.05, text: "$\\alpha = 10^{-3}$, $\\beta_1$")
    text.coordinates = .plot
    text.horizontal = .right
    text.box = .white
    axes.add(text)
    axes.title = "Un título largo que no cabe en una sola línea de la figura y por eso se parte entre dos palabras"
    axes.x.label = "paso"
    axes.legend = Legend()
    return figure
  }

  static func heatmap() throws -> Figure {
    let figure = try Figure(width: 7, height: 5)
    let axes = try figure.subplot(rows: 1, columns: 1, first: 1)
    let words = ["The", "film", "was", "not", "very", "good", "."]
    let values = (0..<7).flatMap { row in
      (0..<7).map { column in column > row ? Double.nan : exp(-Double(row - column) / 3) }
    }
    let image = ImageMark(
      values: values, columns: 7, colorScale: ColorScale(map: .viridis, fitting: values))
    axes.add(image)
    axes.colorBar = Axes.ColorBar(scale: image.colorScale, label: "attention")
    axes.hasEqualAspect = true
    axes.x.tickPositions = words.indices.map(Double.init)
    axes.x.tickLabels = words
    axes.y.tickPositions = words.indices.map(Double.init)
    axes.y.tickLabels = words
    axes.title = "Head 3"
    return figure
  }

  static func grid() throws -> Figure {
    let figure = try Figure(width: 10, height: 6)
    figure.title = "Six statistics of PPO"
    let all = try figure.subplots(rows: 2, columns: 3, shareX: true)
    for (i, axes) in all.enumerated() {
      _ = line(axes, noise(40, seed: UInt64(i + 9)).map { $0 * pow(10, Double(i * 2 - 6)) })
      axes.title =
        ["objective/kl", "ppo/loss/policy", "ppo/loss/value", "env/reward_mean", "ppo/returns/var", "tokens"][i]
      if i % 3 == 0 { axes.y.label = "value" }
      if i >= 3 { axes.x.label = "step" }
    }
    return figure
  }

  static func empty() throws -> Figure {
    let figure = try Figure(width: 5, height: 3)
    let axes = try figure.subplot(rows: 1, columns: 1, first: 1)
    _ = line(axes, [], "nothing")
    axes.legend = Legend()
    return figure
  }

  static func twin() throws -> Figure {
    let figure = try Figure(width: 7, height: 4)
    let axes = try figure.subplot(rows: 1, columns: 1, first: 1)
    _ = line(axes, noise(50).enumerated().map { 1 / (1 + Double($0) / 9) + 0.05 * $1 }, "loss")
    axes.y.label = "loss"
    axes.x.label = "step"
    let right = axes.makeTwin()
    _ = line(right, noise(50, seed: 8).enumerated().map { Double($0) * 40 + 200 * $1 }, "reward")
    right.y.label = "reward"
    axes.legend = Legend()
    return figure
  }

  static func mixed() throws -> Figure {
    let figure = try Figure(width: 8, height: 5)
    let top = try figure.subplot(rows: 2, columns: 1, first: 1)
    _ = line(top, noise(5000))
    top.title = "Five thousand points"
    for i in [3, 4] {
      let axes = try figure.subplot(rows: 2, columns: 2, first: i)
      let x = (0..<12).map(Double.init)
      let mark = LineMark(x: x, y: x.map { $0 * $0 * (i == 3 ? 1 : 1e5) }, color: axes.takeColor())
      mark.marker = .circle
      mark.style = .none
      axes.add(ErrorBarMark(line: mark, yErrors: x.map { (below: $0 * 3, above: $0 * 6) }))
      axes.x.tickRotation = i == 4 ? 45 : nil
      axes.y.label = "y"
    }
    return figure
  }

  static func gaps() throws -> Figure {
    let figure = try Figure(width: 6, height: 3)
    let axes = try figure.subplot(rows: 1, columns: 1, first: 1)
    _ = line(axes, [1, 2, .nan, 3, .infinity, 2, 4, 1e305, 5, 4.5], "gaps")
    let steps = line(axes, [0, 1, 0, 2, 1, 3, 2, 4, 3, 5], "steps")
    steps.steps = .post
    axes.legend = Legend()
    return figure
  }
}
