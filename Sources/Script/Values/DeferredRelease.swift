import Glibc
import Support

/// Releases the contents of containers without recursing deeper than the native stack allows: a list a million deep
/// is taken apart level by level.
enum DeferredRelease {
  nonisolated(unsafe) private static var depth = 0
  nonisolated(unsafe) private static var waiting: [(UnsafeMutablePointer<Value>, Int)] = []
  /// Whatever else waits, boxed.
  nonisolated(unsafe) private static var others: [Any] = []

  /// Destroys `count` values at `storage` and frees it, now or when the current release has unwound.
  static func release(_ storage: UnsafeMutablePointer<Value>, count: Int) {
    if count == 0 {
      storage.deallocate()
      return
    }
    if depth > 200 {
      waiting.append((storage, count))
      return
    }
    depth += 1
    if count > part {
      releaseInParts(storage, count)
    } else {
      storage.releaseAll(count)
      storage.deallocate()
    }
    depth -= 1
    releaseWaiting()
  }

  /// After so many values a request to stop is looked for.
  private static let part = 4096
  /// What was left when a stop was asked for, and whether there is any.
  nonisolated(unsafe) private static var postponed: [(storage: UnsafeMutablePointer<Value>, from: Int, to: Int)] = []
  nonisolated(unsafe) private(set) static var hasPostponed = false

  private static func releaseInParts(_ storage: UnsafeMutablePointer<Value>, _ count: Int, from start: Int = 0) {
    var index = start
    while index < count {
      if Interruption.isRequested {
        postponed.append((storage, index, count))
        hasPostponed = true
        return
      }
      let next = min(index + part, count)
      (storage + index).releaseAll(next - index)
      index = next
    }
    storage.deallocate()
  }

  /// Goes on with the releases that a request to stop cut short, once it was answered.
  static func goOn() {
    while !Interruption.isRequested, let (storage, start, count) = postponed.popLast() {
      hasPostponed = !postponed.isEmpty
      depth += 1
      releaseInParts(storage, count, from: start)
      depth -= 1
      releaseWaiting()
    }
  }

  /// Destroys `count` values at `storage`, which is part of an object that is going away.
  @inline(__always)
  static func releaseInside(_ storage: UnsafeMutablePointer<Value>, count: Int) {
    var index = 0
    while index < count {
      if (storage + index).tag == UnsafeMutablePointer<Value>.objectTag { return releaseObjects(storage, count) }
      index += 1
    }
  }

  private static func releaseObjects(_ storage: UnsafeMutablePointer<Value>, _ count: Int) {
    if depth > 200 {
      let copy = UnsafeMutablePointer<Value>.allocate(capacity: count)
      copy.moveInitialize(from: storage, count: count)
      waiting.append((copy, count))
      return
    }
    depth += 1
    storage.releaseAll(count)
    depth -= 1
    releaseWaiting()
  }

  /// Empties a field of an object that is going away, now or when the current release has unwound.
  static func release<T>(_ field: inout T, replacedBy nothing: T) {
    if depth > 200 {
      others.append(field)
      field = nothing
      return
    }
    depth += 1
    replace(&field, by: nothing)
    depth -= 1
    releaseWaiting()
  }

  /// The same for a closure: as a `T` it would be wrapped anew, and the wrapper let go of when it no longer counts.
  static func release(_ field: inout () throws -> Value?, replacedBy nothing: @escaping () throws -> Value?) {
    if depth > 200 {
      others.append(field)
      field = nothing
      return
    }
    depth += 1
    replace(&field, by: nothing)
    depth -= 1
    releaseWaiting()
  }

  /// The same for the one value that a small object holds.
  @inline(__always) static func release(_ field: inout Value) {
    withUnsafeMutablePointer(to: &field) { place in
      guard place.tag == UnsafeMutablePointer<Value>.objectTag else { return }
      releaseObjects(place, 1)
      place.initializeEmpty(1)
    }
  }

  /// Assigns where the compiler cannot put off the release of what was there before: the depth has to count it.
  @inline(never) private static func replace<T>(_ field: inout T, by nothing: T) { field = nothing }

  /// A step of its own: what is let go of may put other things into the array.
  @inline(never) private static func takeLast() -> Any { others.removeLast() }

  private static func releaseWaiting() {
    while depth == 0 {
      if let (storage, count) = waiting.popLast() {
        depth = 1
        storage.releaseAll(count)
        storage.deallocate()
        depth = 0
      } else if !others.isEmpty {
        depth = 1
        var last: Any? = takeLast()
        replace(&last, by: nil)
        depth = 0
      } else {
        return
      }
    }
  }
}

/// How much of the native stack is left: recursion through native code ends in `RecursionError`, not in a crash.
enum NativeStack {
  /// The lowest address that recursion may reach on the thread that last asked, and that thread.
  nonisolated(unsafe) private static var limit: UInt = 0
  nonisolated(unsafe) private static var thread: pthread_t = 0

  static func check() throws {
    var marker: UInt8 = 0
    let here = withUnsafeMutablePointer(to: &marker) { UInt(bitPattern: $0) }
    if thread != pthread_self() { measure() }
    if here < limit { throw ScriptError(.recursionError, "maximum recursion depth exceeded") }
  }

  @_silgen_name("pthread_getattr_np")
  private static func attributes(of thread: pthread_t, _ result: UnsafeMutablePointer<pthread_attr_t>) -> Int32

  private static func measure() {
    thread = pthread_self()
    var attributes = pthread_attr_t()
    var base: UnsafeMutableRawPointer?
    var size = 0
    guard self.attributes(of: thread, &attributes) == 0 else { return }
    pthread_attr_getstack(&attributes, &base, &size)
    pthread_attr_destroy(&attributes)
    limit = UInt(bitPattern: base) + UInt(min(size / 4, 384 << 10))
  }
}
