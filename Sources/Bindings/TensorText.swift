import Glibc
import Script
import Tensor

/// Tensors written as torch writes them. By default: four digits, at most a thousand elements in full, three at each
/// edge of longer axes, lines of 80 characters.
enum TensorText {
  /// What `torch.set_printoptions` sets.
  struct Options {
    var precision = 4
    /// Tensors of more elements are summarised.
    var threshold = 1000.0
    /// Elements at each end of a summarised axis.
    var edge = 3
    var lineWidth = 80
    /// Whether numbers are written as 1.0e+00; `nil` chooses.
    var scientific: Bool?
  }
  nonisolated(unsafe) static var options = Options()
  private static var threshold: Double { options.threshold }
  private static var edge: Int { options.edge }
  private static var lineWidth: Int { options.lineWidth }

  /// `torch.float32`, …
  static func name(_ dtype: DType) -> String { "torch.\(dtype.rawValue)" }

  /// The `repr` of a tensor.
  static func describe(_ tensor: Tensor) -> String {
    let indent = 7
    var suffixes: [String] = []
    let body: String
    if tensor.count == 0 {
      body = "[]"
      if tensor.rank != 1 { suffixes.append("size=(\(tuple(tensor.shape)))") }
      if tensor.dtype != .float32 { suffixes.append("dtype=\(name(tensor.dtype))") }
    } else {
      let summarized = Double(tensor.count) > threshold
      let shown = summarized ? edges(tensor.shape).map { tensor.element($0) } : (0..<tensor.count).map { tensor.element($0) }
      let style = NumberStyle(shown.map { number($0) }, isFloat: tensor.dtype == .float32, isBool: tensor.dtype == .bool)
      body = text(tensor, axis: 0, offset: 0, indent: indent, summarized: summarized, style: style)
    }
    if let operation = tensor.operationName {
      suffixes.append("grad_fn=<\(Tensor.gradientFunction(operation))>")
    } else if tensor.requiresGrad {
      suffixes.append("requires_grad=True")
    }
    var result = "tensor(" + body
    let lastLine = result.utf8.reversed().firstIndex(of: 10).map { result.utf8.distance(from: $0.base, to: result.utf8.endIndex) }
    var length = (lastLine.map { $0 + 2 } ?? result.utf8.count + 2)
    for suffix in suffixes {
      if length + suffix.utf8.count + 2 > lineWidth {
        result += ",\n" + String(repeating: " ", count: indent) + suffix
        length = indent + suffix.utf8.count
      } else {
        result += ", " + suffix
        length += suffix.utf8.count + 2
      }
    }
    return result + ")"
  }

  private static func tuple(_ shape: [Int]) -> String {
    shape.map(String.init).joined(separator: ", ") + (shape.count == 1 ? "," : "")
  }

  private static func number(_ value: Value) -> Double { value.number ?? 0 }

  /// The places of the elements that a summary shows.
  private static func edges(_ shape: [Int]) -> [Int] {
    var places = [0]
    for length in shape {
      let shown = length > 2 * edge ? Array(0..<edge) + Array(length - edge..<length) : Array(0..<length)
      places = places.flatMap { place in shown.map { place * length + $0 } }
    }
    return places
  }

  private static func text(
    _ tensor: Tensor, axis: Int, offset: Int, indent: Int, summarized: Bool, style: NumberStyle
  ) -> String {
    func one(_ place: Int) -> String {
      if tensor.dtype == .bool { return style.padded(tensor.boolData[place] ? "True" : "False") }
      if tensor.dtype == .int64 { return style.padded(String(tensor.int64Data[place])) }
      return style.padded(style.text(Double(tensor.data[place])))
    }
    if tensor.rank == 0 { return one(0) }
    let length = tensor.shape[axis]
    let cut = summarized && length > 2 * edge
    let shown = cut ? Array(0..<edge) + Array(length - edge..<length) : Array(0..<length)
    if axis == tensor.rank - 1 {
      var items = shown.map { one(offset + $0) }
      if cut { items.insert(" ...", at: edge) }
      let perLine = max(1, (lineWidth - indent) / (style.width + 2))
      let lines = stride(from: 0, to: items.count, by: perLine).map {
        items[$0..<min(items.count, $0 + perLine)].joined(separator: ", ")
      }
      return "[" + lines.joined(separator: ",\n" + String(repeating: " ", count: indent + 1)) + "]"
    }
    let step = tensor.shape[(axis + 1)...].reduce(1, *)
    var slices = shown.map {
      text(tensor, axis: axis + 1, offset: offset + $0 * step, indent: indent + 1, summarized: summarized, style: style)
    }
    if cut { slices.insert("...", at: edge) }
    let depth = tensor.rank - axis
    let separator = "," + String(repeating: "\n", count: depth - 1) + String(repeating: " ", count: indent + 1)
    return "[" + slices.joined(separator: separator) + "]"
  }
}

/// How the numbers of one tensor are written, so that they line up: torch's rules.
struct NumberStyle {
  private let isFloat: Bool
  private var isWhole = true
  private var isScientific = false
  private(set) var width = 1

  init(_ values: [Double], isFloat: Bool, isBool: Bool) {
    self.isFloat = isFloat
    guard isFloat else {
      width = isBool
        ? values.reduce(1) { max($0, $1 != 0 ? 4 : 5) } : values.reduce(1) { max($0, String(Int($1)).utf8.count) }
      return
    }
    let usual = values.filter { $0.isFinite && $0 != 0 }
    guard let first = usual.first else { return }
    var (smallest, largest) = (abs(first), abs(first))
    for value in usual {
      smallest = min(smallest, abs(value))
      largest = max(largest, abs(value))
      if value != value.rounded(.up) { isWhole = false }
    }
    isScientific =
      TensorText.options.scientific ?? (largest / smallest > 1000 || largest > 1e8 || smallest < 1e-4)
    for value in usual {
      let length = isScientific || !isWhole ? text(value).utf8.count : NumberStyle.format("%.0f", value).utf8.count + 1
      width = max(width, length)
    }
  }

  /// A number without padding.
  func text(_ value: Double) -> String {
    if !value.isFinite { return value.isNaN ? "nan" : value < 0 ? "-inf" : "inf" }
    let digits = TensorText.options.precision
    if isScientific { return NumberStyle.format("%.\(digits)e", value) }
    if isWhole { return NumberStyle.format("%.0f", value) + "." }
    return NumberStyle.format("%.\(digits)f", value)
  }

  func padded(_ text: String) -> String {
    String(repeating: " ", count: max(0, width - text.utf8.count)) + text
  }

  private static func format(_ format: String, _ value: Double) -> String {
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: 400) { buffer in
      let written = withVaList([value]) { vsnprintf(buffer.baseAddress!, 400, format, $0) }
      return String(decoding: buffer.prefix(Int(max(written, 0))).map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
  }
}
