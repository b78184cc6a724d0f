import Plot
import Script

/// `plot`, `scatter`, `errorbar`, `text`… of axes.
extension AxesObject {
  private static let lineKeywords =
    "label=None, color=None, c=None, linewidth=None, lw=None, linestyle=None, ls=None, marker=None, markersize=None, "
    + "ms=None, markerfacecolor=None, mfc=None, markeredgecolor=None, mec=None, markeredgewidth=None, mew=None, "
    + "markevery=None, alpha=None, zorder=None, drawstyle=None"

  private static let textKeywords =
    "fontsize=None, size=None, color=None, c=None, fontweight=None, weight=None, fontstyle=None, style=None, ha=None, "
    + "horizontalalignment=None, va=None, verticalalignment=None, rotation=None, alpha=None, bbox=None, zorder=None"

  static let markCommands: [Command] = [
    Command("plot", "*args, data=None, " + lineKeywords) { axes, arguments in Value(list: try axes.plot(arguments)) },
    Command("semilogy", "*args, " + lineKeywords) { axes, arguments in
      axes.axes.y.scale = .log
      return Value(list: try axes.plot(arguments))
    },
    Command("semilogx", "*args, " + lineKeywords) { axes, arguments in
      axes.axes.x.scale = .log
      return Value(list: try axes.plot(arguments))
    },
    Command("loglog", "*args, " + lineKeywords) { axes, arguments in
      axes.axes.x.scale = .log
      axes.axes.y.scale = .log
      return Value(list: try axes.plot(arguments))
    },
    Command("step", "*args, where='pre', " + lineKeywords) { axes, arguments in
      let text = try arguments.string("where") ?? "pre"
      guard let placement = LineMark.StepPlacement(rawValue: text) else {
        throw ScriptError(.valueError, "'\(text)' is not a valid value for where; 'pre', 'post', 'mid'")
      }
      return Value(list: try axes.plot(arguments, steps: placement))
    },
    Command(
      "scatter",
      "x, y, s=None, c=None, marker=None, cmap=None, vmin=None, vmax=None, alpha=None, linewidths=None, *, "
        + "linewidth=None, edgecolors=None, edgecolor=None, color=None, label=None, zorder=None"
    ) { axes, arguments in try axes.scatter(arguments) },
    Command(
      "errorbar",
      "x, y, yerr=None, xerr=None, fmt='', ecolor=None, elinewidth=None, capsize=None, capthick=None, "
        + lineKeywords
    ) { axes, arguments in try axes.errorBar(arguments) },
    Command("text", "x, y, s, transform=None, " + textKeywords) { axes, arguments in
      let mark = TextMark(
        x: try arguments.double("x") ?? .nan, y: try arguments.double("y") ?? .nan,
        text: try arguments.call[2].text())
      if let transform = arguments["transform"]?.object as? PlotTransformObject {
        mark.coordinates = transform.coordinates
      }
      try style(mark, arguments)
      return axes.add(mark)
    },
    Command(
      "annotate",
      "text, xy, xytext=None, xycoords='data', textcoords=None, arrowprops=None, annotation_clip=None, " + textKeywords
    ) { axes, arguments in try axes.annotate(arguments) },
  ]

  /// Sets `line`'s look from the keywords of `plot`.
  private static func style(_ line: LineMark, _ arguments: PlotArguments) throws {
    if let color = try arguments.color("color", "c") { line.color = color }
    if let width = try arguments.double("linewidth", "lw") { line.width = width }
    if let style = try arguments.lineStyle() { line.style = style }
    if let marker = try arguments.marker() { line.marker = marker }
    if let size = try arguments.double("markersize", "ms") { line.markerSize = size }
    if let color = try arguments.color("markerfacecolor", "mfc") { line.markerFace = color }
    if let color = try arguments.color("markeredgecolor", "mec") { line.markerEdge = color }
    if let width = try arguments.double("markeredgewidth", "mew") { line.markerEdgeWidth = width }
    if let every = try arguments.int("markevery") { line.markerEvery = every }
    if let alpha = try arguments.double("alpha") { line.alpha = alpha }
    if let order = try arguments.double("zorder") { line.zOrder = order }
    if let label = arguments["label"] { line.label = try label.text() }
    if let text = try arguments.string("drawstyle") {
      line.steps = text.hasPrefix("steps") ? LineMark.StepPlacement(rawValue: String(text.dropFirst(6))) ?? .pre : nil
    }
  }

