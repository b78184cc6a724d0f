import Plot
import Script

/// `bar`, `hist`, `fill_between`, `imshow`… of axes.
extension AxesObject {
  private static let barKeywords =
    "color=None, edgecolor=None, linewidth=None, lw=None, alpha=None, label=None, tick_label=None, capsize=None, "
    + "ecolor=None, error_kw=None, zorder=None, hatch=None, log=None, orientation=None"

  static let areaCommands: [Command] = [
    Command("bar", "x, height, width=0.8, bottom=None, *, align='center', yerr=None, xerr=None, " + barKeywords) {
      axes, arguments in
      try axes.bars(arguments, positions: "x", lengths: "height", thickness: "width", base: "bottom", .vertical)
    },
    Command("barh", "y, width, height=0.8, left=None, *, align='center', yerr=None, xerr=None, " + barKeywords) {
      axes, arguments in
      try axes.bars(arguments, positions: "y", lengths: "width", thickness: "height", base: "left", .horizontal)
    },
    Command(
      "bar_label", "container, labels=None, *, fmt='%g', label_type='edge', padding=0, fontsize=None, color=None"
    ) { _, arguments in try labelBars(arguments) },
    Command(
      "hist",
      "x, bins=None, range=None, density=False, weights=None, cumulative=False, bottom=None, histtype='bar', "
        + "align='mid', orientation='vertical', rwidth=None, log=False, color=None, label=None, stacked=False, *, "
        + "alpha=None, edgecolor=None, ec=None, linewidth=None, lw=None, facecolor=None, linestyle=None, ls=None, "
        + "zorder=None, hatch=None"
    ) { axes, arguments in try axes.histogram(arguments) },
    Command(
      "fill_between",
      "x, y1, y2=0, where=None, interpolate=False, step=None, *, color=None, facecolor=None, fc=None, edgecolor=None, "
        + "ec=None, alpha=None, label=None, linewidth=None, lw=None, linestyle=None, ls=None, zorder=None, hatch=None"
    ) { axes, arguments in try axes.fill(arguments, .vertical) },
    Command(
      "fill_betweenx",
      "x, y1, y2=0, where=None, step=None, *, color=None, facecolor=None, fc=None, edgecolor=None, ec=None, "
        + "alpha=None, label=None, linewidth=None, lw=None, zorder=None"
    ) { axes, arguments in try axes.fill(arguments, .horizontal) },
    rule("axhline", "y=0, xmin=0, xmax=1", .horizontal),
    rule("axvline", "x=0, ymin=0, ymax=1", .vertical),
    rule("axhspan", "ymin, ymax, xmin=0, xmax=1", .horizontal, isBand: true),
    rule("axvspan", "xmin, xmax, ymin=0, ymax=1", .vertical, isBand: true),
    segments("hlines", "y, xmin, xmax", .horizontal),
    segments("vlines", "x, ymin, ymax", .vertical),
    Command(
      "imshow",
      "X, cmap=None, *, aspect=None, interpolation=None, alpha=None, vmin=None, vmax=None, origin=None, extent=None, "
        + "zorder=None"
    ) { axes, arguments in try axes.image(arguments) },
    Command(
      "matshow",
      "X, cmap=None, *, aspect=None, interpolation=None, alpha=None, vmin=None, vmax=None, "
        + "origin=None, extent=None, zorder=None"
    ) { axes, arguments in try axes.image(arguments) },
  ]

  private func bars(
    _ arguments: PlotArguments, positions: String, lengths: String, thickness: String, base: String,
    _ orientation: Orientation
  ) throws -> Value {
    let places = arguments.call[0]
    let values = try NumericValues.doubles(arguments.call[1], lengths)
    let isVertical = orientation == .vertical
    var at = try isVertical ? xValues(places, positions) : yValues(places, positions)
    if at.count == 1, values.count > 1 { at = Array(repeating: at[0], count: values.count) }
    guard at.count == values.count || values.count == 1 else {
      throw ScriptError(
        .valueError,
        "shape mismatch: objects cannot be broadcast to a single shape: "
          + "\(at.count) positions for \(values.count) lengths")
    }
    let widths = try arguments.doubles(thickness) ?? [0.8]
    if arguments["align"]?.string == "edge" {
      for i in at.indices where !widths.isEmpty { at[i] += widths[i % widths.count] / 2 }
    }
    let colors = try arguments["color"].map { try PlotValues.colors($0, "color") } ?? [axes.takeColor()]
    let mark = BarMark(
      positions: at, values: at.indices.map { values[$0 % max(values.count, 1)] }, thickness: widths,
      base: try arguments.doubles(base) ?? [0], colors: colors, orientation: orientation)
    try Self.style(mark, arguments)
    mark.errors = try Self.intervals(arguments[isVertical ? "yerr" : "xerr"], isVertical ? "yerr" : "xerr", at.count)
    if let labels = try arguments["tick_label"].map({ try $0.asList("tick_label").map { try $0.text() } }) {
      if isVertical {
        (axes.x.tickPositions, axes.x.tickLabels) = (at, labels)
      } else {
        (axes.y.tickPositions, axes.y.tickLabels) = (at, labels)
      }
    }
    if try arguments.bool("log") == true {
      if isVertical { axes.y.scale = .log } else { axes.x.scale = .log }
    }
    axes.add(mark)
    return Value(BarContainerObject(mark))
  }

