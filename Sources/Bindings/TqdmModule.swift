import Script
import Support

/// The modules `tqdm` and `tqdm.auto`: progress of loops, drawn by whoever shows the run.
public enum TqdmModule {
  /// Makes `from tqdm import tqdm` and `from tqdm.auto import tqdm` work in `interpreter`.
  public static func register(in interpreter: Interpreter) {
    interpreter.register(module: "tqdm") { interpreter in
      let module = ModuleObject("tqdm")
      fill(module.namespace)
      for name in ["auto", "notebook", "std"] {
        module.namespace[name] = Value(try interpreter.importModule("tqdm." + name))
      }
      return module
    }
    for name in ["tqdm.auto", "tqdm.notebook", "tqdm.std"] {
      interpreter.register(module: name) { namespace in fill(namespace) }
    }
  }

  private static func fill(_ namespace: Namespace) {
    namespace.type(TqdmObject.type)
    namespace.function("trange", "*args, **kwargs") { call in
      guard let range = call.interpreter.builtins["range"] else { return .none }
      let values = try range.call(Arguments(call.rest(0)))
      return try Value(TqdmObject.type).call(Arguments([values], keywords: call.keywords(1)))
    }
  }
}

/// `tqdm(iterable)`: the iterable's values, with progress reported as they are taken.
final class TqdmObject: Object {
  private let iterable: Value
  private var label: String
  private let total: Int?
  private let unit: String
  private let isSilent: Bool
  private var done = 0

  init(_ iterable: Value, label: String, total: Int?, unit: String, isSilent: Bool) {
    self.iterable = iterable
    self.label = label
    self.total = total
    self.unit = unit
    self.isSilent = isSilent
    super.init(type: Self.type)
  }

  static let type: TypeObject = {
    let type = TypeObject("tqdm", module: "tqdm", isInheritable: false)
    type.constructor("iterable=None, desc=None, total=None, leave=True, disable=False, unit='it', initial=0, **kwargs")
    { call in
      let total = call.isNone(2) ? try? call[0].length() : Int(try call.double(2))
      return Value(
        TqdmObject(
          call[0], label: call.isNone(1) ? "" : try call[1].text(), total: total, unit: try call[5].text(),
          isSilent: try call[4].isTrue()))
    }
    type.classMethod("pandas", "*args, **kwargs") { _ in .none }
    type.classMethod("write", "s, **kwargs") { call in
      call.interpreter.write(try call[0].text() + "\n")
      return .none
    }
    type.method("update", "n=1") { call in
      call.me(TqdmObject.self).advance(by: try call.int(0))
      return .none
    }
    for name in ["set_description", "set_description_str"] {
      type.method(name, "desc=None, refresh=True") { call in
        call.me(TqdmObject.self).label = call.isNone(0) ? "" : try call[0].text()
        return .none
      }
    }
    for name in ["set_postfix", "set_postfix_str", "refresh", "reset", "clear"] {
      type.method(name, "*args, **kwargs") { _ in .none }
    }
    type.method("close") { call in
      call.me(TqdmObject.self).finish()
      return .none
    }
    return type
  }()

  private func advance(by count: Int) {
    done += count
    if !isSilent, done != total { Progress.report(label, done: done, of: total, unit: unit) }
  }

  /// Ends the bar: done is the whole.
  private func finish() {
    if !isSilent { Progress.report(label, done: done, of: done, unit: unit) }
  }

  override func iterate() throws -> IteratorObject? {
    if iterable.isNone { throw ScriptError(.typeError, "'NoneType' object is not iterable") }
    let inner = try iterable.iterate()
    done = 0
    var isFinished = false
    var started = false
    return NativeIterator(typeName: "generator") { [self] in
      // What was given out before is done when the next is asked for.
      if started { advance(by: 1) }
      started = true
      if let value = try inner.next() { return value }
      if !isFinished {
        isFinished = true
        done = max(0, done)
        finish()
      }
      started = false
      return nil
    }
  }

  override func length() throws -> Int? { total }
  override func truth() throws -> Bool { true }
  override func enter() throws -> Value { Value(self) }
  override func exit(_ error: ExceptionObject?) throws -> Bool {
    finish()
    return false
  }
  override func getAttribute(_ name: String) throws -> Value? {
    switch name {
    case "n": .int(done)
    case "total": total.map { .int($0) } ?? Value.none
    case "desc": Value(label)
    default: nil
    }
  }
  override func repr() throws -> String {
    "\(label.isEmpty ? "" : label + ": ")\(done)/\(total.map(String.init) ?? "?")"
  }
}
