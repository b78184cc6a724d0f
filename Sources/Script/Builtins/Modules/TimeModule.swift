import Glibc
import Support

/// `time`.
enum TimeModule {
  static let structType: TypeObject = {
    let type = TypeObject("struct_time", base: .tuple, module: "time", isUserDefined: true)
    let fields = ["tm_year", "tm_mon", "tm_mday", "tm_hour", "tm_min", "tm_sec", "tm_wday", "tm_yday", "tm_isdst"]
    for (i, name) in fields.enumerated() {
      type.property(name, get: { value in value.tuple.map { $0[i] } ?? .none })
    }
    type.constructor("iterable, /") { call in
      let items = try call[0].items()
      guard items.count >= 9 else {
        throw ScriptError(
          .typeError, "time.struct_time() takes an at least 9-sequence (\(items.count)-sequence given)")
      }
      return Value(TimeTuple(Array(items.prefix(9))))
    }
    return type
  }()

  private final class TimeTuple: TupleObject {
    init(_ items: [Value]) { super.init(items, type: TimeModule.structType) }

    override func repr() throws -> String {
      let names = ["tm_year", "tm_mon", "tm_mday", "tm_hour", "tm_min", "tm_sec", "tm_wday", "tm_yday", "tm_isdst"]
      let parts = try zip(names, items).map { "\($0)=\(try $1.repr())" }
      return "time.struct_time(\(parts.joined(separator: ", ")))"
    }
  }

  static func now(_ clock: clockid_t) -> Int {
    var time = timespec()
    clock_gettime(clock, &time)
    return time.tv_sec * 1_000_000_000 + time.tv_nsec
  }

  static func register(in interpreter: Interpreter) {
    interpreter.register(module: "time") { names in
      for (name, clock) in [
        ("time", CLOCK_REALTIME), ("perf_counter", CLOCK_MONOTONIC), ("monotonic", CLOCK_MONOTONIC),
        ("process_time", CLOCK_PROCESS_CPUTIME_ID), ("thread_time", CLOCK_THREAD_CPUTIME_ID),
      ] {
        names.function(name) { _ in .float(Double(now(clock)) / 1e9) }
        names.function(name + "_ns") { _ in .int(now(clock)) }
      }
      names.function("sleep", "seconds, /") { call in
        try sleep(call[0].needFloat())
        return .none
      }
      names.type(structType)
      registerCalendar(names)
      var january: time_t = 1_704_067_200
      var local = tm()
      localtime_r(&january, &local)
      names["timezone"] = .int(-local.tm_gmtoff)
      names["daylight"] = .int(0)
    }
  }

  /// Sleeps in slices, so that an interruption ends it.
  private static func sleep(_ seconds: Double) throws {
    if seconds.isNaN { throw ScriptError(.valueError, "Invalid value NaN (not a number)") }
    if seconds < 0 { throw ScriptError(.valueError, "sleep length must be non-negative") }
    Interpreter.running.flush()
    let end = now(CLOCK_MONOTONIC) + Int(min(seconds, 1e9) * 1e9)
    while true {
      try Interruption.check()
      let left = end - now(CLOCK_MONOTONIC)
      if left <= 0 { return }
      var slice = timespec(tv_sec: 0, tv_nsec: min(left, 20_000_000))
      nanosleep(&slice, nil)
    }
  }

  private static func tuple(_ time: tm) -> Value {
    let fields = [
      Int(time.tm_year) + 1900, Int(time.tm_mon) + 1, Int(time.tm_mday), Int(time.tm_hour), Int(time.tm_min),
      Int(time.tm_sec), (Int(time.tm_wday) + 6) % 7, Int(time.tm_yday) + 1, Int(time.tm_isdst),
    ]
    return Value(TimeTuple(fields.map { .int($0) }))
  }

  /// Seconds since 1970 as the system counts them.
  private static func moment(_ value: Value) throws -> time_t {
    if let seconds = value.exactInt { return seconds }
    let seconds = try value.needFloat()
    if seconds.isNaN { throw ScriptError(.valueError, "Invalid value NaN (not a number)") }
    if seconds.isInfinite { throw ScriptError(.overflowError, "cannot convert float infinity to integer") }
    guard let whole = time_t(exactly: seconds.rounded(.down)) else {
      throw ScriptError(.overflowError, "timestamp out of range for platform time_t")
    }
    return whole
  }

