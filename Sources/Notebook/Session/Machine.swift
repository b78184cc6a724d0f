import Glibc
import Support

/// The machine a run took place on, as far as its speed goes.
public struct Machine: Sendable, Equatable {
  public var processor: String
  public var cores: Int
  public var memoryBytes: Int
  public var system: String

  public init(processor: String, cores: Int, memoryBytes: Int, system: String) {
    self.processor = processor
    self.cores = cores
    self.memoryBytes = memoryBytes
    self.system = system
  }

  /// This machine.
  public static let current: Machine = {
    let information = (try? FileIO.readText("/proc/cpuinfo")) ?? ""
    let model = information.split(separator: "\n").first { $0.hasPrefix("model name") }
      .flatMap { $0.split(separator: ":", maxSplits: 1).last }.map { $0.trimmed }
    let release = (try? FileIO.readText("/etc/os-release")) ?? ""
    let system = release.split(separator: "\n").first { $0.hasPrefix("PRETTY_NAME=") }
      .map { $0.dropFirst(12).filter { $0 != "\"" } }
    return Machine(
      processor: model ?? "unknown processor",
      cores: max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))),
      memoryBytes: sysconf(Int32(_SC_PHYS_PAGES)) * sysconf(Int32(_SC_PAGESIZE)),
      system: system ?? "Linux")
  }()
}

/// Times and durations as reports write them.
public enum Clock {
  /// Seconds since 1970.
  public static var now: Double {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  /// Seconds of a clock that only goes forward.
  public static var steady: Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  /// `2026-11-23 18:04`, in the machine's time zone.
  public static func date(_ seconds: Double) -> String {
    var time = time_t(seconds)
    var parts = tm()
    localtime_r(&time, &parts)
    func two(_ number: Int32) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return
      "\(parts.tm_year + 1900)-\(two(parts.tm_mon + 1))-\(two(parts.tm_mday)) \(two(parts.tm_hour)):\(two(parts.tm_min))"
  }

  /// `340 ms`, `1.2 s`, `2 min 05 s`, `1 h 03 min`.
  public static func duration(_ seconds: Double) -> String {
    if seconds < 0.0995 { return seconds < 0.0005 ? "0 ms" : "\(Int((seconds * 1000).rounded())) ms" }
    if seconds < 59.95 {
      let tenths = Int((seconds * 10).rounded())
      return "\(tenths / 10).\(tenths % 10) s"
    }
    let whole = Int(seconds.rounded())
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    if whole < 3600 { return "\(whole / 60) min \(two(whole % 60)) s" }
    return "\(whole / 3600) h \(two(whole % 3600 / 60)) min"
  }
}
