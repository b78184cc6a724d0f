import Support

/// Which code cells to run: numbers and ranges from 1, `tag:NAME`, and titles with `*` and `?`, in a comma-separated list.
public struct CellSelection: Sendable, Equatable {
  enum Part: Sendable, Equatable {
    case range(ClosedRange<Int>)
    case tag(String)
    case title(String)
  }

  private let parts: [(text: String, part: Part)]

  /// Reads `1-5,8,tag:setup,Train*`.
  ///
  /// - Throws: ``UserError`` when a part is empty or a range runs backwards.
  public init(_ text: String) throws {
    parts = try text.split(separator: ",", omittingEmptySubsequences: false).map { piece in
      let piece = piece.trimmed
      guard !piece.isEmpty else {
        throw UserError(
          .value, "'\(text)' names no cells", hint: "write numbers, ranges, tag:NAME or titles: 1-5,8,tag:setup,Train*")
      }
      return (piece, try CellSelection.part(piece))
    }
  }

  public static func == (a: CellSelection, b: CellSelection) -> Bool { a.parts.map(\.part) == b.parts.map(\.part) }

  private static func part(_ text: String) throws -> Part {
    if text.hasPrefix("tag:") { return .tag(text.dropFirst(4).trimmed) }
    if let number = Int(text), number >= 0 { return .range(number...number) }
    let ends = text.split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false).map { $0.trimmed }
    if ends.count == 2, ends.contains(where: { !$0.isEmpty }), ends.allSatisfy({ $0.isEmpty || Int($0) != nil }) {
      let first = Int(ends[0]) ?? 1
      let last = Int(ends[1]) ?? Int.max
      guard first <= last else { throw UserError(.value, "'\(text)' runs backwards", hint: "write \(last)-\(first)") }
      return .range(first...last)
    }
    return .title(text)
  }

  /// The indices of the chosen cells of `notebook`, in its order.
  ///
  /// - Throws: ``UserError`` naming what there is when a part matches no code cell.
  public func indices(in notebook: Notebook) throws -> Set<Int> {
    var chosen: Set<Int> = []
    for (text, part) in parts {
      let matches = notebook.codeCells.filter { number, index in
        let cell = notebook.cells[index]
        switch part {
        case .range(let range): return range.contains(number)
        case .tag(let tag): return cell.tags.contains { Glob.matches($0, pattern: tag) }
        case .title(let title): return Glob.matches(cell.title, pattern: title)
        }
      }
      if matches.isEmpty { throw nothing(text, part, notebook) }
      chosen.formUnion(matches.map(\.index))
    }
    return chosen
  }

  private func nothing(_ text: String, _ part: Part, _ notebook: Notebook) -> UserError {
    let cells = notebook.codeCells.map { notebook.cells[$0.index] }
    let hint: String
    switch part {
    case .range: hint = cells.isEmpty ? "it has no code cells" : "its code cells are 1-\(cells.count)"
    case .tag(let tag):
      let tags = Set(cells.flatMap(\.tags)).sorted()
      let near = Nearest.match(tag, among: tags).map { "did you mean 'tag:\($0)'? " } ?? ""
      hint = tags.isEmpty ? "no cell has a tag" : "\(near)its tags: \(tags.joined(separator: ", "))"
    case .title(let title):
      let titles = cells.map(\.title).filter { !$0.isEmpty }
      let near = Nearest.match(title, among: titles).map { "did you mean '\($0)'? " } ?? ""
      hint =
        titles.isEmpty
        ? "no code cell has a title; use numbers, 1-\(cells.count)"
        : "\(near)its titles: \(titles.joined(separator: "; "))"
    }
    return UserError(.value, "no code cell matches '\(text)'", hint: hint)
  }
}

/// Shell-like patterns: `*` any run of characters, `?` any one; letters in either case.
enum Glob {
  static func matches(_ text: String, pattern: String) -> Bool {
    let text = Array(text.lowercased())
    let pattern = Array(pattern.lowercased())
    var t = 0
    var p = 0
    var star: (p: Int, t: Int)?
    while t < text.count {
      if p < pattern.count, pattern[p] == "*" {
        star = (p, t)
        p += 1
      } else if p < pattern.count, pattern[p] == "?" || pattern[p] == text[t] {
        p += 1
        t += 1
      } else if let back = star {
        star = (back.p, back.t + 1)
        p = back.p + 1
        t = back.t + 1
      } else {
        return false
      }
    }
    return pattern[p...].allSatisfy { $0 == "*" }
  }
}
