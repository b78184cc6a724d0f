import Plot
import Script

/// Titles, labels, legends and grids of axes.
extension AxesObject {
  private static let textKeywords =
    "fontsize=None, size=None, color=None, fontweight=None, weight=None, pad=None, labelpad=None, fontdict=None, y=None"

  static let decorationCommands: [Command] = [
    Command("set_title", function: "title", "label, loc=None, " + textKeywords) { axes, arguments in
      axes.axes.title = try arguments.call[0].text()
      if let size = try arguments.fontSize("fontsize", "size") { axes.axes.titleSize = size }
      if let color = try arguments.color("color") { axes.axes.titleColor = color }
      if let isBold = try arguments.isBold() { axes.axes.isTitleBold = isBold }
      if let place = try arguments.string("loc") {
        guard let alignment = HorizontalAlignment(rawValue: place) else {
          throw ScriptError(.valueError, "'\(place)' is not a valid value for loc; 'left', 'center', 'right'")
        }
        axes.axes.titleAlignment = alignment
      }
      return Value(LabelObject(axes.axes.title, x: .float(0.5), y: .float(1)))
    },
    Command("set_xlabel", function: "xlabel", "xlabel, loc=None, " + textKeywords) { axes, arguments in
      axes.axes.x.label = try arguments.call[0].text()
      if let size = try arguments.fontSize("fontsize", "size") { axes.axes.x.labelSize = size }
      return Value(LabelObject(axes.axes.x.label, x: .float(0.5), y: .int(0)))
    },
    Command("set_ylabel", function: "ylabel", "ylabel, loc=None, " + textKeywords) { axes, arguments in
      axes.axes.y.label = try arguments.call[0].text()
      if let size = try arguments.fontSize("fontsize", "size") { axes.axes.y.labelSize = size }
      return Value(LabelObject(axes.axes.y.label, x: .int(0), y: .float(0.5)))
    },
    Command(
      "set", isFunction: false,
      "title=None, xlabel=None, ylabel=None, xlim=None, ylim=None, xscale=None, "
        + "yscale=None, xticks=None, yticks=None, xticklabels=None, yticklabels=None"
    ) { axes, arguments in
      for name in [
        "title", "xlabel", "ylabel", "xlim", "ylim", "xscale", "yscale", "xticks", "yticks", "xticklabels",
        "yticklabels",
      ] {
        if let value = arguments[name] { try Value(axes).callMethod("set_" + name, value) }
      }
      return .none
    },
    Command(
      "legend",
      "*args, handles=None, labels=None, loc=None, bbox_to_anchor=None, ncol=None, ncols=None, fontsize=None, "
        + "title=None, frameon=None, framealpha=None, shadow=None, fancybox=None, borderaxespad=None, prop=None, "
        + "markerscale=None"
    ) { axes, arguments in try axes.legend(arguments) },
    Command(
      "grid",
      "visible=None, which='major', axis='both', *, color=None, c=None, linestyle=None, ls=None, linewidth=None, lw=None, "
        + "alpha=None, zorder=None"
    ) { axes, arguments in try axes.grid(arguments) },
    Command("cla", "") { axes, _ in
      axes.axes.clear()
      return .none
    },
    Command("clear", isFunction: false, "") { axes, _ in
      axes.axes.clear()
      return .none
    },
    Command("set_facecolor", isFunction: false, "color") { axes, arguments in
      axes.axes.background = try arguments.color("color")
      return .none
    },
    Command("axis", "*args, option=None") { axes, arguments in try axes.axis(arguments) },
    Command("set_axis_off", isFunction: false, "") { axes, _ in
      axes.axes.isFrameVisible = false
      return .none
    },
    Command("set_aspect", isFunction: false, "aspect, adjustable=None") { axes, arguments in
      axes.axes.hasEqualAspect = arguments["aspect"].map { $0.string == "equal" || $0.number == 1 } ?? false
      return .none
    },
  ]

