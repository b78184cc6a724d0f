import Glibc
import Support

extension Tensor {
  /// y[n, c] = table[ids[n], c].
  ///
  /// Backward adds row n of dy to row ids[n] of dtable; the order is that of `ids`, whatever the thread count.
  /// - Parameter padding: the id whose row gets no gradient, as `padding_idx` of torch's.
  public static func embedding(_ ids: [Int32], table: Tensor, padding: Int32? = nil) throws -> Tensor {
    try table.requireFloat("embedding", "table")
    guard table.rank == 2 else {
      throw UserError(.runtime, "embedding: table has shape \(table.shape), two axes are needed")
    }
    try requireIndices(ids, below: table.shape[0], "embedding", "id")
    return takeRows("embedding", table, ids, frozen: padding)
  }

  /// y[m, …] = x[rows[m], …]: some rows of x, in any order, repeated or not. Backward adds them up.
  public static func gatherRows(_ x: Tensor, rows: [Int32]) throws -> Tensor {
    try x.requireFloat("gatherRows")
    guard x.rank >= 1 else { throw UserError(.runtime, "gatherRows: the input is a scalar") }
    try requireIndices(rows, below: x.shape[0], "gatherRows", "row")
    return takeRows("gatherRows", x, rows)
  }

  private static func takeRows(_ name: String, _ x: Tensor, _ rows: [Int32], frozen: Int32? = nil) -> Tensor {
    let columns = x.shape.dropFirst().reduce(1, *)
    let y = Tensor(uninitialized: [rows.count] + x.shape.dropFirst())
    Threads.parallelRanges(rows.count, grain: max(1, 16384 / max(columns, 1))) { range in
      for row in range { memcpy(y.data + row * columns, x.data + Int(rows[row]) * columns, columns * 4) }
    }
    return y.recorded(name, inputs: [x]) { dy, sink in
      sink.write(x) { dx, accumulate in
        if !accumulate { memset(dx, 0, x.count * 4) }
        // Threads share columns, not rows: no two of them write the same element.
        Threads.parallelRanges(columns, grain: rows.count * columns < 65536 ? columns : 16) { range in
          for (row, target) in rows.enumerated() where target != frozen {
            Kernels.addRow(
              dx + Int(target) * columns + range.lowerBound, dy.data + row * columns + range.lowerBound, range.count)
          }
        }
      }
    }
  }
}
