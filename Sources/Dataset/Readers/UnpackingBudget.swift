import Support

/// How much a file may become in memory: a multiple of its size, or an allowance where that is more. What goes beyond is
/// refused by the file's name. Bytes are spent as they arrive, whatever lengths the file claims.
struct UnpackingBudget {
  let source: String
  private let ratio: Int
  private let allowance: Int
  private(set) var left: Int

  init(_ source: String, size: Int, ratio: Int, allowance: Int = 64 << 20) {
    self.source = source
    self.ratio = ratio
    self.allowance = allowance
    let (product, overflow) = size.multipliedReportingOverflow(by: ratio)
    left = overflow ? .max : max(allowance, product)
  }

  mutating func spend(_ bytes: Int) throws {
    let (rest, overflow) = left.subtractingReportingOverflow(bytes)
    guard bytes >= 0, !overflow, rest >= 0 else { throw refusal }
    left = rest
  }

  var refusal: UserError {
    UserError(
      .value, "'\(source)' becomes more than \(allowance >> 20) MB and more than \(ratio) times its size in memory: it looks like a bomb",
      hint: "if you trust it, unpack it yourself, or write it anew in parts or without compression")
  }
}
