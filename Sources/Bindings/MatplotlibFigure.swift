import Glibc
import Plot
import Script
import Support

/// A figure in the language.
final class FigureObject: Object, Displayable {
  let figure: Figure
  let number: Int
  /// Whether it was shown as a value, so that the end of the cell need not show it again.
  var wasDisplayed = false
  /// The axes that `gca()` gives.
  var current: AxesObject?
  private var wrappers: [ObjectIdentifier: AxesObject] = [:]

  init(_ figure: Figure, number: Int) {
    self.figure = figure
    self.number = number
    super.init(type: Self.type)
  }

  /// The one object that stands for `axes`.
  func object(for axes: Axes) -> AxesObject {
    if let known = wrappers[ObjectIdentifier(axes)] { return known }
    let object = AxesObject(axes, self)
    wrappers[ObjectIdentifier(axes)] = object
    return object
  }

  /// The current axes, made when there are none.
  func currentAxes() throws -> AxesObject {
    if let current { return current }
    let object = object(for: try figure.subplot(rows: 1, columns: 1, first: 1))
    current = object
    return object
  }

  override func repr() throws -> String {
    let (width, height) = (Int((figure.width * figure.dpi).rounded()), Int((figure.height * figure.dpi).rounded()))
    return "<Figure size \(width)x\(height) with \(figure.axes.count) Axes>"
  }

  /// A drawing this long is left to the PNG: a page with megabytes of points is slow to open.
  private static let longestSVG = 2_000_000

  func displayData() throws -> DisplayData {
    wasDisplayed = true
    let svg = try figure.svg()
    return DisplayData(
      text: try repr(), svg: svg.utf8.count <= Self.longestSVG ? svg : nil,
      png: try figure.png(dpi: max(figure.dpi, 144)),
      terminal: figure.terminal(width: TerminalSize.columns, height: 20, colored: TerminalSize.hasColors))
  }

  static let type: TypeObject = {
    let type = TypeObject("Figure", module: "matplotlib.figure", isInheritable: false)
    func me(_ call: CallArguments) -> FigureObject { call.me(FigureObject.self) }
    type.property(
      "axes",
      get: { value in
        guard let me = value.object as? FigureObject else { return .none }
        return Value(list: me.figure.axes.map { Value(me.object(for: $0)) })
      })
    type.property("number", get: { value in Value((value.object as? FigureObject)?.number ?? 0) })
    type.method("add_subplot", "*args, projection=None, sharex=None, sharey=None") { call in
      Value(try me(call).addSubplot(call.rest(0)))
    }
    let grid = "nrows=1, ncols=1, *, sharex=False, sharey=False, squeeze=True, gridspec_kw=None"
    type.method("subplots", grid) { call in
      try me(call).subplots(
        rows: call.int(0), columns: call.int(1), shareX: call[2], shareY: call[3], squeeze: call.bool(4))
    }
    type.method("gca") { call in Value(try me(call).currentAxes()) }
    type.method("get_axes") { call in try call.receiver.getAttribute("axes") }
    type.method("suptitle", MatplotlibModule.suptitleSignature) { call in try me(call).setTitle(call) }
    type.method("savefig", MatplotlibModule.savefigSignature) { call in
      try me(call).save(call)
      return .none
    }
    type.method("set_size_inches", "w, h=None") { call in
      let size = try call.isNone(1) ? NumericValues.doubles(call[0], "size") : [call.double(0), call.double(1)]
      guard size.count == 2 else { throw ScriptError(.valueError, "set_size_inches() takes a width and a height") }
      try me(call).figure.resize(width: size[0], height: size[1])
      return .none
    }
    type.method("colorbar", MatplotlibModule.colorbarSignature) { call in
      try MatplotlibModule.addColorBar(call, axes: me(call).currentAxes())
    }
    type.method("legend", "loc='best'") { call in
      let axes = try me(call).currentAxes().axes
      axes.legend = axes.legend ?? Legend()
      return .none
    }
    type.method("show") { call in
      if !Display.show(try me(call).displayData()) {
        call.interpreter.write(me(call).figure.terminal(width: TerminalSize.columns, colored: TerminalSize.hasColors))
      }
      return .none
    }
    for name in ["clear", "clf"] {
      type.method(name) { call in
        me(call).clear()
        return .none
      }
    }
    // Layout is always tight, and its measures are the program's own.
    for name in ["tight_layout", "subplots_adjust", "set_tight_layout", "autofmt_xdate", "set_layout_engine"] {
      type.method(name, "*args, **kwargs") { _ in .none }
    }
    return type
  }()

