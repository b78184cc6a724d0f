/// What BERT's normalizer asks about scalars, read from ``UnicodeTableData`` at first use.
struct UnicodeTables: Sendable {
  static let shared = UnicodeTables()

  /// What cleaning drops.
  let control: ScalarRanges
  /// Accents: the category Mn.
  let nonspacing: ScalarRanges
  let punctuation: ScalarRanges
  /// What `\w` matches.
  let word: ScalarRanges
  private let combining: ScalarRanges
  /// Canonical decompositions and lowercase, sorted by scalar; `starts` has one more element than `codes`.
  private let decomposed: (codes: [UInt32], starts: [Int32], parts: [UInt32])
  private let lowercased: [(first: UInt32, last: UInt32, step: UInt32, shift: Int32)]

  private init() {
    control = ScalarRanges(UnicodeTableData.control, hasValues: false)
    nonspacing = ScalarRanges(UnicodeTableData.nonspacing, hasValues: false)
    punctuation = ScalarRanges(UnicodeTableData.punctuation, hasValues: false)
    word = ScalarRanges(UnicodeTableData.word, hasValues: false)
    combining = ScalarRanges(UnicodeTableData.combining, hasValues: true)

    var numbers = CompactNumbers(UnicodeTableData.decompositions)
    var codes: [UInt32] = []
    var starts: [Int32] = [0]
    var parts: [UInt32] = []
    while let distance = numbers.next(), let count = numbers.next() {
      codes.append((codes.last ?? 0) + distance)
      for _ in 0..<count { parts.append(numbers.next() ?? 0) }
      starts.append(Int32(parts.count))
    }
    decomposed = (codes, starts, parts)

    numbers = CompactNumbers(UnicodeTableData.lowercase)
    var runs: [(first: UInt32, last: UInt32, step: UInt32, shift: Int32)] = []
    var end: UInt32 = 0
    while let gap = numbers.next(), let more = numbers.next(), let step = numbers.next(), let shift = numbers.next() {
      let last = end + gap + more * step
      runs.append((end + gap, last, step, shift & 1 == 0 ? Int32(shift / 2) : -Int32(shift / 2) - 1))
      end = last + 1
    }
    lowercased = runs
  }

  /// The canonical combining class: 0 for most scalars.
  func combiningClass(_ code: UInt32) -> UInt8 { combining.value(code) }

  /// Calls `body` with every scalar of the full canonical decomposition of `code`.
  func decompose(_ code: UInt32, _ body: (UInt32) -> Void) {
    // Hangul syllables, by arithmetic (The Unicode Standard, 3.12).
    if (0xAC00..<0xD7A4).contains(code) {
      let index = code - 0xAC00
      body(0x1100 + index / 588)
      body(0x1161 + index % 588 / 28)
      if index % 28 != 0 { body(0x11A7 + index % 28) }
      return
    }
    guard let place = place(of: code, among: decomposed.codes), decomposed.codes[place] == code else {
      return body(code)
    }
    for part in decomposed.starts[place]..<decomposed.starts[place + 1] { body(decomposed.parts[Int(part)]) }
  }

  /// Calls `body` with every scalar of the lowercase of `code`, which takes no notice of its neighbours.
  func lowercase(_ code: UInt32, _ body: (UInt32) -> Void) {
    if code == 0x130 {
      body(0x69)
      return body(0x307)
    }
    var low = 0
    var high = lowercased.count
    while low < high {
      let middle = (low + high) / 2
      if lowercased[middle].first <= code { low = middle + 1 } else { high = middle }
    }
    guard low > 0, case let run = lowercased[low - 1], code <= run.last, (code - run.first) % run.step == 0 else {
      return body(code)
    }
    body(UInt32(Int32(code) + run.shift))
  }

  /// White space: what words are cut at.
  static func isWhiteSpace(_ code: UInt32) -> Bool { ScalarClasses.shared.of(code) == ScalarClasses.space }

  /// The ideographs that BERT sets apart as words of their own. The gap before U+2B920 is Hugging Face's.
  static func isIdeograph(_ code: UInt32) -> Bool {
    switch code {
    case 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF, 0x20000...0x2A6DF, 0x2A700...0x2B81F, 0x2B920...0x2CEAF,
      0x2F800...0x2FA1F:
      true
    default: false
    }
  }

  private func place(of code: UInt32, among codes: [UInt32]) -> Int? {
    var low = 0
    var high = codes.count
    while low < high {
      let middle = (low + high) / 2
      if codes[middle] <= code { low = middle + 1 } else { high = middle }
    }
    return low > 0 ? low - 1 : nil
  }
}

/// A set of scalars as sorted ranges, each with a value.
struct ScalarRanges: Sendable {
  private var firsts: [UInt32] = []
  private var lasts: [UInt32] = []
  private var values: [UInt8] = []

  init(_ text: StaticString, hasValues: Bool) {
    var numbers = CompactNumbers(text)
    var end: UInt32 = 0
    while let gap = numbers.next(), let more = numbers.next() {
      firsts.append(end + gap)
      lasts.append(end + gap + more)
      values.append(hasValues ? UInt8(truncatingIfNeeded: numbers.next() ?? 0) : 1)
      end += gap + more + 1
    }
  }

  func contains(_ code: UInt32) -> Bool { value(code) != 0 }

  /// The value of the range that holds `code`, 0 when none does.
  func value(_ code: UInt32) -> UInt8 {
    var low = 0
    var high = firsts.count
    while low < high {
      let middle = (low + high) / 2
      if firsts[middle] <= code { low = middle + 1 } else { high = middle }
    }
    return low > 0 && code <= lasts[low - 1] ? values[low - 1] : 0
  }
}

/// Reads numbers spelt five bits a character, high bits first: `0`…`O` end a number, `]`…`|` go on.
struct CompactNumbers {
  private var position: UnsafePointer<UInt8>
  private let end: UnsafePointer<UInt8>

  init(_ text: StaticString) {
    position = text.utf8Start
    end = position + text.utf8CodeUnitCount
  }

  mutating func next() -> UInt32? {
    var number: UInt32 = 0
    while position < end {
      let character = position.pointee
      position += 1
      if character < 0x50 { return number << 5 | UInt32(character - 0x30) }
      number = number << 5 | UInt32(character - 0x5D)
    }
    return nil
  }
}
