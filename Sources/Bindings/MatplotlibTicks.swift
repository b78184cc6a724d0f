import Plot
import Script

/// Limits, scales and ticks of axes.
extension AxesObject {
  private static let tickKeywords =
    "labels=None, *, minor=False, rotation=None, fontsize=None, size=None, ha=None, horizontalalignment=None, "
    + "color=None"

  static let axisCommands: [Command] = [
    limits("set_xlim", function: "xlim", "left=None, right=None, *, xmin=None, xmax=None", \.x),
    limits("set_ylim", function: "ylim", "bottom=None, top=None, *, ymin=None, ymax=None", \.y),
    Command("get_xlim", isFunction: false, "") { axes, _ in axes.limits(\.xLimits) },
    Command("get_ylim", isFunction: false, "") { axes, _ in axes.limits(\.yLimits) },
    scale("set_xscale", function: "xscale", \.x),
    scale("set_yscale", function: "yscale", \.y),
    ticks("set_xticks", function: "xticks", \.x),
    ticks("set_yticks", function: "yticks", \.y),
    tickLabels("set_xticklabels", \.x),
    tickLabels("set_yticklabels", \.y),
    Command("invert_xaxis", isFunction: false, "") { axes, _ in axes.invert(\.x) },
    Command("invert_yaxis", isFunction: false, "") { axes, _ in axes.invert(\.y) },
    Command("margins", "*margins, x=None, y=None, tight=True") { axes, arguments in
      let both = arguments.call.rest(0)
      if both.count > 2 { throw ScriptError(.typeError, "margins() takes at most 2 positional arguments") }
      if let x = try arguments.double("x") ?? both.first?.asDouble("margins") { axes.axes.x.margin = x }
      if let y = try arguments.double("y") ?? both.last?.asDouble("margins") { axes.axes.y.margin = y }
      return .none
    },
    Command(
      "tick_params",
      "axis='both', *, which=None, labelsize=None, rotation=None, labelrotation=None, labelbottom=None, labelleft=None, "
        + "length=None, width=None, color=None, colors=None, labelcolor=None, direction=None, pad=None, bottom=None, "
        + "left=None, top=None, right=None, reset=None"
    ) { axes, arguments in
      let name = try arguments.string("axis") ?? "both"
      guard ["x", "y", "both"].contains(name) else {
        throw ScriptError(.valueError, "'\(name)' is not a valid value for axis; 'x', 'y', 'both'")
      }
      let sides: [WritableKeyPath<Axes, Axis>] = name == "x" ? [\.x] : name == "y" ? [\.y] : [\.x, \.y]
      var target = axes.axes
      for side in sides {
        if let size = try arguments.fontSize("labelsize") { target[keyPath: side].tickSize = size }
        if let rotation = try arguments.double("rotation", "labelrotation") {
          target[keyPath: side].tickRotation = rotation
        }
      }
      if let shows = try arguments.bool("labelbottom") { target.x.showsTickLabels = shows }
      if let shows = try arguments.bool("labelleft") { target.y.showsTickLabels = shows }
      return .none
    },
    Command("minorticks_on", "") { _, _ in .none },
    Command("label_outer", isFunction: false, "") { axes, _ in
      let place = axes.axes.place
      if place.lastRow < place.rows - 1 {
        axes.axes.x.showsTickLabels = false
        axes.axes.x.label = ""
      }
      if place.firstColumn > 0 {
        axes.axes.y.showsTickLabels = false
        axes.axes.y.label = ""
      }
      return .none
    },
    Command("autoscale", "enable=True, axis='both', tight=None") { axes, _ in
      var target = axes.axes
      for side in [\Axes.x, \Axes.y] as [WritableKeyPath<Axes, Axis>] {
        target[keyPath: side].lower = nil
        target[keyPath: side].upper = nil
      }
      return .none
    },
  ]

  private func limits(_ path: KeyPath<Axes, DataRange>) -> Value {
    let range = axes[keyPath: path]
    return Value(tuple: [.float(range.lower), .float(range.upper)])
  }

