import Support

/// What native loops call in every round: once in a while it looks for an interruption.
enum Pulse {
  nonisolated(unsafe) private static var rounds: UInt32 = 0

  /// - Throws: ``Interrupted`` when a stop was asked for.
  @inline(__always) static func beat() throws {
    rounds &+= 1
    if rounds & 0xFFF == 0 { try Interruption.check() }
  }
}