  private static func style(_ mark: BarMark, _ arguments: PlotArguments) throws {
    if let color = try arguments.color("edgecolor", "ec") { mark.edge = color }
    if let width = try arguments.double("linewidth", "lw") { mark.edgeWidth = width }
    if let alpha = try arguments.double("alpha") { mark.alpha = alpha }
    if let order = try arguments.double("zorder") { mark.zOrder = order }
    if let label = arguments["label"] { mark.label = try label.text() }
  }

  private static func labelBars(_ arguments: PlotArguments) throws -> Value {
    let container = try arguments.call.object(0, BarContainerObject.self, named: "BarContainer")
    if let labels = arguments["labels"] {
      container.mark.valueLabels = try labels.asList("labels").map { try $0.text() }
    } else {
      let format = arguments["fmt"] ?? Value("%g")
      container.mark.valueLabels = try container.mark.bars.map { bar in
        let value = Value(bar.value - bar.base)
        if format.isCallable { return try format.call(value).text() }
        let text = try format.asString("fmt")
        return text.contains("{")
          ? try format.callMethod("format", value).text() : try format.binary(.modulo, value).text()
      }
    }
    return Value(container.mark.valueLabels)
  }

  private func histogram(_ arguments: PlotArguments) throws -> Value {
    let value = arguments.call[0]
    let sets =
      try NumericValues.isNested(value)
      ? value.asList("x").map { try NumericValues.doubles($0, "x") } : [NumericValues.doubles(value, "x")]
    let labels = try arguments["label"].map {
      try $0.str == nil ? $0.asList("label").map { try $0.text() } : [$0.text()]
    }
    let colors = try arguments["color", "facecolor"].map { try PlotValues.colors($0, "color") }
    let range = try arguments.doubles("range").map { pair in
      guard pair.count == 2 else { throw ScriptError(.valueError, "range must be two numbers") }
      return DataRange(pair[0], pair[1])
    }
    // Sets drawn together have the same bins.
    let shared = try Histogram(sets.flatMap { $0 }, bins: Self.bins(arguments["bins"]), range: range)
    let isHorizontal = try arguments.string("orientation") == "horizontal"
    let isDensity = try arguments.bool("density") ?? false
    let isStacked = try arguments.bool("stacked") ?? false
    let type = try arguments.string("histtype") ?? "bar"
    guard ["bar", "barstacked", "step", "stepfilled"].contains(type) else {
      throw ScriptError(
        .valueError, "'\(type)' is not a valid value for histtype; 'bar', 'barstacked', 'step', 'stepfilled'")
    }
    var base = [Double](repeating: 0, count: shared.counts.count)
    var results: [(counts: [Double], container: Value)] = []
    for (i, set) in sets.enumerated() {
      let histogram = try Histogram(
        set, bins: .edges(shared.edges), isDensity: isDensity, weights: arguments.doubles("weights"))
      var counts = histogram.counts
      if try arguments.bool("cumulative") == true {
        let widths = zip(shared.edges.dropFirst(), shared.edges).map { isDensity ? $0 - $1 : 1 }
        var sum = 0.0
        for j in counts.indices {
          sum += counts[j] * widths[j]
          counts[j] = sum
        }
      }
      let color = colors.map { $0[i % max($0.count, 1)] } ?? axes.takeColor()
      let part = try arguments.double("rwidth") ?? 1
      let sideBySide = sets.count > 1 && !isStacked && type == "bar" ? Double(sets.count) : 1
      let bars = counts.indices.map { j in
        let (low, high) = (shared.edges[j], shared.edges[j + 1])
        let width = (high - low) / sideBySide * part
        let middle = low + (high - low) * (sideBySide == 1 ? 0.5 : (Double(i) + 0.5) / sideBySide)
        return BarMark.Bar(
          start: middle - width / 2, end: middle + width / 2, base: base[j], value: base[j] + counts[j])
      }
      let mark = BarMark(bars: bars, colors: [color], orientation: isHorizontal ? .horizontal : .vertical)
      mark.isHistogram = true
      try Self.style(mark, arguments)
      if let labels { mark.label = i < labels.count ? labels[i] : nil }
      if type == "step" {
        addOutline(mark, edges: shared.edges, counts: counts, arguments)
      } else {
        axes.add(mark)
      }
      if isStacked || type == "barstacked" { for j in counts.indices { base[j] += counts[j] } }
      results.append((isStacked ? base : counts, Value(BarContainerObject(mark))))
    }
    if try arguments.bool("log") == true { axes.y.scale = .log }
    let edges = Value(NDArrayObject(shared.edges))
    if results.count == 1 {
      return Value(tuple: [Value(NDArrayObject(results[0].counts)), edges, results[0].container])
    }
    return Value(tuple: [
      Value(list: results.map { Value(NDArrayObject($0.counts)) }), edges, Value(list: results.map(\.container)),
    ])
  }

