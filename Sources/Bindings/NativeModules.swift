import Script

/// Every native module that programs can import. Registering costs nothing until one is imported; each module adds its
/// line here.
public enum NativeModules {
  /// Makes all of them known to `interpreter`.
  public static func register(in interpreter: Interpreter) {
    TorchModule.register(in: interpreter)
  }
}
