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
    TransformersModule.register(in: interpreter)
  }
}
