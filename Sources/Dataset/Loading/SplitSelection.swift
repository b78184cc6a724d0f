import Support

/// Which rows of which splits: `train`, `train[:10%]`, `train[100:200]`, `train[-50:]+test`.
public struct SplitSelection: Sendable {
  /// One term of the sum.
  struct Term: Sendable {
    var split: String
    var from: Bound?
    var to: Bound?
  }

  /// Where a slice begins or ends; negative counts from the end.
  enum Bound: Sendable {
    case row(Int)
    case percent(Int)

    func row(of count: Int) -> Int {
      let index: Int
      switch self {
      case .row(let row): index = row
      case .percent(let percent): index = Int((Double(percent) * Double(count) / 100).rounded(.toNearestOrEven))
      }
      return min(max(index < 0 ? index + count : index, 0), count)
    }
  }

  let terms: [Term]

  /// Parses `text`; throws a `ValueError` that shows the forms there are.
  public init(_ text: String) throws {
    func wrong() -> UserError {
      UserError(
        .value, "cannot understand the split '\(text)'", hint: "write 'train', 'train[:10%]' or 'train[100:200]'")
    }
    func bound(_ text: Substring) throws -> Bound? {
      if text.isEmpty { return nil }
      if text.last == "%" {
        guard let percent = Int(text.dropLast()), abs(percent) <= 100 else { throw wrong() }
        return .percent(percent)
      }
      guard let row = Int(text) else { throw wrong() }
      return .row(row)
    }
    terms = try text.split(separator: "+", omittingEmptySubsequences: false).map { piece in
      let piece = piece.filter { $0 != " " }[...]
      guard let open = piece.firstIndex(of: "[") else {
        guard !piece.isEmpty, !piece.contains("]") else { throw wrong() }
        return Term(split: String(piece))
      }
      guard piece.last == "]" else { throw wrong() }
      let inside = piece[piece.index(after: open)...].dropLast()
      let bounds = inside.split(separator: ":", omittingEmptySubsequences: false)
      guard bounds.count == 2, open > piece.startIndex else { throw wrong() }
      return Term(split: String(piece[..<open]), from: try bound(bounds[0]), to: try bound(bounds[1]))
    }
  }

  /// The selected rows, each split taken from `table`.
  func select(from table: (String) throws -> Table) throws -> Table {
    var result: Table?
    for term in terms {
      let whole = try table(term.split)
      let start = term.from?.row(of: whole.rowCount) ?? 0
      let end = term.to?.row(of: whole.rowCount) ?? whole.rowCount
      let part = whole.slice(start..<max(start, end))
      result = try result?.appending(part) ?? part
    }
    return result ?? Table()
  }
}
