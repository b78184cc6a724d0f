import Glibc
import Plot
import Script
import Support

/// The modules `matplotlib` and `matplotlib.pyplot`.
public enum MatplotlibModule {
  /// Makes `import matplotlib.pyplot as plt` work in `interpreter`.
  public static func register(in interpreter: Interpreter) {
    interpreter.register(module: "matplotlib") { interpreter in
      let module = ModuleObject("matplotlib")
      let pyplot = try interpreter.importModule("matplotlib.pyplot")
      module.namespace["pyplot"] = Value(pyplot)
      module.namespace["rcParams"] = pyplot.namespace["rcParams"]
      module.namespace["__version__"] = Value("3.9.0")
      module.namespace.function("use", "backend, *, force=True") { _ in .none }
      return module
    }
    interpreter.register(module: "matplotlib.pyplot") { _ in
      let module = ModuleObject("matplotlib.pyplot")
      let state = PyplotState()
      module.namespace[stateName] = Value(state)
      fill(module.namespace, state)
      return module
    }
  }

  /// Shows the figures that are still open, as a notebook does when a cell ends, and closes them.
  ///
  /// - Parameter sink: takes what is shown; ``Display`` when `nil`.
  public static func showOpenFigures(in interpreter: Interpreter, to sink: ((DisplayData) -> Void)? = nil) throws {
    guard let module = interpreter.modules["matplotlib.pyplot"],
      let state = module.namespace[stateName]?.object as? PyplotState, !state.figures.isEmpty
    else { return }
    try state.show(interpreter, isEndOfCell: true, to: sink ?? Display.handler)
  }

  private static let stateName = "_open_figures"

  static let savefigSignature =
    "fname, dpi=None, format=None, transparent=None, *, bbox_inches=None, pad_inches=None, facecolor=None, "
    + "edgecolor=None, metadata=None"
  static let suptitleSignature = "t, fontsize=None, *, x=None, y=None, size=None, fontweight=None, weight=None"
  static let colorbarSignature =
    "mappable=None, cax=None, ax=None, *, label=None, shrink=None, fraction=None, pad=None, orientation=None, ticks=None"

  private static func fill(_ namespace: Namespace, _ state: PyplotState) {
    namespace["rcParams"] = Value(state.parameters)
    figureFunctions(namespace, state)
    outputFunctions(namespace, state)
    for command in AxesObject.commands {
      guard let name = command.function else { continue }
      let index = PlotArguments.index(command.signature)
      namespace.function(name, command.signature) { call in
        try command.body(state.currentFigure().currentAxes(), PlotArguments(call, index))
      }
    }
    namespace.function("twinx", "ax=None") { call in
      let axes =
        try call.isNone(0) ? state.currentFigure().currentAxes() : call.object(0, AxesObject.self, named: "Axes")
      let twin = try Value(axes).callMethod("twinx")
      try state.currentFigure().current = twin.object as? AxesObject
      return twin
    }
    namespace.function("colorbar", colorbarSignature) { call in
      try addColorBar(call, axes: state.currentFigure().currentAxes())
    }
    // Layout is always tight; interactive mode means nothing here.
    for name in ["tight_layout", "subplots_adjust", "ion", "ioff", "draw", "pause", "set_cmap", "rc"] {
      namespace.function(name, "*args, **kwargs") { _ in .none }
    }
    let style = ModuleObject("matplotlib.style")
    style.namespace.function("use", "style") { _ in .none }
    style.namespace["available"] = Value(["default"])
    namespace["style"] = Value(style)
    let maps = ModuleObject("matplotlib.cm")
    for name in ColorMap.names { maps.namespace[name] = Value(name) }
    namespace["cm"] = Value(maps)
  }

  private static func figureFunctions(_ namespace: Namespace, _ state: PyplotState) {
    namespace.function(
      "figure",
      "num=None, figsize=None, dpi=None, *, facecolor=None, edgecolor=None, layout=None, tight_layout=None, "
        + "constrained_layout=None, clear=False"
    ) { call in
      if let known = try call.optional(0, { call[$0].exactInt }).flatMap({ $0 }), let figure = state.select(known) {
        return Value(figure)
      }
      let figure = try state.makeFigure(size: call[1], dpi: call[2], number: call[0].exactInt)
      if !call.isNone(3) { figure.figure.background = try PlotValues.color(call[3], "facecolor") }
      return Value(figure)
    }
    namespace.function("subplot", "*args, projection=None, sharex=None, sharey=None") { call in
      Value(try state.currentFigure().addSubplot(call.rest(0)))
    }
    namespace.function(
      "subplots",
      "nrows=1, ncols=1, *, sharex=False, sharey=False, squeeze=True, figsize=None, dpi=None, width_ratios=None, "
        + "height_ratios=None, gridspec_kw=None, subplot_kw=None, layout=None, tight_layout=None, "
        + "constrained_layout=None, facecolor=None, num=None"
    ) { call in
      let figure = try state.makeFigure(size: call[5], dpi: call[6], number: nil)
      let axes = try figure.subplots(
        rows: call.int(0), columns: call.int(1), shareX: call[2], shareY: call[3], squeeze: call.bool(4))
      return Value(tuple: [Value(figure), axes])
    }
    namespace.function("gcf") { _ in Value(try state.currentFigure()) }
    namespace.function("gca") { _ in Value(try state.currentFigure().currentAxes()) }
    namespace.function("sca", "ax") { call in
      try state.currentFigure().current = call.object(0, AxesObject.self, named: "Axes")
      return .none
    }
    namespace.function("clf") { _ in
      try state.currentFigure().clear()
      return .none
    }
    namespace.function("close", "fig=None") { call in
      try state.close(call[0])
      return .none
    }
    namespace.function("get_fignums") { _ in Value(state.figures.map(\.number)) }
    namespace.function("suptitle", suptitleSignature) { call in try state.currentFigure().setTitle(call) }
    namespace.function("figlegend", "loc='best'") { call in
      try Value(state.currentFigure()).callMethod("legend")
    }
  }

