import Support

/// Follows a run while it goes on: a terminal, a test.
public protocol RunObserver: AnyObject {
  /// A Markdown or raw cell was passed.
  func passed(_ cell: Cell)
  /// Code cell `number` of `count` begins.
  func began(_ cell: Cell, number: Int, of count: Int)
  /// The cell wrote to a stream.
  func wrote(_ stream: CellOutput.Stream, _ bytes: UnsafeBufferPointer<UInt8>)
  /// The cell showed anything else.
  func showed(_ output: CellOutput)
  /// The cell ended, or was passed over.
  func ended(_ cell: Cell, number: Int, _ run: CellRun)
}