  func clear() {
    figure.clear()
    current = nil
    wrappers = [:]
  }

  /// `add_subplot(2, 1, 1)`, `add_subplot(211)`, `add_subplot(2, 2, (1, 2))`, `add_subplot()`.
  func addSubplot(_ arguments: [Value]) throws -> AxesObject {
    let axes: Axes
    switch arguments.count {
    case 0: axes = try figure.subplot(rows: 1, columns: 1, first: 1)
    case 1:
      let code = try arguments[0].asInt("subplot()'s argument")
      guard (111...999).contains(code), code / 10 % 10 > 0 else {
        throw ScriptError(
          .valueError, "Single argument to subplot must be a three-digit integer, not \(code)",
          hint: "211 is the first of 2 rows and 1 column")
      }
      axes = try figure.subplot(rows: code / 100, columns: code / 10 % 10, first: code % 10)
    case 3:
      let cells = try NumericValues.doubles(arguments[2], "index")
      guard let first = cells.first, let last = cells.last, first.magnitude < 1e6, last.magnitude < 1e6 else {
        throw ScriptError(.valueError, "subplot()'s index must be a cell's number or the first and last of several")
      }
      axes = try figure.subplot(
        rows: arguments[0].asInt("nrows"), columns: arguments[1].asInt("ncols"), first: Int(first), last: Int(last))
    default:
      throw ScriptError(.typeError, "subplot() takes 1 or 3 positional arguments but \(arguments.count) were given")
    }
    let object = object(for: axes)
    current = object
    return object
  }

  /// The grid of `subplots`: one axes, or an array of them.
  func subplots(rows: Int, columns: Int, shareX: Value, shareY: Value, squeeze: Bool) throws -> Value {
    func shares(_ value: Value) throws -> Bool {
      if let word = value.string { return word != "none" }
      return try value.isTrue()
    }
    guard rows > 0, columns > 0 else {
      throw ScriptError(
        .valueError,
        "Number of \(rows > 0 ? "columns" : "rows") must be a positive integer, not \(rows > 0 ? columns : rows)")
    }
    let all = try figure.subplots(rows: rows, columns: columns, shareX: shares(shareX), shareY: shares(shareY))
    let objects = all.map { object(for: $0) }
    current = objects.last
    if squeeze, objects.count == 1 { return Value(objects[0]) }
    let isFlat = squeeze && (rows == 1 || columns == 1)
    return Value(AxesArrayObject(objects, shape: isFlat ? [objects.count] : [rows, columns]))
  }

  func setTitle(_ call: CallArguments) throws -> Value {
    figure.title = try call[0].text()
    if !call.isNone(1) { figure.titleSize = try PlotValues.fontSize(call[1], "fontsize") }
    return Value(LabelObject(figure.title, x: .float(0.5), y: .float(0.98)))
  }

  func save(_ call: CallArguments) throws {
    let path = try call[0].str != nil ? call.string(0) : call[0].callMethod("__fspath__").asString("fname")
    if try call.optional(3, call.bool) == true {
      let kept = figure.background
      figure.background = .clear
      defer { figure.background = kept }
      return try figure.save(to: path, format: call.optional(2, call.string), dpi: dpi(call))
    }
    try figure.save(to: path, format: call.optional(2, call.string), dpi: dpi(call))
  }

  private func dpi(_ call: CallArguments) throws -> Double? {
    if call.isNone(1) || call[1].string == "figure" { return nil }
    return try call.double(1)
  }
}

/// What is known of the terminal at standard output.
enum TerminalSize {
  static var columns: Int {
    var size = winsize()
    if ioctl(1, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 { return Int(size.ws_col) }
    return Folders.environment("COLUMNS").flatMap { Int($0) } ?? 100
  }

  /// Whether colours are wanted, by the convention of `NO_COLOR` and `TERM=dumb`.
  static var hasColors: Bool {
    Folders.environment("NO_COLOR") == nil && Folders.environment("TERM") != "dumb"
  }
}