  /// Refuses fields that no calendar has, as `strftime` and `asctime` do.
  private static func check(_ time: tm) throws {
    let fields: [(Int32, ClosedRange<Int32>, String)] = [
      (time.tm_mon, -1...11, "month"), (time.tm_mday, 0...31, "day of month"), (time.tm_hour, 0...23, "hour"),
      (time.tm_min, 0...59, "minute"), (time.tm_sec, 0...61, "seconds"), (time.tm_wday, 0...6, "day of week"),
      (time.tm_yday, -1...365, "day of year"),
    ]
    for (value, range, name) in fields where !range.contains(value) {
      throw ScriptError(.valueError, "\(name) out of range")
    }
  }

  private static func broken(_ value: Value) throws -> tm {
    let items = try value.items()
    guard items.count == 9 else {
      throw ScriptError(.typeError, "time tuple must have exactly 9 items")
    }
    let n = try items.map { item in
      guard let field = Int32(exactly: try item.asIndex()) else {
        throw ScriptError(.overflowError, "Python int too large to convert to C int")
      }
      return field
    }
    guard n[0] >= Int32.min + 1900 else { throw ScriptError(.overflowError, "year out of range") }
    var time = tm()
    (time.tm_year, time.tm_mon, time.tm_mday) = (n[0] - 1900, n[1] &- 1, n[2])
    (time.tm_hour, time.tm_min, time.tm_sec) = (n[3], n[4], n[5])
    (time.tm_wday, time.tm_yday, time.tm_isdst) = (n[6] == .max ? 7 : (n[6] + 1) % 7, n[7] &- 1, n[8])
    return time
  }

  private static func at(
    _ call: CallArguments, _ convert: (UnsafePointer<time_t>, UnsafeMutablePointer<tm>) -> UnsafeMutablePointer<tm>?
  ) throws -> tm {
    var seconds = call.isNone(0) ? time(nil) : try moment(call[0])
    var result = tm()
    guard convert(&seconds, &result) != nil else {
      throw ScriptError(.osError, "[Errno 75] Value too large for defined data type")
    }
    return result
  }

  static func text(_ time: tm, _ format: String) -> String {
    if format.isEmpty { return "" }
    var time = time
    var buffer = [CChar](repeating: 0, count: 256 + format.utf8.count * 8)
    let count = strftime(&buffer, buffer.count, format, &time)
    return buffer.withUnsafeBytes { String(decoding: $0.prefix(count), as: UTF8.self) }
  }

  private static func registerCalendar(_ names: Namespace) {
    names.function("localtime", "seconds=None, /") { call in tuple(try at(call) { localtime_r($0, $1) }) }
    names.function("gmtime", "seconds=None, /") { call in tuple(try at(call) { gmtime_r($0, $1) }) }
    names.function("mktime", "t, /") { call in
      var time = try broken(call[0])
      return .float(Double(mktime(&time)))
    }
    names.function("strftime", "format, t=None, /") { call in
      var seconds = time(nil)
      var moment = tm()
      localtime_r(&seconds, &moment)
      if !call.isNone(1) {
        moment = try broken(call[1])
        try check(moment)
      }
      return Value(text(moment, try call.string(0)))
    }
    names.function("strptime", "string, format='%a %b %d %H:%M:%S %Y', /") { call in
      guard let parse = try call.interpreter.importModule("_strptime").namespace["parse"] else { return .none }
      let parts = try parse.call(call[0], call[1]).items()
      return Value(TimeTuple(Array(parts[0..<6]) + [parts[7], parts[8], .int(-1)]))
    }
    names.function("ctime", "seconds=None, /") { call in
      Value(text(try at(call) { localtime_r($0, $1) }, "%a %b %e %H:%M:%S %Y"))
    }
    names.function("asctime", "t=None, /") { call in
      var seconds = time(nil)
      var moment = tm()
      localtime_r(&seconds, &moment)
      if !call.isNone(0) {
        moment = try broken(call[0])
        try check(moment)
      }
      return Value(text(moment, "%a %b %e %H:%M:%S %Y"))
    }
  }
}
