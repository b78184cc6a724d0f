/// Looking at values in place without retaining what they hold: for the machine's fast paths.
///
/// The layout of ``Value`` (payload in the first eight bytes, then the number of the case) is checked once by
/// ``checkLayout()`` when the first machine is made.
extension UnsafeMutablePointer where Pointee == Value {
  @usableFromInline static var objectTag: UInt8 { 3 }

  @inline(__always) var tag: UInt8 { UnsafeRawPointer(self).load(fromByteOffset: 8, as: UInt8.self) }

  /// The object held here, unretained; `nil` for other values.
  @inline(__always) var held: Unmanaged<Object>? {
    tag == Self.objectTag ? Unmanaged.fromOpaque(UnsafeRawPointer(self).load(as: UnsafeRawPointer.self)) : nil
  }

  /// The object held here, which the compiler of the language guarantees to be a `T`.
  @inline(__always) func certain<T: Object>(_: T.Type) -> Unmanaged<T> {
    Unmanaged.fromOpaque(UnsafeRawPointer(self).load(as: UnsafeRawPointer.self))
  }

  static func checkLayout() {
    let object = StrObject.empty
    var values: [Value] = [.bool(true), .int(5), .float(1), .object(object), .none]
    let isAsExpected = values.withUnsafeMutableBufferPointer { buffer in
      let base = buffer.baseAddress.unsafelyUnwrapped
      return base[3].object === object && (base + 3).held?.toOpaque() == Unmanaged.passUnretained(object).toOpaque()
        && [0, 1, 2, 4].allSatisfy { (base + $0).held == nil }
    }
    precondition(isAsExpected, "the layout of values has changed")
  }
}

extension Unmanaged where Instance == Object {
  @inline(__always) var kind: Layout { _withUnsafeGuaranteedRef { $0.kind } }
  @inline(__always) func cast<T: Object>(_: T.Type) -> Unmanaged<T> { Unmanaged<T>.fromOpaque(toOpaque()) }
}