  /// The lines of `plot(x, y, 'b-o', x2, y2, …)`.
  private func plot(_ arguments: PlotArguments, steps: LineMark.StepPlacement? = nil) throws -> [Value] {
    var rest = arguments.rest[...]
    if let table = arguments["data"] {
      // plot('epoch', 'loss', data=frame): names of columns instead of the columns.
      rest =
        rest.map { value in
          guard value.str != nil, let column = try? table.getItem(value) else { return value }
          return column
        }[...]
    }
    var lines: [Value] = []
    while let first = rest.popFirst() {
      if first.str != nil {
        throw ScriptError(.valueError, "plot() needs numbers before the format string \(try first.repr())")
      }
      var (x, y): (Value?, Value) = (nil, first)
      if let next = rest.first, next.str == nil {
        (x, y) = (first, next)
        rest = rest.dropFirst()
      }
      var format: Plot.FormatString?
      if let text = rest.first?.string {
        format = try Plot.FormatString(text)
        rest = rest.dropFirst()
      }
      for (xs, ys) in try series(x, y) {
        try Self.checkLengths(xs, ys)
        let explicit = try arguments.color("color", "c") ?? format?.color
        let line = LineMark(x: xs, y: ys, color: explicit ?? axes.takeColor())
        if let format {
          line.marker = format.marker
          line.style = format.lineStyle ?? .solid
        }
        line.steps = steps
        try Self.style(line, arguments)
        lines.append(add(line))
      }
    }
    return lines
  }

  /// The lines that one pair of arguments stands for: several when `y` is a matrix, one for each column.
  private func series(_ x: Value?, _ y: Value) throws -> [([Double], [Double])] {
    guard try NumericValues.isNested(y) else {
      let ys = try yValues(y)
      return [(try x.map { try xValues($0) } ?? ys.indices.map(Double.init), ys)]
    }
    let rows = try NumericValues.rows(y, "y")
    let xs = try x.map { try xValues($0) } ?? rows.indices.map(Double.init)
    return (0..<(rows.map(\.count).min() ?? 0)).map { column in (xs, rows.map { $0[column] }) }
  }

  private func scatter(_ arguments: PlotArguments) throws -> Value {
    let (x, y) = (try xValues(arguments.call[0], "x"), try yValues(arguments.call[1], "y"))
    guard x.count == y.count else { throw ScriptError(.valueError, "x and y must be the same size") }
    var colors: [Color] = []
    var scale: ColorScale?
    if let value = arguments["c"] {
      let items = value.str == nil && value.isIterable ? try value.items() : []
      let isNumeric = !(items.isEmpty || items.contains { $0.str != nil || $0.isIterable && $0.number == nil })
      if isNumeric && items.count == x.count {
        let values = try NumericValues.doubles(value, "c")
        scale = ColorScale(
          map: try PlotValues.colorMap(arguments["cmap"]), fitting: values, lower: try arguments.double("vmin"),
          upper: try arguments.double("vmax"))
        colors = values.map { scale.unsafelyUnwrapped($0) }
      } else {
        colors = try PlotValues.colors(value, "c")
        guard colors.count == 1 || colors.count == x.count else {
          throw ScriptError(
            .valueError,
            "'c' argument has \(colors.count) elements, which is inconsistent with 'x' and 'y' with size \(x.count).")
        }
      }
    } else if let color = arguments["color"] {
      colors = try PlotValues.colors(color, "color")
    } else {
      colors = [axes.takeColor()]
    }
    let mark = ScatterMark(x: x, y: y, colors: colors)
    mark.colorScale = scale
    if let sizes = try arguments.doubles("s") { mark.sizes = sizes }
    if let marker = try arguments.marker(), let marker { mark.marker = marker }
    if let alpha = try arguments.double("alpha") { mark.alpha = alpha }
    if let value = arguments["edgecolors", "edgecolor"], value.string != "face" {
      mark.edge = try PlotValues.color(value, "edgecolors")
    }
    if let width = try arguments.double("linewidths", "linewidth") { mark.edgeWidth = width }
    if let order = try arguments.double("zorder") { mark.zOrder = order }
    if let label = arguments["label"] { mark.label = try label.text() }
    return add(mark)
  }

  private func errorBar(_ arguments: PlotArguments) throws -> Value {
    let (x, y) = (try xValues(arguments.call[0], "x"), try yValues(arguments.call[1], "y"))
    try Self.checkLengths(x, y)
    let text = arguments["fmt"]?.string ?? ""
    let format = text == "none" ? nil : try Plot.FormatString(text)
    let explicit = try arguments.color("color", "c") ?? format?.color
    let line = LineMark(x: x, y: y, color: explicit ?? axes.takeColor())
    line.marker = format?.marker
    line.style = text == "none" ? .none : format?.lineStyle ?? .solid
    try Self.style(line, arguments)
    let mark = ErrorBarMark(
      line: line, xErrors: try Self.intervals(arguments["xerr"], "xerr", x.count),
      yErrors: try Self.intervals(arguments["yerr"], "yerr", x.count))
    mark.label = line.label
    mark.zOrder = line.zOrder
    mark.alpha = line.alpha
    if let color = try arguments.color("ecolor") { mark.color = color }
    mark.width = try arguments.double("elinewidth") ?? line.width
    mark.capSize = try arguments.double("capsize") ?? 0
    return add(mark)
  }

