import Script
import Support

/// The module `IPython.display`: rich output from programs.
public enum IPythonDisplay {
  /// Makes `from IPython.display import display, HTML, Markdown, clear_output` work in `interpreter`.
  public static func register(in interpreter: Interpreter) {
    // Notebooks use it without an import.
    interpreter.builtins["display"] = displayFunction
    interpreter.register(module: "IPython.display") { namespace in
      namespace["display"] = displayFunction
      namespace.type(RichText.htmlType)
      namespace.type(RichText.markdownType)
      namespace.function("clear_output", "wait=False") { call in
        call.interpreter.flush()
        Display.clearHandler?(try call.bool(0))
        return .none
      }
    }
    interpreter.register(module: "IPython") { interpreter in
      let module = ModuleObject("IPython")
      module.namespace["display"] = Value(try interpreter.importModule("IPython.display"))
      module.namespace.function("get_ipython") { _ in .none }
      return module
    }
  }

  /// `display(*objects)`: each in its richest form; as text where no front end takes it.
  public static let displayFunction = Value(
    NativeFunction("display", "*objs, include=None, exclude=None, metadata=None, clear=False, display_id=None") {
      call in
      for value in call.rest(0) {
        call.interpreter.flush()
        let data = try data(of: value)
        if !Display.show(data) { call.interpreter.write((data.terminal ?? data.text) + "\n") }
      }
      return .none
    })

  /// What a front end is given for `value`.
  public static func data(of value: Value) throws -> DisplayData {
    if let displayable = value.object as? Displayable { return try displayable.displayData() }
    let text = try value.repr()
    if let html = try value.object?.html() { return DisplayData(text: text, html: html) }
    return DisplayData(text: text)
  }
}

/// `HTML(…)` and `Markdown(…)`: text that a front end renders.
final class RichText: Object, Displayable {
  private let source: String

  private init(_ source: String, _ type: TypeObject) {
    self.source = source
    super.init(type: type)
  }

  static let htmlType = make("HTML")
  static let markdownType = make("Markdown")

  private static func make(_ name: String) -> TypeObject {
    let type = TypeObject(name, module: "IPython.core.display", isInheritable: false)
    type.constructor("data=''") { call in Value(RichText(try call[0].text(), call.type)) }
    type.property("data", get: { value in Value((value.object as? RichText)?.source ?? "") })
    return type
  }

  override func repr() throws -> String { "<IPython.core.display.\(type.name) object>" }
  override func html() throws -> String? { type === Self.htmlType ? source : nil }

  func displayData() throws -> DisplayData {
    type === Self.htmlType
      ? DisplayData(text: try repr(), html: source, terminal: plainText)
      : DisplayData(text: try repr(), terminal: source, markdown: source)
  }

  /// The text between the tags.
  private var plainText: String {
    var (text, isTag) = ("", false)
    for character in source {
      if character == "<" {
        isTag = true
      } else if character == ">" {
        isTag = false
      } else if !isTag {
        text.append(character)
      }
    }
    for (entity, plain) in [
      ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&nbsp;", " "), ("&amp;", "&"),
    ] {
      text = text.split(separator: entity, omittingEmptySubsequences: false).joined(separator: plain)
    }
    return text
  }
}