  private static func outputFunctions(_ namespace: Namespace, _ state: PyplotState) {
    namespace.function("savefig", savefigSignature) { call in
      // After show() the figure is closed; what a reader then saves is the one they saw.
      let figure = try state.figures.isEmpty ? state.lastShown ?? state.currentFigure() : state.currentFigure()
      try figure.save(call)
      return .none
    }
    namespace.function("show", "*, block=None") { call in
      try state.show(call.interpreter, isEndOfCell: false, to: Display.handler)
      return .none
    }
  }

  static func addColorBar(_ call: CallArguments, axes: AxesObject) throws -> Value {
    let target = try call.isNone(2) ? axes.axes : call.object(2, AxesObject.self, named: "Axes").axes
    let marks = (call[0].object as? ArtistObject).map { [$0.mark] } ?? target.marks.reversed()
    let scale = marks.lazy.compactMap { ($0 as? ImageMark)?.colorScale ?? ($0 as? ScatterMark)?.colorScale }.first
    guard let scale else {
      throw ScriptError(
        .runtimeError, "No mappable was found to use for colorbar creation",
        hint: "draw an image with imshow or points with scatter(c=numbers) first")
    }
    target.colorBar = Axes.ColorBar(scale: scale, label: try call.isNone(3) ? "" : call[3].text())
    return .none
  }
}

/// The figures that `pyplot` has open.
final class PyplotState: Object {
  private(set) var figures: [FigureObject] = []
  private var current: FigureObject?
  private(set) var lastShown: FigureObject?
  private var hasNoted = false
  /// `plt.rcParams`, of which figure sizes and resolution have an effect.
  let parameters = DictObject([
    ("figure.figsize", Value([6.4, 4.8])), ("figure.dpi", .float(100)), ("axes.grid", .bool(false)),
  ])

  init() { super.init(type: Self.type) }

  private static let type = TypeObject("PyplotState", module: "matplotlib.pyplot", isInheritable: false)

  func currentFigure() throws -> FigureObject {
    try current ?? makeFigure(size: .none, dpi: .none, number: nil)
  }

  /// The open figure with this number, made current.
  func select(_ number: Int) -> FigureObject? {
    guard let figure = figures.first(where: { $0.number == number }) else { return nil }
    current = figure
    return figure
  }

  func makeFigure(size: Value, dpi: Value, number: Int?) throws -> FigureObject {
    let size = try NumericValues.doubles(
      size.isNone ? parameters.get(Value("figure.figsize")) ?? Value([6.4, 4.8]) : size, "figsize")
    guard size.count == 2 else { throw ScriptError(.valueError, "figsize must be (width, height) in inches") }
    let resolution = dpi.isNone ? try parameters.get(Value("figure.dpi")) ?? .float(100) : dpi
    let figure = FigureObject(
      try Figure(width: size[0], height: size[1], dpi: NumericValues.double(resolution, "dpi")),
      number: number ?? (figures.map(\.number).max() ?? 0) + 1)
    figures.append(figure)
    current = figure
    return figure
  }

  /// `close()`, `close(2)`, `close(figure)`, `close('all')`.
  func close(_ which: Value) throws {
    if which.string == "all" {
      figures = []
    } else if let figure = which.object as? FigureObject {
      figures.removeAll { $0 === figure }
    } else if let number = which.exactInt {
      figures.removeAll { $0.number == number }
    } else if which.isNone {
      figures.removeAll { $0 === current }
    } else {
      throw ScriptError(.typeError, "close() argument must be a Figure, an int, or 'all', not \(which.typeName)")
    }
    if !figures.contains(where: { $0 === current }) { current = figures.last }
  }

  /// Shows what is open and closes it.
  func show(_ interpreter: Interpreter, isEndOfCell: Bool, to sink: ((DisplayData) -> Void)?) throws {
    let open = figures
    figures = []
    current = nil
    for figure in open where !(isEndOfCell && (figure.wasDisplayed || figure.figure.isEmpty)) {
      lastShown = figure
      if let sink {
        interpreter.flush()
        sink(try figure.displayData())
      } else if isatty(1) == 1 {
        interpreter.write(
          figure.figure.terminal(width: TerminalSize.columns, height: 20, colored: TerminalSize.hasColors))
      } else if !hasNoted {
        hasNoted = true
        interpreter.writeError(
          "note: plt.show() has no terminal to draw in; plt.savefig(\"figure.png\") makes a file\n")
      }
    }
  }
}
