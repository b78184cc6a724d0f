/// Whether a Unicode scalar is a letter, a number, white space or something else: one load for ASCII, two otherwise.
struct ScalarClasses: @unchecked Sendable {
  typealias Class = UInt8
  static let other: Class = 0
  static let letter: Class = 1
  static let number: Class = 2
  static let space: Class = 3

  static let shared = ScalarClasses()

  private let blocks: UnsafePointer<UInt16>
  private let classes: UnsafePointer<Class>
  private let limit: UInt32

  private init() {
    let stageOne = UnicodeClassData.stageOne
    let count = stageOne.utf8CodeUnitCount / 2
    let blocks = UnsafeMutablePointer<UInt16>.allocate(capacity: count)
    for index in 0..<count {
      let digits = stageOne.utf8Start + 2 * index
      blocks[index] = UInt16(Self.value(digits[0]) << 4 | Self.value(digits[1]))
    }
    let stageTwo = UnicodeClassData.stageTwo
    let classes = UnsafeMutablePointer<Class>.allocate(capacity: 2 * stageTwo.utf8CodeUnitCount)
    for index in 0..<stageTwo.utf8CodeUnitCount {
      let pair = Self.value(stageTwo.utf8Start[index])
      classes[2 * index] = pair >> 2
      classes[2 * index + 1] = pair & 3
    }
    self.blocks = UnsafePointer(blocks)
    self.classes = UnsafePointer(classes)
    limit = UInt32(count) << 8
  }

  private static func value(_ digit: UInt8) -> UInt8 { digit < 0x3A ? digit - 0x30 : digit - 0x57 }

  /// The class of the scalar `code`.
  @inline(__always) func of(_ code: UInt32) -> Class {
    code < limit ? classes[Int(blocks[Int(code >> 8)]) << 8 | Int(code & 0xFF)] : Self.other
  }

  /// The class of the ASCII byte `byte`. The first block describes the first 256 scalars.
  @inline(__always) func ofASCII(_ byte: UInt8) -> Class { classes[Int(byte)] }
}
