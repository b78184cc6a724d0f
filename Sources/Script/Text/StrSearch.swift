import Glibc

/// Searching in strings by code points.
extension StrObject {
  /// The place of the first `needle` that lies wholly in `range`.
  final func find(_ needle: StrObject, in range: Range<Int>) -> Int? {
    if needle.count > range.count { return nil }
    if needle.count == 0 { return range.lowerBound }
    if isASCII {
      guard needle.isASCII, let base = ascii.baseAddress, let pattern = needle.ascii.baseAddress else { return nil }
      if needle.count == 1 {
        guard let hit = memchr(base + range.lowerBound, CInt(pattern[0]), range.count) else { return nil }
        return UnsafeRawPointer(hit) - UnsafeRawPointer(base)
      }
      var start = base + range.lowerBound
      let last = base + range.upperBound - needle.count
      while start <= last, let hit = memchr(start, CInt(pattern[0]), last - start + 1) {
        if memcmp(hit, pattern, needle.count) == 0 { return UnsafeRawPointer(hit) - UnsafeRawPointer(base) }
        start = UnsafePointer(hit.assumingMemoryBound(to: UInt8.self)) + 1
      }
      return nil
    }
    let first = needle[0]
    var i = range.lowerBound
    while i + needle.count <= range.upperBound {
      if self[i] == first && matches(needle, at: i) { return i }
      i += 1
    }
    return nil
  }

  /// The place of the last `needle` that lies wholly in `range`.
  final func findLast(_ needle: StrObject, in range: Range<Int>) -> Int? {
    if needle.count > range.count { return nil }
    if isASCII && !needle.isASCII { return nil }
    var i = range.upperBound - needle.count
    while i >= range.lowerBound {
      if matches(needle, at: i) { return i }
      i -= 1
    }
    return nil
  }

  /// Whether `needle` stands at `position`, which leaves room for it.
  final func matches(_ needle: StrObject, at position: Int) -> Bool {
    if isASCII {
      guard needle.isASCII else { return false }
      guard let base = ascii.baseAddress, let pattern = needle.ascii.baseAddress else { return true }
      return memcmp(base + position, pattern, needle.count) == 0
    }
    for offset in 0..<needle.count where self[position + offset] != needle[offset] { return false }
    return true
  }

  /// The places of `needle` from left to right, not overlapping, at most `limit` of them.
  final func occurrences(of needle: StrObject, in range: Range<Int>, limit: Int = .max) throws -> [Int] {
    var places: [Int] = []
    var start = range.lowerBound
    while places.count < limit, start <= range.upperBound, let hit = find(needle, in: start..<range.upperBound) {
      try Pulse.beat()
      places.append(hit)
      start = hit + max(needle.count, 1)
    }
    return places
  }

  /// `text.replace(old, new, limit)`.
  final func replacing(_ old: StrObject, with new: StrObject, limit: Int) throws -> StrObject {
    let places = try occurrences(of: old, in: 0..<count, limit: limit)
    if places.isEmpty { return self }
    let (growth, overflow) = places.count.multipliedReportingOverflow(by: new.count)
    if overflow { throw ScriptError(ExceptionObject(.memoryError)) }
    try MemoryLimit.check(growth + count, stride: isASCII && new.isASCII ? 1 : 4)
    var builder = StrBuilder()
    var done = 0
    for place in places {
      try Pulse.beat()
      builder.append(self, done..<place)
      builder.append(new)
      done = place + old.count
    }
    builder.append(self, done..<count)
    return builder.build()
  }

  /// The code points as a range without those at either end for which `drop` holds.
  @inline(__always) final func trimmed(left: Bool, right: Bool, _ drop: (UInt32) -> Bool) -> Range<Int> {
    var low = 0
    var high = count
    if left { while low < high, drop(self[low]) { low += 1 } }
    if right { while high > low, drop(self[high - 1]) { high -= 1 } }
    return low..<high
  }

  /// The runs between white space; after `limit` cuts the rest stays whole, less the space before it.
  final func splitOnSpace() throws -> ListObject {
    let parts = ListObject()
    guard isASCII else {
      for part in try splitOnSpace(limit: .max) { parts.append(.object(part)) }
      return parts
    }
    let bytes = ascii
    var i = 0
    while true {
      while i < count, Self.isASCIISpace(bytes[i]) { i += 1 }
      if i >= count { return parts }
      let start = i
      while i < count, !Self.isASCIISpace(bytes[i]) { i += 1 }
      parts.append(.object(substring(start..<i)))
      if parts.count & 0x3FFF == 0 { try Interpreter.running.checkInterruption() }
    }
  }

  @inline(__always) private static func isASCIISpace(_ byte: UInt8) -> Bool {
    byte <= 32 && (byte == 32 || byte &- 9 < 5 || byte >= 28)
  }

  /// The runs between white space; after `limit` cuts the rest stays whole, less the space before it.
  final func splitOnSpace(limit: Int) throws -> [StrObject] {
    var parts: [StrObject] = []
    var i = 0
    while true {
      try Pulse.beat()
      while i < count, CharacterClass.isSpace(self[i]) { i += 1 }
      if i >= count { break }
      if parts.count == limit {
        parts.append(substring(i..<count))
        break
      }
      let start = i
      while i < count, !CharacterClass.isSpace(self[i]) { i += 1 }
      parts.append(substring(start..<i))
    }
    return parts
  }

  /// As ``splitOnSpace(limit:)``, cutting from the right.
  final func splitOnSpaceFromRight(limit: Int) throws -> [StrObject] {
    var parts: [StrObject] = []
    var i = count
    while true {
      try Pulse.beat()
      while i > 0, CharacterClass.isSpace(self[i - 1]) { i -= 1 }
      if i == 0 { break }
      if parts.count == limit {
        parts.append(substring(0..<i))
        break
      }
      let end = i
      while i > 0, !CharacterClass.isSpace(self[i - 1]) { i -= 1 }
      parts.append(substring(i..<end))
    }
    return parts.reversed()
  }

  /// The parts between occurrences of `separator` (not empty), at most `limit` cuts.
  final func split(on separator: StrObject, limit: Int) throws -> [StrObject] {
    var parts: [StrObject] = []
    var start = 0
    for place in try occurrences(of: separator, in: 0..<count, limit: limit) {
      parts.append(substring(start..<place))
      start = place + separator.count
    }
    parts.append(substring(start..<count))
    return parts
  }

  /// As ``split(on:limit:)``, cutting from the right.
  final func splitFromRight(on separator: StrObject, limit: Int) -> [StrObject] {
    var parts: [StrObject] = []
    var end = count
    while parts.count < limit, let place = findLast(separator, in: 0..<end) {
      parts.append(substring(place + separator.count..<end))
      end = place
    }
    parts.append(substring(0..<end))
    return parts.reversed()
  }

  /// The lines, without their ends unless `keepEnds`.
  final func lines(keepEnds: Bool) -> [StrObject] {
    var parts: [StrObject] = []
    var i = 0
    while i < count {
      let start = i
      while i < count, !CharacterClass.isLineBreak(self[i]) { i += 1 }
      var end = i
      if i < count {
        i += self[i] == 13 && i + 1 < count && self[i + 1] == 10 ? 2 : 1
        if keepEnds { end = i }
      }
      parts.append(substring(start..<end))
    }
    return parts
  }

  /// The string with every code point replaced by what `change` gives for it.
  final func mapping(_ change: (UInt32, inout StrBuilder) -> Void) throws -> StrObject {
    var builder = StrBuilder()
    for i in 0..<count {
      try Pulse.beat()
      change(self[i], &builder)
    }
    return builder.build()
  }
}
