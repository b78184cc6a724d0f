/// The stable merge sort behind `sorted`, `list.sort` and their keys.
enum StableSort {
  private struct Item<Key> {
    var key: Key
    var position: Int32
  }

  /// The positions of the keys in order, equal keys as they stand; with `reverse` the greatest first, equal ones
  /// still as they stand. `less` may throw, which ends the sort: then with the order that it had come to.
  @inline(__always)
  static func order<Key>(
    _ keys: [Key], reverse: Bool, _ less: (Key, Key) throws -> Bool
  ) -> (positions: [Int32], failure: (any Error)?) {
    let count = keys.count
    let items = UnsafeMutablePointer<Item<Key>>.allocate(capacity: max(count, 1))
    let spare = UnsafeMutablePointer<Item<Key>>.allocate(capacity: max(count, 1))
    defer {
      items.deallocate()
      spare.deallocate()
    }
    // The keys are trivial: nothing needs to be released however the sort ends.
    for index in 0..<count {
      let place = reverse ? count - 1 - index : index
      (items + place).initialize(to: Item(key: keys[index], position: Int32(truncatingIfNeeded: index)))
    }
    var (sorted, failure): (UnsafeMutablePointer<Item<Key>>, (any Error)?) = (items, nil)
    do {
      sorted = try sort(items, spare, count, less)
    } catch {
      failure = error
      // What was merged half is of no use: then they stand as they stood.
      if count >= few {
        for index in 0..<count {
          items[reverse ? count - 1 - index : index] = Item(
            key: keys[index], position: Int32(truncatingIfNeeded: index))
        }
      }
    }
    let positions = [Int32](unsafeUninitializedCapacity: count) { result, filled in
      for index in 0..<count { result[index] = sorted[reverse ? count - 1 - index : index].position }
      filled = count
    }
    return (positions, failure)
  }

  /// Fewer than this are sorted by insertion alone.
  private static let few = 64

  /// Merges runs of eight, each made by insertion; where the result is.
  @inline(__always)
  private static func sort<Key>(
    _ items: UnsafeMutablePointer<Item<Key>>, _ spare: UnsafeMutablePointer<Item<Key>>, _ count: Int,
    _ less: (Key, Key) throws -> Bool
  ) throws -> UnsafeMutablePointer<Item<Key>> {
    if count < few {
      try sortFew(items, count, less)
      return items
    }
    let run = 8
    var low = 0
    while low < count {
      let high = min(low + run, count)
      var next = low + 1
      while next < high {
        let item = items[next]
        var place = next
        while place > low, try less(item.key, items[place - 1].key) {
          items[place] = items[place - 1]
          place -= 1
        }
        items[place] = item
        next += 1
      }
      low = high
    }
    var (source, target) = (items, spare)
    var width = run
    while width < count {
      try Interpreter.running.checkInterruption()
      var low = 0
      while low < count {
        let middle = min(low + width, count)
        let high = min(low + 2 * width, count)
        try merge(source, target, low, middle, high, less)
        low = high
      }
      swap(&source, &target)
      width *= 2
    }
    return source
  }

  /// Sorts a few items in CPython's way, so that the pair which cannot be compared is the one it would name: the run at
  /// the start is found, then each item after it is put in its place by halves.
  @inline(__always)
  private static func sortFew<Key>(
    _ items: UnsafeMutablePointer<Item<Key>>, _ count: Int, _ less: (Key, Key) throws -> Bool
  ) throws {
    if count < 2 { return }
    let isDescending = try less(items[1].key, items[0].key)
    var sorted = 2
    while sorted < count, try less(items[sorted].key, items[sorted - 1].key) == isDescending { sorted += 1 }
    if isDescending {
      var (low, high) = (0, sorted - 1)
      while low < high {
        swap(&items[low], &items[high])
        (low, high) = (low + 1, high - 1)
      }
    }
    while sorted < count {
      let item = items[sorted]
      var (low, high) = (0, sorted)
      while low < high {
        let middle = low + (high - low) / 2
        if try less(item.key, items[middle].key) { high = middle } else { low = middle + 1 }
      }
      (items + low + 1).update(from: items + low, count: sorted - low)
      items[low] = item
      sorted += 1
    }
  }

  @inline(__always)
  private static func merge<Key>(
    _ source: UnsafeMutablePointer<Item<Key>>, _ target: UnsafeMutablePointer<Item<Key>>, _ low: Int, _ middle: Int,
    _ high: Int, _ less: (Key, Key) throws -> Bool
  ) throws {
    if try middle >= high || !less(source[middle].key, source[middle - 1].key) {
      (target + low).update(from: source + low, count: high - low)
      return
    }
    var (left, right, place) = (low, middle, low)
    while left < middle && right < high {
      if try less(source[right].key, source[left].key) {
        target[place] = source[right]
        right += 1
      } else {
        target[place] = source[left]
        left += 1
      }
      place += 1
    }
    if left < middle { (target + place).update(from: source + left, count: middle - left) }
    if right < high { (target + place).update(from: source + right, count: high - right) }
  }

  /// A string as a key: its first eight bytes decide most comparisons.
  struct Text {
    let prefix: UInt64
    let text: Unmanaged<StrObject>

    @inline(__always) func precedes(_ other: Text) -> Bool {
      if prefix != other.prefix { return prefix < other.prefix }
      return text._withUnsafeGuaranteedRef { text in other.text._withUnsafeGuaranteedRef { text.precedes($0) } }
    }
  }
}

extension Array where Element == Value {
  /// The integers, when all are integers of the machine.
  var allInts: [Int]? {
    var ints: [Int] = []
    ints.reserveCapacity(count)
    for value in self {
      guard case .int(let int) = value else { return nil }
      ints.append(int)
    }
    return ints
  }

  /// The floats, when all are floats.
  var allDoubles: [Double]? {
    var doubles: [Double] = []
    doubles.reserveCapacity(count)
    for value in self {
      guard case .float(let double) = value else { return nil }
      doubles.append(double)
    }
    return doubles
  }
}

extension UnsafeMutablePointer where Pointee == Value {
  /// The `count` values here as keys for sorting, when all are plain ASCII strings.
  func allTexts(_ count: Int) -> [StableSort.Text]? {
    var texts: [StableSort.Text] = []
    texts.reserveCapacity(count)
    for index in 0..<count {
      guard let object = (self + index).held, object.kind == .str else { return nil }
      let text = object.cast(StrObject.self)
      guard let prefix = text._withUnsafeGuaranteedRef({ $0.asciiPrefix }) else { return nil }
      texts.append(StableSort.Text(prefix: prefix, text: text))
    }
    return texts
  }
}
