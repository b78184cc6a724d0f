import Glibc
import Support
import Synchronization

/// Interrupts the running computation after a time, unless it is cancelled before.
final class Deadline: @unchecked Sendable {
  private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
  private var thread = pthread_t()
  private var cancelled = false
  private var passed = false
  private let due: timespec

  /// Asks for interruption in `seconds`.
  init(seconds: Double) {
    pthread_mutex_init(mutex, nil)
    var attributes = pthread_condattr_t()
    pthread_condattr_init(&attributes)
    pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC)
    pthread_cond_init(condition, &attributes)
    pthread_condattr_destroy(&attributes)
    let end = Clock.steady + min(seconds, 1e9)
    due = timespec(tv_sec: Int(end), tv_nsec: Int((end - end.rounded(.down)) * 1e9))
    pthread_create(
      &thread, nil,
      { argument in
        Unmanaged<Deadline>.fromOpaque(argument!).takeUnretainedValue().wait()
        return nil
      }, Unmanaged.passUnretained(self).toOpaque())
  }

  deinit {
    mutex.deallocate()
    condition.deallocate()
  }

  private func wait() {
    pthread_mutex_lock(mutex)
    var due = due
    while !cancelled {
      if pthread_cond_timedwait(condition, mutex, &due) == ETIMEDOUT { break }
    }
    if !cancelled {
      passed = true
      Interruption.request()
    }
    pthread_mutex_unlock(mutex)
  }

  /// Stops the clock; true when the time had passed before.
  func cancel() -> Bool {
    pthread_mutex_lock(mutex)
    cancelled = true
    pthread_cond_signal(condition)
    pthread_mutex_unlock(mutex)
    pthread_join(thread, nil)
    return passed
  }
}