  /// `yerr`: one number for all, one for each, or two rows: below and above.
  static func intervals(_ value: Value?, _ what: String, _ count: Int) throws -> [ErrorBarMark.Interval] {
    guard let value else { return [] }
    let (below, above): ([Double], [Double])
    if try NumericValues.isNested(value) {
      let rows = try NumericValues.rows(value, what)
      guard rows.count == 2 else { throw ScriptError(.valueError, "\(what) must have two rows, below and above") }
      (below, above) = (rows[0], rows[1])
    } else {
      let errors = try NumericValues.doubles(value, what)
      (below, above) = (errors, errors)
    }
    guard below.count == above.count, below.count == count || below.count == 1 else {
      throw ScriptError(.valueError, "\(what) has \(below.count) values for \(count) points")
    }
    if below.contains(where: { $0 < 0 }) || above.contains(where: { $0 < 0 }) {
      throw ScriptError(.valueError, "'\(what)' must not contain negative values")
    }
    return (0..<count).map { (below: below[$0 % below.count], above: above[$0 % above.count]) }
  }

  private static func style(_ mark: TextMark, _ arguments: PlotArguments) throws {
    if let size = try arguments.fontSize("fontsize", "size") { mark.size = size }
    if let color = try arguments.color("color", "c") { mark.color = color }
    if let isBold = try arguments.isBold() { mark.isBold = isBold }
    if let style = try arguments.string("fontstyle", "style") {
      mark.isItalic = style == "italic" || style == "oblique"
    }
    if let alignment = try arguments.horizontal() { mark.horizontal = alignment }
    if let alignment = try arguments.vertical() { mark.vertical = alignment }
    if let rotation = arguments["rotation"] {
      mark.rotation = rotation.string == "vertical" ? 90 : try rotation.asDouble("rotation")
    }
    if let alpha = try arguments.double("alpha") { mark.alpha = alpha }
    if let order = try arguments.double("zorder") { mark.zOrder = order }
    if let box = arguments["bbox"] {
      mark.box = .white
      for key in ["facecolor", "fc"] {
        if let color = try box.dict?.get(Value(key)) { mark.box = try PlotValues.color(color, key) }
      }
      if let alpha = try box.dict?.get(Value("alpha"))?.number { mark.box = mark.box?.faded(alpha) }
    }
  }

  private func annotate(_ arguments: PlotArguments) throws -> Value {
    func pair(_ value: Value, _ what: String) throws -> (x: Double, y: Double) {
      let items = try value.asList(what)
      guard items.count == 2 else { throw ScriptError(.valueError, "\(what) must be two numbers") }
      let x = items[0].str == nil ? [try NumericValues.double(items[0], what)] : try xValues(Value(list: [items[0]]))
      return (x[0], try NumericValues.double(items[1], what))
    }
    let target = try pair(arguments.call[1], "xy")
    let mark = TextMark(x: target.x, y: target.y, text: try arguments.call[0].text())
    if arguments["xycoords"]?.string == "axes fraction" { mark.coordinates = .plot }
    if let place = try arguments["xytext"].map({ try pair($0, "xytext") }) {
      switch arguments["textcoords"]?.string ?? arguments["xycoords"]?.string ?? "data" {
      case "offset points", "offset pixels": mark.offset = Point(place.x, place.y)
      case "axes fraction":
        mark.coordinates = .plot
        (mark.x, mark.y) = place
      default: (mark.x, mark.y) = place
      }
    }
    if let properties = arguments["arrowprops"] {
      mark.target = target
      for key in ["color", "ec", "facecolor"] {
        if let color = try properties.dict?.get(Value(key)) { mark.arrowColor = try PlotValues.color(color, key) }
      }
    }
    try Self.style(mark, arguments)
    return add(mark)
  }
}

/// `ax.transData` and `ax.transAxes`.
final class PlotTransformObject: Object {
  let coordinates: TextMark.Coordinates

  init(_ coordinates: TextMark.Coordinates) {
    self.coordinates = coordinates
    super.init(type: Self.type)
  }

  private static let type = TypeObject("Transform", module: "matplotlib.transforms", isInheritable: false)
}
