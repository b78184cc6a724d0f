import Plot
import Script

/// A mark in the language: what `plot`, `scatter`, `text`… give back.
final class ArtistObject: Object {
  let mark: Mark
  private let axes: Axes

  init(_ mark: Mark, _ axes: Axes) {
    self.mark = mark
    self.axes = axes
    super.init(type: Self.type(of: mark))
  }

  private static let lineType = artist("Line2D", "matplotlib.lines")
  private static let pathType = artist("PathCollection", "matplotlib.collections")
  private static let areaType = artist("PolyCollection", "matplotlib.collections")
  private static let textType = artist("Text", "matplotlib.text")
  private static let imageType = artist("AxesImage", "matplotlib.image")
  private static let errorType = artist("ErrorbarContainer", "matplotlib.container")

  private static func type(of mark: Mark) -> TypeObject {
    switch mark {
    case is LineMark: lineType
    case is RuleMark: (mark as? RuleMark)?.end == nil ? lineType : areaType
    case is ScatterMark: pathType
    case is TextMark: textType
    case is ImageMark: imageType
    case is ErrorBarMark: errorType
    default: areaType
    }
  }

  private static func artist(_ name: String, _ module: String) -> TypeObject {
    let type = TypeObject(name, module: module, isInheritable: false)
    func me(_ value: Value) -> ArtistObject { unsafeDowncast(value.object.unsafelyUnwrapped, to: ArtistObject.self) }
    type.method("set_label", "s") { call in
      me(call.receiver).mark.label = try call[0].isNone ? nil : call[0].text()
      return .none
    }
    type.method("get_label") { call in Value(me(call.receiver).mark.label ?? "") }
    type.method("set_visible", "b") { call in
      me(call.receiver).mark.isVisible = try call[0].isTrue()
      return .none
    }
    type.method("remove") { call in
      me(call.receiver).axes.remove(me(call.receiver).mark)
      return .none
    }
    type.method("set_color", "c") { call in
      try me(call.receiver).setColor(PlotValues.color(call[0], "color"))
      return .none
    }
    type.method("set_alpha", "alpha") { call in
      me(call.receiver).setAlpha(try call[0].asDouble("alpha"))
      return .none
    }
    if name == "Line2D" { registerLine(type, me) }
    if name == "Text" {
      type.method("get_text") { call in Value((me(call.receiver).mark as? TextMark)?.text ?? "") }
      type.method("set_text", "s") { call in
        (me(call.receiver).mark as? TextMark)?.text = try call[0].text()
        return .none
      }
    }
    return type
  }

  private static func registerLine(_ type: TypeObject, _ me: @escaping (Value) -> ArtistObject) {
    func line(_ call: CallArguments) throws -> LineMark {
      guard let line = me(call.receiver).mark as? LineMark else {
        throw ScriptError(.typeError, "a line across the plot has no data of its own")
      }
      return line
    }
    type.method("get_xdata") { call in Value(try line(call).x) }
    type.method("get_ydata") { call in Value(try line(call).y) }
    type.method("set_ydata", "y") { call in
      let line = try line(call)
      let values = try NumericValues.doubles(call[0], "y")
      guard values.count == line.x.count else {
        throw ScriptError(
          .valueError,
          "x and y must have same first dimension, but have shapes (\(line.x.count),) and (\(values.count),)")
      }
      line.y = values
      return .none
    }
    type.method("set_data", "x, y") { call in
      let line = try line(call)
      let (x, y) = (try NumericValues.doubles(call[0], "x"), try NumericValues.doubles(call[1], "y"))
      guard x.count == y.count else {
        throw ScriptError(
          .valueError, "x and y must have same first dimension, but have shapes (\(x.count),) and (\(y.count),)")
      }
      (line.x, line.y) = (x, y)
      return .none
    }
    type.method("set_linewidth", "w") { call in
      try line(call).width = call[0].asDouble("linewidth")
      return .none
    }
    type.method("set_linestyle", "ls") { call in
      try line(call).style = LineStyle(parsing: call[0].asString("linestyle"))
      return .none
    }
    type.method("get_color") { call in
      let (r, g, b) = ((me(call.receiver).mark as? LineMark)?.color ?? .black).bytes
      return Value("#" + [r, g, b].map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined())
    }
  }

  private func setColor(_ color: Color) {
    switch mark {
    case let mark as LineMark: mark.color = color
    case let mark as RuleMark: mark.color = color
    case let mark as FillMark: mark.color = color
    case let mark as TextMark: mark.color = color
    case let mark as ScatterMark: mark.colors = [color]
    case let mark as ErrorBarMark: mark.color = color
    default: break
    }
  }

