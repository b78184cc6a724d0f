import CRuntime
import Glibc
import Synchronization

/// The one owner of the processor's cores.
///
/// A small pool of threads runs the engine's kernels; OpenBLAS is kept to one thread and its products are split over
/// the same pool, so that two pools never fight for the cores. Work is cut into tasks by the caller; which thread runs
/// a task never changes what it computes, so results are bit-identical for one thread count.
///
/// The count comes from `RLNB_THREADS`, else from the cores this process may use.
public enum Threads {
  private static let pool: ThreadPool = {
    ThreadPool(threads: initialCount())
  }()

  /// How many threads share a parallel kernel, the caller's included.
  public static var count: Int { pool.count }

  /// Changes the number of threads (at least 1). Call it between computations.
  public static func setCount(_ count: Int) { pool.resize(to: max(1, min(count, 256))) }

  /// Runs `body(0)`, …, `body(tasks - 1)` in any order over the pool and returns when all are done.
  ///
  /// Inside a task, or while another thread uses the pool, the tasks run one after the other on the caller. Tasks work on
  /// plain memory: references to one object must not be copied in two of them (docs/internals/engine.md, Products).
  public static func parallel(_ tasks: Int, _ body: (Int) -> Void) {
    guard tasks > 1, pool.count > 1 else {
      for task in 0..<max(tasks, 0) { body(task) }
      return
    }
    pool.run(tasks, body)
  }

  /// Cuts `0..<count` into one range per thread, each a multiple of `grain` long but the last, and runs `body` on them.
  ///
  /// - Parameter grain: the smallest piece worth a thread of its own.
  public static func parallelRanges(_ count: Int, grain: Int, _ body: (Range<Int>) -> Void) {
    guard count > 0 else { return }
    let grain = max(1, grain)
    let pieces = min(Threads.count, (count + grain - 1) / grain)
    if pieces <= 1 { return body(0..<count) }
    let grains = (count + grain - 1) / grain
    parallel(pieces) { piece in
      let low = grains * piece / pieces * grain
      let high = min(count, grains * (piece + 1) / pieces * grain)
      if low < high { body(low..<high) }
    }
  }

  private static func initialCount() -> Int {
    if let text = getenv("RLNB_THREADS"), let count = Int(String(cString: text)), count > 0 { return min(count, 256) }
    let allowed = Int(count_allowed_processors())
    if allowed > 0 { return allowed }
    return max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))
  }
}

/// Threads that spin briefly for the next job and then sleep.
///
/// `ticket` holds the job's number in its high half and the next task in its low half: a claimed ticket proves that
/// the job is still running, so late wakers can never touch a finished job.
private final class ThreadPool: @unchecked Sendable {
  private(set) var count: Int
  private let ticket = Atomic<UInt64>(0)
  private let tasks = Atomic<Int>(0)
  private let done = Atomic<Int>(0)
  private let sleeping = Atomic<Int>(0)
  private let busy = Atomic<Bool>(false)
  private let epoch = Atomic<Int>(0)
  private var body: ((Int) -> Void)?
  private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let wake = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)

  init(threads: Int) {
    count = threads
    pthread_mutex_init(mutex, nil)
    pthread_cond_init(wake, nil)
    start()
  }

  func resize(to threads: Int) {
    guard threads != count else { return }
    count = threads
    epoch.wrappingAdd(1, ordering: .sequentiallyConsistent)  // the old workers leave
    publish(tasks: 0)
    start()
  }

  private func start() {
    for _ in 1..<max(count, 1) {
      let argument = Unmanaged.passRetained(Worker(pool: self, epoch: epoch.load(ordering: .sequentiallyConsistent)))
      var thread = pthread_t()
      let status = pthread_create(
        &thread, nil,
        { raw in
          let worker = Unmanaged<Worker>.fromOpaque(raw!).takeRetainedValue()
          worker.pool.work(epoch: worker.epoch)
          return nil
        }, argument.toOpaque())
      if status == 0 { pthread_detach(thread) } else { argument.release() }
    }
  }

  func run(_ tasks: Int, _ body: (Int) -> Void) {
    guard busy.compareExchange(expected: false, desired: true, ordering: .acquiring).exchanged else {
      for task in 0..<tasks { body(task) }
      return
    }
    withoutActuallyEscaping(body) { body in
      self.body = body
      publish(tasks: tasks)
      claimTasks()
      var spins = 0
      while done.load(ordering: .acquiring) < tasks {
        spins += 1
        if spins > 20_000 { sched_yield() }
      }
      self.body = nil
    }
    busy.store(false, ordering: .releasing)
  }

  private func publish(tasks: Int) {
    done.store(0, ordering: .relaxed)
    self.tasks.store(tasks, ordering: .relaxed)
    let job = (ticket.load(ordering: .relaxed) >> 32) &+ 1
    ticket.store(job << 32, ordering: .sequentiallyConsistent)
    if sleeping.load(ordering: .sequentiallyConsistent) > 0 {
      pthread_mutex_lock(mutex)
      pthread_cond_broadcast(wake)
      pthread_mutex_unlock(mutex)
    }
  }

  private func claimTasks() {
    var current = ticket.load(ordering: .acquiring)
    while true {
      let task = Int(current & 0xffff_ffff)
      guard task < tasks.load(ordering: .relaxed) else { return }
      let (claimed, seen) = ticket.compareExchange(
        expected: current, desired: current &+ 1, ordering: .acquiringAndReleasing)
      if claimed {
        body?(task)
        done.wrappingAdd(1, ordering: .acquiringAndReleasing)
        current = ticket.load(ordering: .acquiring)
      } else {
        current = seen
      }
    }
  }

  private func work(epoch mine: Int) {
    var lastJob = ticket.load(ordering: .acquiring) >> 32
    if lastJob > 0 { lastJob -= 1 }
    while true {
      var spins = 0
      while ticket.load(ordering: .acquiring) >> 32 == lastJob {
        spins += 1
        if spins < 30_000 { continue }
        pthread_mutex_lock(mutex)
        sleeping.wrappingAdd(1, ordering: .sequentiallyConsistent)
        while ticket.load(ordering: .sequentiallyConsistent) >> 32 == lastJob { pthread_cond_wait(wake, mutex) }
        sleeping.wrappingSubtract(1, ordering: .sequentiallyConsistent)
        pthread_mutex_unlock(mutex)
      }
      if epoch.load(ordering: .sequentiallyConsistent) != mine { return }
      lastJob = ticket.load(ordering: .acquiring) >> 32
      claimTasks()
    }
  }

  private final class Worker {
    let pool: ThreadPool
    let epoch: Int
    init(pool: ThreadPool, epoch: Int) {
      self.pool = pool
      self.epoch = epoch
    }
  }
}
