import Script

/// Every native module that programs can import. Registering costs nothing until one is imported; each module adds its
/// line here.
public enum NativeModules {
  /// Makes all of them known to `interpreter`.
  public static func register(in interpreter: Interpreter) {
    DatasetsModule.register(in: interpreter)
    PandasModule.register(in: interpreter)
    TorchModule.register(in: interpreter)
    TqdmModule.register(in: interpreter)
    TRLModule.register(in: interpreter)
    TransformersModule.register(in: interpreter)
    NumPyModule.register(in: interpreter)
    MatplotlibModule.register(in: interpreter)
    IPythonDisplay.register(in: interpreter)
  }

  /// What modules do when a cell ends: open figures are shown.
  public static func cellEnded(in interpreter: Interpreter) throws {
    try MatplotlibModule.showOpenFigures(in: interpreter)
  }
}
