import Dataset
import Script

/// The module `pandas`.
public enum PandasModule {
  /// Makes `import pandas` work in `interpreter`.
  public static func register(in interpreter: Interpreter) {
    interpreter.register(module: "pandas") { namespace in fill(namespace) }
  }

  static func fill(_ namespace: Namespace) {
    namespace.type(FrameObject.type)
    namespace.type(SeriesObject.type)
    namespace["__version__"] = Value("2.2.0")
    namespace.function("read_csv", "filepath_or_buffer, sep=',', names=None, **kwargs") { call in
      var options = CSVOptions()
      options.delimiter = try call.string(1).utf8.first ?? options.delimiter
      if !call.isNone(2) { options.columnNames = try DatasetMethods.names(call[2], "names") }
      let table = try CSVReader.read(try call[0].asString("filepath_or_buffer"), options: options)
      return Value(try DatasetObject(table).frame(0..<table.rowCount))
    }
    namespace.function("concat", "objs, axis=0, ignore_index=False, **kwargs") { call in
      let frames = try call.list(0).map { try $0.asObject(FrameObject.self, "objs", named: "DataFrame") }
      guard let first = frames.first else { throw ScriptError(.valueError, "No objects to concatenate") }
      if call[1].exactInt == 1 { return Value(try FrameObject(frames.flatMap(\.pairs), index: first.index)) }
      var names = first.names
      for frame in frames { for name in frame.names where !names.contains(name) { names.append(name) } }
      let columns = try names.map { name in
        (
          name,
          try frames.flatMap { frame in
            frame.names.contains(name)
              ? try frame.column(name).values : Array(repeating: .float(.nan), count: frame.rowCount)
          }
        )
      }
      return Value(try FrameObject(columns, index: call.bool(2) ? nil : PandasIndex(frames.flatMap(\.index.values))))
    }
    for name in ["isna", "isnull"] {
      namespace.function(name, "obj") { call in .bool(PandasStatistics.isMissing(call[0])) }
    }
    namespace.function("set_option", "*args, **kwargs") { _ in .none }
  }
}
