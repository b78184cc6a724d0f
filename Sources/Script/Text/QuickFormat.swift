import CRuntime

/// The common cases of formatting, done in one piece of memory: `{x:>8d}`, `{x:.3f}`, `{name:<10}`, `{n:,}`.
/// Whatever else a specification says is left to ``FormatSpec``.
struct QuickFormat {
  private var align: UInt8 = 0
  private var zeros = false
  private var width = 0
  private var hasCommas = false
  private var precision = -1
  private var type: UInt8 = 0

  /// Reads a specification; `nil` when it is none of the common ones.
  init?(_ specification: StrObject) {
    guard specification.isASCII, specification.count < 16 else { return nil }
    let bytes = specification.ascii
    var i = 0
    func digits() -> Int? {
      let start = i
      var value = 0
      while i < bytes.count, bytes[i] &- 48 < 10 {
        value = value * 10 + Int(bytes[i] - 48)
        i += 1
      }
      return i > start && value < 200 ? value : nil
    }
    if i < bytes.count, bytes[i] == 60 || bytes[i] == 62 || bytes[i] == 94 {
      align = bytes[i]
      i += 1
    }
    if i < bytes.count, bytes[i] == 48 {
      guard align == 0 else { return nil }
      zeros = true
      i += 1
    }
    if i < bytes.count, bytes[i] &- 48 < 10 {
      guard let value = digits() else { return nil }
      width = value
    }
    if i < bytes.count, bytes[i] == 44 {
      hasCommas = true
      i += 1
    }
    if i < bytes.count, bytes[i] == 46 {
      i += 1
      guard let value = digits() else { return nil }
      precision = value
    }
    if i < bytes.count {
      type = bytes[i]
      i += 1
    }
    guard i == bytes.count else { return nil }
  }

  /// The formatted integer; `nil` when the specification is not for integers.
  func format(_ value: Int) -> StrObject? {
    if type == 102 { return value.magnitude < 1 << 53 ? format(Double(value)) : nil }
    guard type == 0 || type == 100, precision < 0 else { return nil }
    return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 24) { buffer in
      var place = 24
      var rest = value.magnitude
      repeat {
        place -= 1
        buffer[place] = UInt8(48 + rest % 10)
        rest /= 10
      } while rest > 0
      return number(negative: value < 0, UnsafeBufferPointer(rebasing: buffer[place...]), whole: 24 - place)
    }
  }

  /// The formatted float; `nil` when the specification is not of the form `f`.
  func format(_ value: Double) -> StrObject? {
    guard type == 102, value.isFinite else { return nil }
    return withUnsafeTemporaryAllocation(of: CChar.self, capacity: 540) { buffer in
      let count = Int(
        format_double(
          buffer.baseAddress, buffer.count, false, CInt(precision < 0 ? 6 : precision), 102, value.magnitude))
      guard count < buffer.count else { return nil }
      let bytes = UnsafeRawBufferPointer(buffer).bindMemory(to: UInt8.self)
      let whole = bytes[..<count].firstIndex(of: 46) ?? count
      return number(negative: value.sign == .minus, UnsafeBufferPointer(rebasing: bytes[..<count]), whole: whole)
    }
  }

  /// The formatted text; `nil` when the specification is not for text.
  func format(_ text: StrObject) -> StrObject? {
    guard type == 0 || type == 115, !zeros, !hasCommas, precision < 0, text.isASCII else { return nil }
    if text.count >= width { return text.kind == .str ? text : nil }
    return padded(text.count, defaultAlign: 60) { target in
      if let base = text.ascii.baseAddress { target.update(from: base, count: text.count) }
    }
  }

  /// A number of these digits, of which `whole` stand before the point.
  private func number(negative: Bool, _ digits: UnsafeBufferPointer<UInt8>, whole: Int) -> StrObject? {
    let commas = hasCommas ? (whole - 1) / 3 : 0
    let sign = negative ? 1 : 0
    let count = sign + digits.count + commas
    let leading = zeros ? max(0, width - count) : 0
    if leading > 0 && hasCommas { return nil }
    return padded(count + leading, defaultAlign: 62) { target in
      var target = target
      if negative {
        target.pointee = 45
        target += 1
      }
      target.update(repeating: 48, count: leading)
      target += leading
      for index in 0..<digits.count {
        if commas > 0, index > 0, index < whole, (whole - index) % 3 == 0 {
          target.pointee = 44
          target += 1
        }
        target.pointee = digits[index]
        target += 1
      }
    }
  }

  private func padded(_ count: Int, defaultAlign: UInt8, _ fill: (UnsafeMutablePointer<UInt8>) -> Void) -> StrObject {
    let missing = max(0, width - count)
    let left: Int
    switch align == 0 ? defaultAlign : align {
    case 62: left = missing
    case 94: left = missing / 2
    default: left = 0
    }
    return StrObject(asciiCount: count + missing) { target in
      target.update(repeating: 32, count: left)
      fill(target + left)
      (target + left + count).update(repeating: 32, count: missing - left)
    }
  }
}
