import Plot
import Script

/// One plot in the language.
final class AxesObject: Object {
  let axes: Axes
  /// Keeps the figure alive as long as a program holds one of its plots.
  let figure: Figure
  private weak var owner: FigureObject?

  init(_ axes: Axes, _ owner: FigureObject) {
    self.axes = axes
    self.owner = owner
    figure = owner.figure
    super.init(type: Self.type)
  }

  override func repr() throws -> String {
    let title = axes.title.isEmpty ? "" : " title=\(try Value(axes.title).repr())"
    return "<Axes:\(title) \(axes.marks.count) marks>"
  }

  /// A method of axes, which `matplotlib.pyplot` also offers as a function of the current axes.
  struct Command {
    typealias Body = (AxesObject, PlotArguments) throws -> Value
    let name: String
    /// The name of the function in `pyplot`; `nil` when there is none.
    let function: String?
    let signature: String
    let body: Body

    init(_ name: String, function: String? = nil, isFunction: Bool = true, _ signature: String, _ body: @escaping Body)
    {
      self.name = name
      self.function = isFunction ? function ?? name : nil
      self.signature = signature
      self.body = body
    }
  }

  static let commands = markCommands + areaCommands + decorationCommands + axisCommands

  static let type: TypeObject = {
    let type = TypeObject("Axes", module: "matplotlib.axes", isInheritable: false)
    for command in commands {
      let index = PlotArguments.index(command.signature)
      type.method(command.name, command.signature) { call in
        try command.body(call.me(AxesObject.self), PlotArguments(call, index))
      }
    }
    type.property(
      "figure",
      get: { value in
        guard let me = value.object as? AxesObject else { return .none }
        return Value(me.owner ?? FigureObject(me.figure, number: 0))
      })
    type.method("get_figure") { call in try call.receiver.getAttribute("figure") }
    type.property(
      "lines",
      get: { value in
        guard let me = value.object as? AxesObject else { return .none }
        return Value(list: me.axes.marks.filter { $0 is LineMark }.map { Value(ArtistObject($0, me.axes)) })
      })
    type.property("transAxes", get: { _ in Value(PlotTransformObject(.plot)) })
    type.property("transData", get: { _ in Value(PlotTransformObject(.data)) })
    type.method("get_title") { call in Value(call.me(AxesObject.self).axes.title) }
    type.method("get_xlabel") { call in Value(call.me(AxesObject.self).axes.x.label) }
    type.method("get_ylabel") { call in Value(call.me(AxesObject.self).axes.y.label) }
    type.method("twinx") { call in
      let me = call.me(AxesObject.self)
      let twin = me.axes.makeTwin()
      return Value(me.owner?.object(for: twin) ?? AxesObject(twin, FigureObject(me.figure, number: 0)))
    }
    return type
  }()

  /// Adds `mark` and gives its object.
  func add(_ mark: Mark) -> Value {
    axes.add(mark)
    return Value(ArtistObject(mark, axes))
  }

  /// Places along the horizontal axis: numbers, or the positions of names.
  func xValues(_ value: Value, _ what: String = "x") throws -> [Double] {
    if let names = try NumericValues.strings(value) { return names.map { axes.x.position(ofCategory: $0) } }
    return try NumericValues.doubles(value, what)
  }

  /// Places along the vertical axis.
  func yValues(_ value: Value, _ what: String = "y") throws -> [Double] {
    if let names = try NumericValues.strings(value) { return names.map { axes.y.position(ofCategory: $0) } }
    return try NumericValues.doubles(value, what)
  }

  /// - Throws: matplotlib's `ValueError` when the two have different lengths.
  static func checkLengths(_ x: [Double], _ y: [Double]) throws {
    if x.count != y.count {
      throw ScriptError(
        .valueError, "x and y must have same first dimension, but have shapes (\(x.count),) and (\(y.count),)",
        hint: "give as many x as y values")
    }
  }
}
