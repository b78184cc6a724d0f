/// `range(start, stop, step)` over 64-bit integers.
public final class RangeObject: Object {
  public let start: Int
  public let stop: Int
  public let step: Int
  /// The number of integers in the range.
  public let count: Int

  /// - Precondition: `step` is not 0.
  public init(_ start: Int, _ stop: Int, _ step: Int = 1) {
    self.start = start
    self.stop = stop
    self.step = step
    count = Self.count(start, stop, step)
    super.init(type: .range, layout: .range)
  }

  static func count(_ start: Int, _ stop: Int, _ step: Int) -> Int {
    if step > 0 ? start >= stop : start <= stop { return 0 }
    let distance = UInt(bitPattern: step > 0 ? stop &- start : start &- stop) &- 1
    let stride = UInt(bitPattern: step > 0 ? step : 0 &- step)
    return Int(clamping: distance / stride &+ 1)
  }

  public subscript(index: Int) -> Int { start &+ index &* step }

  public override func repr() throws -> String {
    step == 1 ? "range(\(start), \(stop))" : "range(\(start), \(stop), \(step))"
  }
  public override func truth() throws -> Bool { count != 0 }
  public override func length() throws -> Int? { count }
  public override func hash() throws -> Int {
    let first: Value = count > 0 ? .int(start) : .none
    let stride: Value = count > 1 ? .int(step) : .none
    return try Value(tuple: [.int(count), first, stride]).hash()
  }

  public override func compare(_ op: Comparison, _ other: Value) throws -> Value? {
    guard let other = other.range, op == .equal || op == .notEqual else { return nil }
    let same = count == other.count && (count == 0 || start == other.start && (count == 1 || step == other.step))
    return .bool(same == (op == .equal))
  }

  public override func getItem(_ key: Value) throws -> Value {
    if let slice = key.slice {
      let indices = try slice.indices(count: count)
      let (stride, overflow) = step.multipliedReportingOverflow(by: indices.step)
      // A step that no integer of 64 bits holds leaves one number at most.
      if overflow {
        let first = self[indices.start]
        let isUp = (step > 0) == (indices.step > 0)
        return Value(RangeObject(first, indices.count == 0 ? first : first &+ (isUp ? 1 : -1), isUp ? .max : -.max))
      }
      return Value(RangeObject(self[indices.start], self[indices.stop], stride))
    }
    guard let index = try key.index() else {
      if key.bigInt != nil { throw ScriptError(.indexError, "range object index out of range") }
      throw ScriptError(.typeError, "range indices must be integers or slices, not \(key.typeName)")
    }
    let position = index < 0 ? index + count : index
    guard position >= 0 && position < count else {
      throw ScriptError(.indexError, "range object index out of range")
    }
    return .int(self[position])
  }

  public override func contains(_ item: Value) throws -> Bool? {
    guard let value = item.exactInt else {
      // What can be equal to anything is compared with every item.
      if item.object?.type.isUserDefined == true { return nil }
      guard case .float(let double) = item, let value = Int(exactly: double) else { return false }
      return contains(value)
    }
    return contains(value)
  }

  public func contains(_ value: Int) -> Bool {
    guard count > 0, step > 0 ? value >= start && value < stop : value <= start && value > stop else { return false }
    return (value &- start) % step == 0
  }

  public override func iterate() throws -> IteratorObject? {
    var index = 0
    return NativeIterator(typeName: "range_iterator") { [self] in
      guard index < count else { return nil }
      index += 1
      return .int(self[index - 1])
    }
  }

  public override func getAttribute(_ name: String) throws -> Value? {
    switch name {
    case "start": .int(start)
    case "stop": .int(stop)
    case "step": .int(step)
    default: nil
    }
  }
}

/// `slice(start, stop, step)`.
public final class SliceObject: Object {
  public private(set) var start: Value
  public private(set) var stop: Value
  public private(set) var step: Value

  deinit {
    DeferredRelease.release(&start)
    DeferredRelease.release(&stop)
    DeferredRelease.release(&step)
  }

  public init(_ start: Value, _ stop: Value, _ step: Value) {
    self.start = start
    self.stop = stop
    self.step = step
    super.init(type: .slice, layout: .slice)
  }

  /// The positions a slice selects from a sequence: a collection of them.
  public struct Indices: RandomAccessCollection {
    public let start: Int
    public let stop: Int
    public let step: Int
    public let count: Int
    public var startIndex: Int { 0 }
    public var endIndex: Int { count }
    public subscript(index: Int) -> Int { start &+ index &* step }
  }

  /// The positions selected from `count` items, as Python clips them.
  /// - Throws: `ValueError` for a step of 0, `TypeError` for bounds that are no integers.
  public func indices(count: @autoclosure () -> Int) throws -> Indices {
    let bounds = try unpacked()
    // Only now: `__index__` may have changed the sequence.
    return bounds.indices(count: count())
  }

  /// The bounds as integers, before they are fitted to a sequence; ``indices(count:)`` asks for both at once.
  func unpacked() throws -> Bounds {
    let stride = max(try Self.bound(step) ?? 1, -Int.max)
    if stride == 0 { throw ScriptError(.valueError, "slice step cannot be zero") }
    return Bounds(lower: try Self.bound(start), upper: try Self.bound(stop), stride: stride)
  }

  struct Bounds {
    var lower: Int?
    var upper: Int?
    var stride: Int

    func indices(count: Int) -> Indices {
      func clip(_ value: Int?, _ fallback: Int) -> Int {
        guard var value else { return fallback }
        if value < 0 {
          value = value.addingReportingOverflow(count).partialValue
          if value < 0 { return stride < 0 ? -1 : 0 }
        } else if value >= count {
          return stride < 0 ? count - 1 : count
        }
        return value
      }
      let first = clip(lower, stride < 0 ? count - 1 : 0)
      let last = clip(upper, stride < 0 ? -1 : count)
      return Indices(start: first, stop: last, step: stride, count: RangeObject.count(first, last, stride))
    }
  }

  private static func bound(_ value: Value) throws -> Int? {
    if value.isNone { return nil }
    if let index = try value.indexOfAnySize() {
      return index.exactInt ?? (index.bigInt?.value.signum() == -1 ? -Int.max : Int.max)
    }
    throw ScriptError(.typeError, "slice indices must be integers or None or have an __index__ method")
  }

  public override func repr() throws -> String { "slice(\(try start.repr()), \(try stop.repr()), \(try step.repr()))" }
  public override func hash() throws -> Int { throw ScriptError(.typeError, "unhashable type: 'slice'") }

  public override func compare(_ op: Comparison, _ other: Value) throws -> Value? {
    guard let other = other.slice else { return nil }
    return try Value(tuple: [start, stop, step]).compare(op, Value(tuple: [other.start, other.stop, other.step]))
  }

  public override func getAttribute(_ name: String) throws -> Value? {
    switch name {
    case "start": start
    case "stop": stop
    case "step": step
    default: nil
    }
  }
}
