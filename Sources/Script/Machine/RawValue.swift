/// Values in place: looked at without retaining what they hold, and copied with reference counts that are counted
/// inline. For the machine's loop and the containers, where calls into the Swift runtime would be half of the time.
///
/// The layout of ``Value`` (payload in the first eight bytes, then the number of the case) is checked once by
/// ``checkLayout()`` when the first machine is made.
extension UnsafeMutablePointer where Pointee == Value {
  @usableFromInline static var objectTag: UInt8 { 3 }
  /// The sixteen bytes of ``Value/unset``.
  @inline(__always) private static var unsetBits: SIMD2<UInt64> { SIMD2(1, 4) }

  @inline(__always) var tag: UInt8 { UnsafeRawPointer(self).load(fromByteOffset: 8, as: UInt8.self) }
  @inline(__always) private var payload: UInt64 { UnsafeRawPointer(self).load(as: UInt64.self) }

  /// The object held here, unretained; `nil` for other values.
  @inline(__always) var held: Unmanaged<Object>? {
    tag == Self.objectTag ? Unmanaged.fromOpaque(UnsafeRawPointer(self).load(as: UnsafeRawPointer.self)) : nil
  }

  /// The object held here, which the compiler of the language guarantees to be a `T`.
  @inline(__always) func certain<T: Object>(_: T.Type) -> Unmanaged<T> {
    Unmanaged.fromOpaque(UnsafeRawPointer(self).load(as: UnsafeRawPointer.self))
  }

  // MARK: Replacing the value here

  /// Replaces it by an integer.
  @inline(__always) func set(int value: Int) { setBits(UInt64(bitPattern: Int64(value)), 1) }
  /// Replaces it by a float.
  @inline(__always) func set(float value: Double) { setBits(value.bitPattern, 2) }
  /// Replaces it by a truth value.
  @inline(__always) func set(bool value: Bool) { setBits(value ? 1 : 0, 0) }
  /// Replaces it by `None`.
  @inline(__always) func setNone() { setBits(0, 4) }
  /// Empties it.
  @inline(__always) func clear() {
    let (oldTag, old) = (tag, payload)
    UnsafeMutableRawPointer(self).storeBytes(of: Self.unsetBits, as: SIMD2<UInt64>.self)
    if oldTag == Self.objectTag { ReferenceCount.release(old) }
  }

  @inline(__always) private func setBits(_ bits: UInt64, _ newTag: UInt8) {
    let (oldTag, old) = (tag, payload)
    UnsafeMutableRawPointer(self).storeBytes(of: bits, as: UInt64.self)
    UnsafeMutableRawPointer(self).storeBytes(of: newTag, toByteOffset: 8, as: UInt8.self)
    if oldTag == Self.objectTag { ReferenceCount.release(old) }
  }

  /// Replaces it by the value at `source`.
  @inline(__always) func copy(_ source: UnsafeMutablePointer<Value>) {
    let (newTag, new) = (source.tag, source.payload)
    if newTag == Self.objectTag { ReferenceCount.retain(new) }
    setBits(new, newTag)
  }

  /// Replaces it by `value`, whose ownership passes.
  @inline(__always) func take(_ value: __owned Value) {
    let (oldTag, old) = (tag, payload)
    initialize(to: value)
    if oldTag == Self.objectTag { ReferenceCount.release(old) }
  }

  /// Replaces it by the object at `object`.
  @inline(__always) func set<T: Object>(_ object: Unmanaged<T>) {
    let bits = UInt64(UInt(bitPattern: object.toOpaque()))
    ReferenceCount.retain(bits)
    setBits(bits, Self.objectTag)
  }

  /// Replaces it by the value at `source`, which is left empty.
  @inline(__always) func move(_ source: UnsafeMutablePointer<Value>) {
    let (newTag, new) = (source.tag, source.payload)
    UnsafeMutableRawPointer(source).storeBytes(of: Self.unsetBits, as: SIMD2<UInt64>.self)
    setBits(new, newTag)
  }

  /// Replaces the integer here, which needs no release.
  @inline(__always) func overwrite(int value: Int) {
    UnsafeMutableRawPointer(self).storeBytes(of: value, as: Int.self)
  }

  /// Takes the value out, leaving the place empty; give it to ``put(_:)`` or ask for its ``Extracted/value``, once.
  @inline(__always) func extract() -> Extracted {
    let extracted = Extracted(payload: payload, tag: tag)
    UnsafeMutableRawPointer(self).storeBytes(of: Self.unsetBits, as: SIMD2<UInt64>.self)
    return extracted
  }

