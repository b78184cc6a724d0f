/// Names that a misspelt one may have meant.
public enum Suggestions {
  /// The candidate nearest to `name`, if one is near enough, by CPython's rule: edits cost 2, a change of case 1, and
  /// at most a third of both names together may differ.
  public static func nearest(to name: String, among candidates: some Sequence<String>) -> String? {
    let wrong = Array(name.utf8)
    if wrong.count > 40 { return nil }
    var best: String?
    var bestDistance = Int.max
    var seen = 0
    for candidate in candidates where candidate != name {
      seen += 1
      if seen > 750 { break }
      let letters = Array(candidate.utf8)
      if letters.count > 40 { continue }
      let limit = min((wrong.count + letters.count + 3) * 2 / 6, bestDistance - 1)
      let distance = distance(wrong, letters)
      if distance > limit { continue }
      if distance < bestDistance {
        best = candidate
        bestDistance = distance
      }
    }
    return best
  }

  private static func distance(_ a: [UInt8], _ b: [UInt8]) -> Int {
    var row = (0...b.count).map { $0 * 2 }
    for (i, x) in a.enumerated() {
      var diagonal = row[0]
      row[0] = (i + 1) * 2
      for (j, y) in b.enumerated() {
        let substituted = diagonal + cost(x, y)
        diagonal = row[j + 1]
        row[j + 1] = min(substituted, row[j + 1] + 2, row[j] + 2)
      }
    }
    return row[b.count]
  }

  private static func cost(_ x: UInt8, _ y: UInt8) -> Int {
    if x == y { return 0 }
    let isLetter = (x | 32) >= 97 && (x | 32) <= 122
    return isLetter && x | 32 == y | 32 ? 1 : 2
  }
}
