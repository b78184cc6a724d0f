import CRuntime
import Glibc
import Support

/// A string: a sequence of code points, indexed in constant time. Text that is all ASCII is held one byte a code
/// point; other text two, or four when a code point needs more than sixteen bits: always as few as can be. Lone
/// surrogates are held as they are.
///
/// The text follows the fields of the object in one piece of memory.
public class StrObject: Object, TextAllocated {
  /// The number of code points.
  public private(set) final var count: Int
  private final var cachedHash = 0
  /// Where the text begins, counted from the object.
  static let headerSize = 48

  /// Objects are made by ``allocate(count:unit:type:)``: this only tells the compiler what fields there are.
  private init() {
    count = 0
    super.init(type: .str, layout: .str)
  }

  /// Whether every code point is below 128, and ``ascii`` holds them.
  @inline(__always) public final var isASCII: Bool { note == 0 }
  /// One, two or four bytes a code point.
  enum Unit: UInt8 { case ascii, short, full }
  @inline(__always) final var unit: Unit { Unit(rawValue: note).unsafelyUnwrapped }
  /// The bytes that the text takes.
  private final var byteCount: Int { count << Int(note) }

  @inline(__always) private final var storage: UnsafeMutableRawPointer {
    Unmanaged.passUnretained(self).toOpaque() + Self.headerSize
  }

  /// A string of `count` code points whose text is to be filled in before anyone looks.
  ///
  /// The fields are written one by one: a Swift initialiser cannot make an object that is longer than its fields.
  /// ``isLaidOutAsExpected()`` checks where they are.
  static func allocate(count: Int, unit: Unit, type: TypeObject) -> StrObject {
    let isPlain = !type.isUserDefined
    let metadata = unsafeBitCast(isPlain ? StrObject.self : ExtendedStr.self, to: UnsafeRawPointer.self)
    let object = allocate_object(metadata, headerSize + count << Int(unit.rawValue), 7).unsafelyUnwrapped
    let typePointer = UnsafeRawPointer(Unmanaged.passUnretained(type).toOpaque())
    object.storeBytes(of: typePointer, toByteOffset: 16, as: UnsafeRawPointer.self)
    object.storeBytes(of: Layout.str.rawValue, toByteOffset: 24, as: UInt8.self)
    object.storeBytes(of: (isPlain ? Layout.str : .native).rawValue, toByteOffset: 25, as: UInt8.self)
    object.storeBytes(of: unit.rawValue, toByteOffset: 26, as: UInt8.self)
    object.storeBytes(of: count, toByteOffset: 32, as: Int.self)
    object.storeBytes(of: 0, toByteOffset: 40, as: Int.self)
    return Unmanaged<StrObject>.fromOpaque(object).takeRetainedValue()
  }

  /// Whether the fields are where ``allocate(count:unit:type:)`` puts them.
  static func isLaidOutAsExpected() -> Bool {
    let text = StrObject(scalars: [0x1F642, 65, 66])
    let end = withUnsafeMutablePointer(to: &text.cachedHash) { UnsafeRawPointer($0) + 8 }
    return UnsafeRawPointer(Unmanaged.passUnretained(text).toOpaque()) + headerSize == end && text.count == 3
      && text.layout == .str && text.kind == .str && text.unit == .full && text.type === TypeObject.str && text[2] == 66
  }

