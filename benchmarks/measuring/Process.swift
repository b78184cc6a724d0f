import Glibc

/// Seconds of a clock that never jumps.
public func now() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_MONOTONIC, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
}

/// Prints a line that is seen at once.
public func say(_ line: String) {
  print(line)
  fflush(stdout)
}

/// The most memory the process has held, in MB.
public func peakMemory() -> Double {
  var usage = rusage()
  getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
  return Double(usage.ru_maxrss) / 1024
}
