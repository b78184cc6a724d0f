import AllocationMeter

/// How much memory runs asked for while they read, what they kept included.
public struct MemoryUse: CustomStringConvertible {
  private var most = 0
  private var mostInput = 0
  /// The most that was asked for beyond twice the input.
  private var excess = Int.min

  public init() {}

  /// What `body` gives, and the most memory that it held at once.
  public static func of(_ body: () throws -> Void) -> (outcome: Result<Void, any Error>, memory: Int) {
    allocation_meter_reset()
    let before = allocation_meter_now()
    let outcome = Result { try body() }
    return (outcome, allocation_meter_peak() - before)
  }

  /// The least memory of a few runs of `body`: other threads of the program may allocate as well.
  public static func least(_ limit: Int, _ body: () throws -> Void) -> Int {
    var least = of(body).memory
    for _ in 0..<3 where least > limit { least = min(least, of(body).memory) }
    return least
  }

  public mutating func note(_ memory: Int, input: Int) {
    if memory > most { (most, mostInput) = (memory, input) }
    excess = max(excess, memory - 2 * input)
  }

  public var description: String {
    "most memory of a run \(most) bytes (input \(mostInput)), at most \(excess) bytes above twice the input"
  }
}