  private func invert(_ path: WritableKeyPath<Axes, Axis>) -> Value {
    var axes = axes
    if axes[keyPath: path].lower != nil || axes[keyPath: path].upper != nil {
      (axes[keyPath: path].lower, axes[keyPath: path].upper) = (axes[keyPath: path].upper, axes[keyPath: path].lower)
    }
    axes[keyPath: path].isInverted.toggle()
    return .none
  }

  private static func limits(
    _ name: String, function: String, _ signature: String, _ path: WritableKeyPath<Axes, Axis>
  ) -> Command {
    Command(name, function: function, signature) { object, arguments in
      var (lower, upper) = (arguments.call[0], arguments.call[1])
      if !lower.isNone, lower.number == nil, upper.isNone {
        let pair = try lower.asList("limits")
        guard pair.count == 2 else {
          throw ScriptError(.valueError, "\(function)() takes two limits, not \(pair.count)")
        }
        (lower, upper) = (pair[0], pair[1])
      }
      if lower.isNone { lower = arguments.call[2] }
      if upper.isNone { upper = arguments.call[3] }
      var axes = object.axes
      for (value, side) in [(lower, \Axis.lower), (upper, \Axis.upper)] as [(Value, WritableKeyPath<Axis, Double?>)]
      where !value.isNone {
        let limit = try NumericValues.double(value, "limit")
        guard limit.isFinite else { throw ScriptError(.valueError, "Axis limits cannot be NaN or Inf") }
        axes[keyPath: path][keyPath: side] = limit
      }
      // A lower limit above the upper one turns the axis; a turned axis with limits has them as given.
      if !lower.isNone && !upper.isNone { axes[keyPath: path].isInverted = false }
      return object.limits(path == \Axes.x ? \.xLimits : \.yLimits)
    }
  }

  private static func scale(_ name: String, function: String, _ path: WritableKeyPath<Axes, Axis>) -> Command {
    Command(name, function: function, "value, *, base=None, nonpositive=None") { object, arguments in
      var axes = object.axes
      axes[keyPath: path].scale = try Scale(parsing: arguments.call.string(0))
      return .none
    }
  }

  private static func ticks(_ name: String, function: String, _ path: WritableKeyPath<Axes, Axis>) -> Command {
    Command(name, function: function, "ticks=None, " + tickKeywords) { object, arguments in
      var axes = object.axes
      if try arguments.bool("minor") == true { return .none }
      if let ticks = arguments["ticks"] {
        let isX = path == \Axes.x
        axes[keyPath: path].tickPositions = try isX ? object.xValues(ticks, "ticks") : object.yValues(ticks, "ticks")
        axes[keyPath: path].tickLabels = nil
      }
      try setLabels(arguments, &axes[keyPath: path])
      let positions = axes[keyPath: path].tickPositions ?? []
      return Value(tuple: [Value(NDArrayObject(positions)), Value(axes[keyPath: path].tickLabels ?? [])])
    }
  }

  private static func tickLabels(_ name: String, _ path: WritableKeyPath<Axes, Axis>) -> Command {
    Command(name, isFunction: false, tickKeywords) { object, arguments in
      var axes = object.axes
      try setLabels(arguments, &axes[keyPath: path])
      return .none
    }
  }

  private static func setLabels(_ arguments: PlotArguments, _ axis: inout Axis) throws {
    if let labels = arguments["labels"] {
      let texts = try labels.asList("labels").map { try $0.text() }
      if let positions = axis.tickPositions, positions.count != texts.count {
        throw ScriptError(
          .valueError,
          "The number of FixedLocator locations (\(positions.count)) does not match the number of labels "
            + "(\(texts.count)).")
      }
      axis.tickLabels = texts
    }
    if let rotation = arguments["rotation"] {
      axis.tickRotation =
        rotation.string == "vertical"
        ? 90
        : rotation.string == "horizontal"
          ? 0 : try rotation.asDouble("rotation")
    }
    if let size = try arguments.fontSize("fontsize", "size") { axis.tickSize = size }
  }
}