  /// Replaces the value here by one that was taken out elsewhere.
  @inline(__always) func put(_ value: Extracted) { setBits(value.payload, value.tag) }

  /// `a is b`
  @inline(__always) func isIdentical(to other: UnsafeMutablePointer<Value>) -> Bool {
    if tag != other.tag { return false }
    if tag == 0 || tag == 4 { return UInt8(truncatingIfNeeded: payload) == UInt8(truncatingIfNeeded: other.payload) }
    return payload == other.payload
  }

  /// Says that the object here has moved to `object`.
  @inline(__always) func replaceObject(_ object: UnsafeMutableRawPointer) {
    UnsafeMutableRawPointer(self).storeBytes(of: object, as: UnsafeMutableRawPointer.self)
  }

  // MARK: Fresh memory

  /// Puts a copy of the value at `source` here, where no value is.
  @inline(__always) func initializeCopy(_ source: UnsafeMutablePointer<Value>) {
    let (newTag, new) = (source.tag, source.payload)
    if newTag == Self.objectTag { ReferenceCount.retain(new) }
    UnsafeMutableRawPointer(self).storeBytes(of: new, as: UInt64.self)
    UnsafeMutableRawPointer(self).storeBytes(of: newTag, toByteOffset: 8, as: UInt8.self)
  }

  /// Puts copies of `count` values at `source` here, where none are.
  @inline(__always) func initializeCopies(_ source: UnsafeMutablePointer<Value>, _ count: Int) {
    var index = 0
    while index < count {
      (self + index).initializeCopy(source + index)
      index += 1
    }
  }

  /// Puts empty values here, where none are.
  @inline(__always) func initializeEmpty(_ count: Int) {
    var index = 0
    while index < count {
      UnsafeMutableRawPointer(self + index).storeBytes(of: Self.unsetBits, as: SIMD2<UInt64>.self)
      index += 1
    }
  }

  /// Lets go of `count` values; the memory holds none afterwards.
  @inline(__always) func releaseAll(_ count: Int) {
    var index = 0
    while index < count {
      if (self + index).tag == Self.objectTag { ReferenceCount.release((self + index).payload) }
      index += 1
    }
  }

  static func checkLayout() {
    let object = StrObject.empty
    var values: [Value] = [.bool(true), .int(5), .float(1), .object(object), .none, .unset]
    let isAsExpected = values.withUnsafeMutableBufferPointer { buffer in
      let base = buffer.baseAddress.unsafelyUnwrapped
      let tags = (0..<6).map { (base + $0).tag }
      return base[3].object === object && (base + 3).held?.toOpaque() == Unmanaged.passUnretained(object).toOpaque()
        && tags == [0, 1, 2, 3, 4, 4] && (base + 4).payload & 0xFF == 0 && (base + 5).payload & 0xFF == 1
    }
    precondition(
      isAsExpected && ReferenceCount.isAsExpected() && StrObject.isLaidOutAsExpected()
        && TupleObject.isLaidOutAsExpected(), "the layout of values has changed")
  }
}

/// A value on the way from one place to another: its count of references is the holder's to keep.
struct Extracted {
  let payload: UInt64
  let tag: UInt8

  /// The value, whose ownership passes to the caller.
  @inline(__always) var value: Value {
    withUnsafeTemporaryAllocation(of: Value.self, capacity: 1) { buffer in
      let place = buffer.baseAddress.unsafelyUnwrapped
      UnsafeMutableRawPointer(place).storeBytes(of: payload, as: UInt64.self)
      UnsafeMutableRawPointer(place).storeBytes(of: tag, toByteOffset: 8, as: UInt8.self)
      return place.move()
    }
  }
}

extension Unmanaged where Instance == CellObject {
  /// Where the variable's value is.
  @inline(__always) var variable: UnsafeMutablePointer<Value> {
    _withUnsafeGuaranteedRef { cell in withUnsafeMutablePointer(to: &cell.value) { $0 } }
  }
}

extension Unmanaged where Instance == Object {
  @inline(__always) var kind: Layout { _withUnsafeGuaranteedRef { $0.kind } }
  @inline(__always) func cast<T: Object>(_: T.Type) -> Unmanaged<T> { Unmanaged<T>.fromOpaque(toOpaque()) }
}