  private func setAlpha(_ alpha: Double) {
    switch mark {
    case let mark as LineMark: mark.alpha = alpha
    case let mark as RuleMark: mark.alpha = alpha
    case let mark as FillMark: mark.alpha = alpha
    case let mark as TextMark: mark.alpha = alpha
    case let mark as ScatterMark: mark.alpha = alpha
    case let mark as ErrorBarMark: mark.alpha = alpha
    case let mark as ImageMark: mark.alpha = alpha
    default: break
    }
  }

  /// Without an address, so that a notebook prints the same twice.
  override func repr() throws -> String {
    if let text = mark as? TextMark {
      return "Text(\(try Value(text.x).repr()), \(try Value(text.y).repr()), \(try Value(text.text).repr()))"
    }
    return mark.label.map { "\(type.name)(\($0))" } ?? "<\(type.module).\(type.name)>"
  }
}

/// What `title` and `xlabel` give back.
final class LabelObject: Object {
  private let x, y: Value
  private let text: String

  init(_ text: String, x: Value, y: Value) {
    self.text = text
    self.x = x
    self.y = y
    super.init(type: Self.type)
  }

  private static let type: TypeObject = {
    let type = TypeObject("Text", module: "matplotlib.text", isInheritable: false)
    type.method("get_text") { call in Value(call.me(LabelObject.self).text) }
    return type
  }()

  override func repr() throws -> String { "Text(\(try x.repr()), \(try y.repr()), \(try Value(text).repr()))" }
}

/// The bars of one call of `bar`, `barh` or `hist`: a sequence of rectangles.
final class BarContainerObject: Object {
  let mark: BarMark

  init(_ mark: BarMark) {
    self.mark = mark
    super.init(type: Self.type)
  }

  static let type: TypeObject = {
    let type = TypeObject("BarContainer", module: "matplotlib.container", isInheritable: false)
    type.property(
      "patches",
      get: { value in
        Value(list: try value.items())
      })
    type.method("set_label", "s") { call in
      call.me(BarContainerObject.self).mark.label = try call[0].text()
      return .none
    }
    type.method("get_label") { call in Value(call.me(BarContainerObject.self).mark.label ?? "") }
    return type
  }()

  private var rectangles: [Value] { mark.bars.indices.map { Value(RectangleObject(mark, $0)) } }

  override func repr() throws -> String { "<BarContainer object of \(mark.bars.count) artists>" }
  override func length() throws -> Int? { mark.bars.count }
  override func iterate() throws -> IteratorObject? { try Value(list: rectangles).iterate() }
  override func getItem(_ key: Value) throws -> Value { try Value(list: rectangles).getItem(key) }
}

/// One bar.
final class RectangleObject: Object {
  private let mark: BarMark
  private let index: Int

  init(_ mark: BarMark, _ index: Int) {
    self.mark = mark
    self.index = index
    super.init(type: Self.type)
  }

  private var frame: (x: Double, y: Double, width: Double, height: Double) {
    let bar = mark.bars[index]
    return mark.orientation == .vertical
      ? (bar.start, bar.base, bar.end - bar.start, bar.value - bar.base)
      : (bar.base, bar.start, bar.value - bar.base, bar.end - bar.start)
  }

  private static let type: TypeObject = {
    let type = TypeObject("Rectangle", module: "matplotlib.patches", isInheritable: false)
    type.method("get_x") { call in Value(call.me(RectangleObject.self).frame.x) }
    type.method("get_y") { call in Value(call.me(RectangleObject.self).frame.y) }
    type.method("get_width") { call in Value(call.me(RectangleObject.self).frame.width) }
    type.method("get_height") { call in Value(call.me(RectangleObject.self).frame.height) }
    for name in ["set_color", "set_facecolor"] {
      type.method(name, "c") { call in
        let me = call.me(RectangleObject.self)
        let color = try PlotValues.color(call[0], "color")
        let colors = me.mark.colors
        me.mark.colors = me.mark.bars.indices.map { $0 == me.index ? color : colors[$0 % colors.count] }
        return .none
      }
    }
    return type
  }()

  override func repr() throws -> String {
    let (x, y, width, height) = frame
    let parts = try [x, y, width, height].map { try Value($0).format("g") }
    return "Rectangle(xy=(\(parts[0]), \(parts[1])), width=\(parts[2]), height=\(parts[3]), angle=0)"
  }
}