  /// A histogram as one line.
  private func addOutline(_ bars: BarMark, edges: [Double], counts: [Double], _ arguments: PlotArguments) {
    let line = LineMark(
      x: edges.flatMap { [$0, $0] }, y: [0] + counts.flatMap { [$0, $0] } + [0], color: bars.edge ?? bars.colors[0])
    line.label = bars.label
    line.alpha = bars.alpha
    if let style = try? arguments.lineStyle() { line.style = style }
    if let width = try? arguments.double("linewidth", "lw") { line.width = width }
    axes.add(line)
  }

  static func bins(_ value: Value?) throws -> Histogram.Bins {
    guard let value else { return .count(10) }
    if let count = value.exactInt { return .count(count) }
    if let name = value.string {
      guard ["auto", "fd", "sturges"].contains(name) else {
        throw ScriptError(
          .valueError, "'\(name)' is not a valid estimator for `bins`", hint: "a number, edges or 'auto'")
      }
      return .automatic
    }
    return .edges(try NumericValues.doubles(value, "bins"))
  }

  private func fill(_ arguments: PlotArguments, _ orientation: Orientation) throws -> Value {
    let x = try orientation == .vertical ? xValues(arguments.call[0]) : yValues(arguments.call[0])
    func side(_ index: Int, _ name: String) throws -> [Double] {
      let values = try NumericValues.doubles(arguments.call[index], name)
      if values.count == 1, arguments.call[index].number != nil { return x.map { _ in values[0] } }
      guard values.count == x.count else {
        throw ScriptError(.valueError, "'x' has size \(x.count), but '\(name)' has an unequal size of \(values.count)")
      }
      return values
    }
    var lower = try side(1, "y1")
    let upper = try side(2, "y2")
    if let mask = arguments["where"] {
      let kept = try NumericValues.doubles(mask, "where")
      guard kept.count == x.count else {
        throw ScriptError(.valueError, "where size (\(kept.count)) does not match 'x' size (\(x.count))")
      }
      for i in x.indices where kept[i] == 0 { lower[i] = .nan }
    }
    let explicit = try arguments.color("color", "facecolor", "fc")
    let mark = FillMark(x: x, lower: lower, upper: upper, color: explicit ?? axes.takeColor())
    mark.orientation = orientation
    if let color = try arguments.color("edgecolor", "ec") { mark.edge = color }
    if let alpha = try arguments.double("alpha") { mark.alpha = alpha }
    if let order = try arguments.double("zorder") { mark.zOrder = order }
    if let label = arguments["label"] { mark.label = try label.text() }
    return add(mark)
  }