  /// The code points as bytes; only when ``isASCII``.
  public final var ascii: UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(start: UnsafePointer(storage.assumingMemoryBound(to: UInt8.self)), count: isASCII ? count : 0)
  }

  /// The text as units of a type.
  final func units<T>(_: T.Type) -> UnsafeMutablePointer<T> { storage.assumingMemoryBound(to: T.self) }

  /// Whether there is a lone surrogate in the text.
  final var hasSurrogates: Bool {
    switch unit {
    case .ascii: false
    case .short: UnsafeBufferPointer(start: units(UInt16.self), count: count).contains { $0 >= 0xD800 && $0 < 0xE000 }
    case .full: UnsafeBufferPointer(start: units(UInt32.self), count: count).contains { $0 >= 0xD800 && $0 < 0xE000 }
    }
  }

  /// The shared one-character string of the code point at `index`; only when ``isASCII``.
  @inline(__always) final func asciiCharacter(_ index: Int) -> Unmanaged<StrObject> {
    Self.asciiCharacters[Int(storage.load(fromByteOffset: index, as: UInt8.self))]
  }

  /// The code point at `index`, which must be within `0..<count`.
  @inline(__always) public final subscript(index: Int) -> UInt32 {
    switch unit {
    case .ascii: UInt32(storage.assumingMemoryBound(to: UInt8.self)[index])
    case .short: UInt32(storage.assumingMemoryBound(to: UInt16.self)[index])
    case .full: storage.assumingMemoryBound(to: UInt32.self)[index]
    }
  }

  /// Copies the code points `range` to `target`.
  final func copy(_ range: Range<Int>, to target: UnsafeMutablePointer<UInt32>) {
    switch unit {
    case .ascii: Self.widen(units(UInt8.self) + range.lowerBound, range.count, target)
    case .short: Self.widen(units(UInt16.self) + range.lowerBound, range.count, target)
    case .full: target.update(from: units(UInt32.self) + range.lowerBound, count: range.count)
    }
  }

  @inline(__always)
  private static func widen<T: FixedWidthInteger, U: FixedWidthInteger>(
    _ source: UnsafeMutablePointer<T>, _ count: Int, _ target: UnsafeMutablePointer<U>
  ) {
    for index in 0..<count { target[index] = U(truncatingIfNeeded: source[index]) }
  }

  /// Copies the text, which needs no more than sixteen bits a code point, to `target`.
  private final func copy(toShort target: UnsafeMutablePointer<UInt16>) {
    if isASCII {
      Self.widen(units(UInt8.self), count, target)
    } else {
      target.update(from: units(UInt16.self), count: count)
    }
  }

  /// The code points as an array.
  public final var scalars: [UInt32] {
    [UInt32](unsafeUninitializedCapacity: count) { buffer, filled in
      if count > 0 { copy(0..<count, to: buffer.baseAddress.unsafelyUnwrapped) }
      filled = count
    }
  }

  /// The text as a Swift string; lone surrogates become U+FFFD.
  public final var string: String {
    if isASCII { return String(decoding: ascii, as: UTF8.self) }
    return String(decoding: utf8, as: UTF8.self)
  }

  /// The text in UTF-8; a lone surrogate is written in its three generalised bytes.
  public final var utf8: [UInt8] { isASCII ? Array(ascii) : UTF8Codec.encode((0..<count).lazy.map { self[$0] }) }

  /// The substring of the code points `range`, which must be within `0..<count`.
  public final func substring(_ range: Range<Int>) -> StrObject {
    if range.count == 1 { return .character(self[range.lowerBound]) }
    if isASCII {
      let source = UnsafeBufferPointer(rebasing: ascii[range])
      return StrObject(asciiCount: range.count) { target in
        if let base = source.baseAddress { target.update(from: base, count: source.count) }
      }
    }
    if unit == .full {
      return StrObject(scalars: UnsafeBufferPointer(start: units(UInt32.self) + range.lowerBound, count: range.count))
    }
    return StrObject(shorts: UnsafeBufferPointer(start: units(UInt16.self) + range.lowerBound, count: range.count))
  }

  /// The one-character string of a code point; ASCII ones are shared.
  public static func character(_ scalar: UInt32) -> StrObject {
    if scalar < 128 { return asciiCharacters[Int(scalar)].takeUnretainedValue() }
    return StrObject(scalars: [scalar])
  }
  nonisolated(unsafe) private static let asciiCharacters: UnsafeMutablePointer<Unmanaged<StrObject>> = {
    let characters = UnsafeMutablePointer<Unmanaged<StrObject>>.allocate(capacity: 128)
    for code in 0..<128 { (characters + code).initialize(to: .passRetained(StrObject(scalars: [UInt32(code)]))) }
    return characters
  }()
  /// The empty string, shared.
  public static let empty = StrObject("")

  /// This string followed by `other`.
  public final func appending(_ other: StrObject) -> StrObject {
    if isASCII && other.isASCII {
      return StrObject(asciiCount: count + other.count) { target in
        target.update(from: storage.assumingMemoryBound(to: UInt8.self), count: count)
        (target + count).update(from: other.storage.assumingMemoryBound(to: UInt8.self), count: other.count)
      }
    }
    if unit != .full && other.unit != .full {
      return StrObject(shortCount: count + other.count) { target in
        copy(toShort: target)
        other.copy(toShort: target + count)
      }
    }
    return StrObject(fullCount: count + other.count) { target in
      copy(0..<count, to: target)
      other.copy(0..<other.count, to: target + count)
    }
  }

  /// Appends `other` to the ASCII string at `place`, which nothing else refers to, without a copy where memory allows;
  /// `false` when it is another case.
  static func append(_ other: StrObject, inPlace place: UnsafeMutablePointer<Value>) -> Bool {
    guard let held = place.held, held.kind == .str, ReferenceCount.isUnique(held), other.isASCII else { return false }
    let text = held.cast(StrObject.self)
    guard text._withUnsafeGuaranteedRef({ $0.isASCII && $0 !== other }) else { return false }
    let count = text._withUnsafeGuaranteedRef { $0.count }
    var object = text.toOpaque()
    let needed = headerSize + count + other.count
    if malloc_usable_size(object) < needed {
      // Some more than needed, so that building a long text piece by piece takes time in proportion to its length.
      guard let larger = realloc(object, needed + count / 8) else { return false }
      object = larger
      place.replaceObject(object)
    }
    memcpy(object + headerSize + count, other.storage, other.count)
    Unmanaged<StrObject>.fromOpaque(object)._withUnsafeGuaranteedRef {
      $0.count += other.count
      $0.cachedHash = 0
    }
    return true
  }

  /// Whether both hold the same code points.
  public final func isEqual(to other: StrObject) -> Bool {
    if self === other { return true }
    if count != other.count || note != other.note { return false }
    if cachedHash != 0 && other.cachedHash != 0 && cachedHash != other.cachedHash { return false }
    return memcmp(storage, other.storage, byteCount) == 0
  }

  /// Whether the text is `ascii`, which must be an ASCII literal.
  public final func isEqual(to text: StaticString) -> Bool {
    isASCII && count == text.utf8CodeUnitCount && memcmp(storage, text.utf8Start, count) == 0
  }

  /// Whether this comes before `other` in code-point order.
  public final func precedes(_ other: StrObject) -> Bool {
    if isASCII && other.isASCII {
      let order = memcmp(storage, other.storage, min(count, other.count))
      return order != 0 ? order < 0 : count < other.count
    }
    for index in 0..<min(count, other.count) where self[index] != other[index] { return self[index] < other[index] }
    return count < other.count
  }

  /// The first eight bytes as a number that orders as the text does; only of ASCII strings.
  final var asciiPrefix: UInt64? {
    guard isASCII else { return nil }
    if count >= 8 { return UInt64(bigEndian: storage.loadUnaligned(as: UInt64.self)) }
    var prefix: UInt64 = 0
    for index in 0..<count {
      prefix |= UInt64(storage.load(fromByteOffset: index, as: UInt8.self)) << (56 - 8 * UInt64(index))
    }
    return prefix
  }

  /// The hash, computed once; equal text gives equal hashes within a process.
  @inline(__always) public final var hashValue64: Int { cachedHash != 0 ? cachedHash : computeHash() }

  private final func computeHash() -> Int {
    let hash = ByteHash.hash(storage, count: byteCount)
    cachedHash = hash == 0 ? 1 : hash
    return cachedHash
  }

  public override func hash() throws -> Int { hashValue64 }
  public override func truth() throws -> Bool { count != 0 }
  public override func length() throws -> Int? { count }
  public override func str() throws -> String { string }
  public override func repr() throws -> String {
    if hasSurrogates { return reprWithSurrogates() }
    return StringEscape.repr(string)
  }

  /// The repr when lone surrogates must be escaped, which Swift text cannot hold.
  private final func reprWithSurrogates() -> String {
    let pieces = scalars.map { scalar in
      scalar >= 0xD800 && scalar < 0xE000
        ? "\\u" + String(scalar, radix: 16)
        : String(StringEscape.repr(StrObject.character(scalar).string).dropFirst().dropLast())
    }
    return "'" + pieces.joined() + "'"
  }

  /// What `text % values` computes; set by the string formatting of the built-ins.
  nonisolated(unsafe) static var percentOperator: (StrObject, Value) throws -> StrObject = { text, _ in text }

  public override func binary(_ op: BinaryOperator, _ other: Value) throws -> Value? {
    switch op {
    case .add:
      guard let other = other.str else {
        if other.object?.type.isUserDefined == true { return nil }
        throw ScriptError(.typeError, "can only concatenate str (not \"\(other.typeName)\") to str")
      }
      return Value(appending(other))
    case .multiply:
      guard let times = try Sequences.repeatCount(other) else { return nil }
      return Value(try repeated(times))
    case .modulo: return Value(try Self.percentOperator(self, other))
    default: return nil
    }
  }

  public override func reflected(_ op: BinaryOperator, _ left: Value) throws -> Value? {
    op == .multiply && Sequences.isCount(left) ? try binary(op, left) : nil
  }

  private final func repeated(_ times: Int) throws -> StrObject {
    let (total, overflow) = count.multipliedReportingOverflow(by: times)
    if overflow { throw ScriptError(.overflowError, "repeated string is too long") }
    if total == 0 { return .empty }
    try MemoryLimit.check(total, stride: 1 << Int(note))
    if isASCII {
      return try StrObject(asciiCount: total) { target in
        target.update(from: storage.assumingMemoryBound(to: UInt8.self), count: count)
        try Self.double(target, count, total)
      }
    }
    if unit == .short {
      return try StrObject(shortCount: total) { target in
        copy(toShort: target)
        try Self.double(target, count, total)
      }
    }
    return try StrObject(fullCount: total) { target in
      copy(0..<count, to: target)
      try Self.double(target, count, total)
    }
  }

  /// Repeats the first `count` units at `target` until there are `total`, in pieces between which it may be stopped.
  private static func double<T>(_ target: UnsafeMutablePointer<T>, _ count: Int, _ total: Int) throws {
    var done = count
    while done < total {
      try Interruption.check()
      let part = min(done, total - done, max(count, (1 << 24) / count * count))
      (target + done).update(from: target, count: part)
      done += part
    }
  }

  /// The first position of `other` at or after `start`; `nil` when it is not in there.
  public final func find(_ other: StrObject, from start: Int = 0) -> Int? {
    if other.count == 0 { return start <= count ? start : nil }
    if isASCII && other.isASCII {
      guard count - start >= other.count else { return nil }
      var from = start
      let first = Int32(other[0])
      let last = count - other.count
      while from <= last, let hit = memchr(storage + from, first, last + 1 - from) {
        if memcmp(hit, other.storage, other.count) == 0 { return hit - storage }
        from = hit - storage + 1
      }
      return nil
    }
    let last = count - other.count
    var position = start
    while position <= last {
      var offset = 0
      while offset < other.count, self[position + offset] == other[offset] { offset += 1 }
      if offset == other.count { return position }
      position += 1
    }
    return nil
  }

  public override func contains(_ item: Value) throws -> Bool? {
    guard let other = item.str else {
      throw ScriptError(.typeError, "'in <string>' requires string as left operand, not \(item.typeName)")
    }
    return find(other) != nil
  }

  public override func iterate() throws -> IteratorObject? {
    var index = 0
    return NativeIterator(typeName: isASCII ? "str_ascii_iterator" : "str_iterator") { [self] in
      guard index < count else { return nil }
      index += 1
      return Value(StrObject.character(self[index - 1]))
    }
  }

  public override func compare(_ op: Comparison, _ other: Value) throws -> Value? {
    guard let other = other.str else { return nil }
    switch op {
    case .equal: return .bool(isEqual(to: other))
    case .notEqual: return .bool(!isEqual(to: other))
    case .less: return .bool(precedes(other))
    case .greater: return .bool(other.precedes(self))
    case .lessOrEqual: return .bool(!other.precedes(self))
    case .greaterOrEqual: return .bool(!precedes(other))
    }
  }

  public override func getItem(_ key: Value) throws -> Value {
    if let slice = key.slice {
      let indices = try slice.indices(count: count)
      if indices.step == 1 { return Value(substring(indices.start..<max(indices.start, indices.stop))) }
      if isASCII {
        let bytes = ascii
        return .object(
          StrObject(asciiCount: indices.count) { target in
            for index in 0..<indices.count { target[index] = bytes[indices.start + index * indices.step] }
          })
      }
      return Value(StrObject(scalars: indices.map { self[$0] }))
    }
    let index = try key.sequenceIndex(count: count, "string")
    return Value(StrObject.character(self[index]))
  }
}