  private func legend(_ arguments: PlotArguments) throws -> Value {
    var legend = Legend()
    func marks(_ value: Value) throws -> [Mark] {
      try value.asList("handles").map { handle in
        if let artist = handle.object as? ArtistObject { return artist.mark }
        if let bars = handle.object as? BarContainerObject { return bars.mark }
        throw ScriptError(.typeError, "a legend's handles are what plot() and its like give, not \(handle.typeName)")
      }
    }
    func texts(_ value: Value) throws -> [String] { try value.asList("labels").map { try $0.text() } }
    let rest = arguments.rest
    switch rest.count {
    case 0: break
    case 1: legend.labels = try texts(rest[0])
    case 2: (legend.marks, legend.labels) = (try marks(rest[0]), try texts(rest[1]))
    default: throw ScriptError(.typeError, "Call to legend has too many positional arguments.")
    }
    if let handles = arguments["handles"] { legend.marks = try marks(handles) }
    if let labels = arguments["labels"] { legend.labels = try texts(labels) }
    if let place = arguments["loc"] {
      legend.location =
        try place.exactInt.map { try Legend.Location(number: $0) }
        ?? Legend.Location(parsing: place.asString("loc"))
    }
    if let anchor = try arguments.doubles("bbox_to_anchor") {
      guard anchor.count == 2 || anchor.count == 4 else {
        throw ScriptError(.valueError, "bbox_to_anchor must be (x, y) in parts of the plot's width and height")
      }
      legend.anchor = (anchor[0], anchor[1])
    }
    if let columns = try arguments.int("ncols") ?? arguments.int("ncol") { legend.columns = columns }
    if let size = try arguments.fontSize("fontsize") { legend.size = size }
    if let title = arguments["title"] { legend.title = try title.text() }
    if let hasFrame = try arguments.bool("frameon") { legend.hasFrame = hasFrame }
    if let alpha = try arguments.double("framealpha") { legend.frameAlpha = alpha }
    axes.legend = legend
    return .none
  }

  private func grid(_ arguments: PlotArguments) throws -> Value {
    let hasStyle = arguments["color", "c", "linestyle", "ls", "linewidth", "lw", "alpha"] != nil
    let isVisible = try arguments.bool("visible") ?? (hasStyle || axes.x.showsGrid != true)
    switch try arguments.string("axis") ?? "both" {
    case "both":
      axes.x.showsGrid = isVisible
      axes.y.showsGrid = isVisible
    case "x": axes.x.showsGrid = isVisible
    case "y": axes.y.showsGrid = isVisible
    case let other: throw ScriptError(.valueError, "'\(other)' is not a valid value for axis; 'x', 'y', 'both'")
    }
    if let color = try arguments.color("color", "c") { axes.grid.color = color }
    if let style = try arguments.lineStyle() { axes.grid.style = style }
    if let width = try arguments.double("linewidth", "lw") { axes.grid.width = width }
    if let alpha = try arguments.double("alpha") {
      axes.grid.alpha = alpha
      // A faded grid is asked for in matplotlib's darker grey.
      axes.grid.color = axes.grid.color ?? Color(rgb: 0xB0B0B0)
    }
    return .none
  }

  /// `axis('off')`, `axis('equal')`, `axis([0, 1, 0, 1])`.
  private func axis(_ arguments: PlotArguments) throws -> Value {
    if let option = arguments.rest.first ?? arguments["option"] {
      switch option.string {
      case "off": axes.isFrameVisible = false
      case "on": axes.isFrameVisible = true
      case "equal", "scaled", "image", "square": axes.hasEqualAspect = true
      case "tight":
        axes.x.margin = 0
        axes.y.margin = 0
      case "auto": axes.hasEqualAspect = false
      case let word?:
        throw ScriptError(
          .valueError, "Unrecognized string '\(word)' to axis; try 'on' or 'off'",
          hint: "known: 'on', 'off', 'equal', 'tight', 'auto'")
      case nil:
        if let isOn = option.exactInt, option.isIterable == false {
          axes.isFrameVisible = isOn != 0
        } else {
          let limits = try NumericValues.doubles(option, "axis")
          guard limits.count == 4 else {
            throw ScriptError(.typeError, "axis() takes [xmin, xmax, ymin, ymax], not \(limits.count) numbers")
          }
          (axes.x.lower, axes.x.upper, axes.y.lower, axes.y.upper) = (limits[0], limits[1], limits[2], limits[3])
        }
      }
    }
    let (x, y) = (axes.xLimits, axes.yLimits)
    return Value(tuple: [x.lower, x.upper, y.lower, y.upper].map { .float($0) })
  }
}