  private static func rule(
    _ name: String, _ parameters: String, _ orientation: Orientation, isBand: Bool = false
  ) -> Command {
    let keywords =
      "*, color=None, c=None, facecolor=None, fc=None, linewidth=None, lw=None, linestyle=None, ls=None, alpha=None, "
      + "label=None, zorder=None"
    return Command(name, parameters + ", " + keywords) { axes, arguments in
      let call = arguments.call
      let extent = isBand ? 2 : 1
      let (from, to) = (
        try NumericValues.double(call[extent], "min"), try NumericValues.double(call[extent + 1], "max")
      )
      let color = try arguments.color("color", "c", "facecolor", "fc")
      let mark = RuleMark(
        orientation: orientation, value: try NumericValues.double(call[0], "value"),
        end: isBand ? try NumericValues.double(call[1], "value") : nil,
        color: color ?? (isBand ? axes.axes.takeColor() : .cycle[0]))
      if from <= to { mark.extent = from...to }
      if let width = try arguments.double("linewidth", "lw") { mark.width = width }
      if let style = try arguments.lineStyle() { mark.style = style }
      if let alpha = try arguments.double("alpha") { mark.alpha = alpha }
      if let order = try arguments.double("zorder") { mark.zOrder = order }
      if let label = arguments["label"] { mark.label = try label.text() }
      return axes.add(mark)
    }
  }

  private static func segments(_ name: String, _ parameters: String, _ orientation: Orientation) -> Command {
    let keywords =
      ", colors=None, linestyles='solid', label='', *, color=None, linewidth=None, lw=None, linestyle=None, ls=None, "
      + "alpha=None, zorder=None"
    return Command(name, parameters + keywords) { axes, arguments in
      let places = try NumericValues.doubles(arguments.call[0], "position")
      let from = try NumericValues.doubles(arguments.call[1], "min")
      let to = try NumericValues.doubles(arguments.call[2], "max")
      guard [1, places.count].contains(from.count), [1, places.count].contains(to.count) else {
        throw ScriptError(.valueError, "\(name)() needs one start and one end, or one for each position")
      }
      // One line with gaps.
      var (along, across): ([Double], [Double]) = ([], [])
      for (i, place) in places.enumerated() {
        along += [from[i % from.count], to[i % to.count], .nan]
        across += [place, place, .nan]
      }
      let color = try arguments.color("colors", "color") ?? .cycle[0]
      let mark =
        orientation == .horizontal
        ? LineMark(x: along, y: across, color: color) : LineMark(x: across, y: along, color: color)
      if let style = arguments["linestyle", "ls", "linestyles"] {
        mark.style = try LineStyle(parsing: style.asString("linestyles"))
      }
      if let width = try arguments.double("linewidth", "lw") { mark.width = width }
      if let alpha = try arguments.double("alpha") { mark.alpha = alpha }
      if let label = arguments["label"] { mark.label = try label.text() }
      return axes.add(mark)
    }
  }

  private func image(_ arguments: PlotArguments) throws -> Value {
    let rows = try NumericValues.rows(arguments.call[0], "X")
    let columns = rows.first?.count ?? 0
    guard rows.allSatisfy({ $0.count == columns }) else {
      throw ScriptError(.valueError, "imshow() needs rows of one length")
    }
    let values = rows.flatMap { $0 }
    let scale = ColorScale(
      map: try PlotValues.colorMap(arguments["cmap"]), fitting: values, lower: try arguments.double("vmin"),
      upper: try arguments.double("vmax"))
    let mark = ImageMark(values: values, columns: columns, colorScale: scale)
    if let alpha = try arguments.double("alpha") { mark.alpha = alpha }
    mark.isSmooth = ["bilinear", "bicubic", "antialiased", "lanczos"].contains(arguments["interpolation"]?.string ?? "")
    if let extent = try arguments.doubles("extent") {
      guard extent.count == 4 else { throw ScriptError(.valueError, "extent must be (left, right, bottom, top)") }
      (mark.left, mark.right, mark.bottom, mark.top) = (extent[0], extent[1], extent[2], extent[3])
    }
    if arguments["origin"]?.string == "lower", arguments["extent"] == nil {
      // Rows are stored from the top of the picture.
      let flipped = ImageMark(values: rows.reversed().flatMap { $0 }, columns: columns, colorScale: scale)
      (flipped.bottom, flipped.top) = (-0.5, Double(rows.count) - 0.5)
      flipped.alpha = mark.alpha
      flipped.isSmooth = mark.isSmooth
      axes.hasEqualAspect = arguments["aspect"]?.string != "auto"
      return add(flipped)
    }
    axes.hasEqualAspect = arguments["aspect"]?.string != "auto"
    return add(mark)
  }
}
