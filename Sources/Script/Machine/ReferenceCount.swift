/// Strong reference counts of native objects, counted inline and without atomics: the objects of the language are
/// touched under one lock.
///
/// The word after the type pointer of a native Swift object holds the count of strong references beyond the first in
/// bits 33 to 62; bit 63 marks objects that keep it elsewhere. Whatever is not the plain case goes to the runtime.
/// `isAsExpected()` checks this against the runtime when the first machine is made.
enum ReferenceCount {
  @inline(__always) private static var one: Int64 { 1 << 33 }

  @inline(__always) private static func word(_ object: UInt64) -> UnsafeMutablePointer<Int64> {
    UnsafeMutablePointer(bitPattern: UInt(object) &+ 8).unsafelyUnwrapped
  }

  @inline(__always) static func retain(_ object: UInt64) {
    let word = word(object)
    let bits = word.pointee
    let more = bits &+ one
    if bits | more < 0 { retainSlowly(object) } else { word.pointee = more }
  }

  @inline(__always) static func release(_ object: UInt64) {
    let word = word(object)
    let bits = word.pointee
    let fewer = bits &- one
    if bits | fewer < 0 { releaseSlowly(object) } else { word.pointee = fewer }
  }

  @inline(__always) static func retain<T: Object>(_ object: Unmanaged<T>) {
    retain(UInt64(UInt(bitPattern: object.toOpaque())))
  }
  @inline(__always) static func release<T: Object>(_ object: Unmanaged<T>) {
    release(UInt64(UInt(bitPattern: object.toOpaque())))
  }

  /// Whether the object has but one strong reference.
  @inline(__always) static func isUnique<T: Object>(_ object: Unmanaged<T>) -> Bool {
    word(UInt64(UInt(bitPattern: object.toOpaque()))).pointee >> 33 == 0
  }

  @inline(never) private static func retainSlowly(_ object: UInt64) {
    _ = reference(object).retain()
  }

  /// The last reference goes, or the count is kept elsewhere.
  @inline(never) private static func releaseSlowly(_ object: UInt64) {
    reference(object).release()
  }

  @inline(__always) private static func reference(_ object: UInt64) -> Unmanaged<Object> {
    Unmanaged.fromOpaque(UnsafeRawPointer(bitPattern: UInt(object)).unsafelyUnwrapped)
  }

  /// Whether counts are where they are expected.
  @inline(never) static func isAsExpected() -> Bool {
    let object = CellObject()
    let reference = Unmanaged.passRetained(object as Object)
    let bits = UInt64(UInt(bitPattern: reference.toOpaque()))
    let before = word(bits).pointee
    _ = reference.retain()
    let between = word(bits).pointee
    release(bits)
    let after = word(bits).pointee
    reference.release()
    return withExtendedLifetime(object) { before > 0 && between == before + one && after == before }
  }
}
