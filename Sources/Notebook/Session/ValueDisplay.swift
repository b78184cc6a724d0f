import Script
import Support

/// What a value shows when it is the value of a cell or of a line.
public enum ValueDisplay {
  /// The richest forms of `value`: its own display data, its HTML beside its `repr`, or its `repr`.
  ///
  /// - Throws: what the value's own `__repr__` throws.
  public static func data(_ value: Value, in interpreter: Interpreter) throws -> DisplayData {
    try interpreter.session {
      if let shown = value.object as? any Displayable { return try shown.displayData() }
      return DisplayData(text: try value.repr(), html: try value.object?.html())
    }
  }
}
