/// TeX formulas as MathML, which browsers draw without a script: the part of TeX that machine-learning texts use.
struct Formula {
  private let scalars: [Unicode.Scalar]
  private var position = 0
  private var depth = 0

  /// The MathML of `tex`; what is not understood is shown as it was written.
  static func mathML(_ tex: String, display: Bool) -> String {
    var formula = Formula(tex)
    let body = formula.row(until: { _ in false })
    return "<math\(display ? " display=\"block\"" : "")><mrow>\(body)</mrow></math>"
  }

  /// `html` with md4c's `<x-equation>` elements, whose content is escaped TeX, as MathML.
  static func replaceEquations(_ html: String) -> String {
    var out = ""
    var rest = html[...]
    while let open = rest.firstRange(of: "<x-equation") {
      guard let openEnd = rest[open.upperBound...].firstIndex(of: ">"),
        let close = rest[openEnd...].firstRange(of: "</x-equation>")
      else { break }
      out += rest[..<open.lowerBound]
      let display = rest[open.upperBound..<openEnd].contains("display")
      let tex = HTMLReferences.decode(String(rest[rest.index(after: openEnd)..<close.lowerBound]))
      out += mathML(tex, display: display)
      rest = rest[close.upperBound...]
    }
    return out + rest
  }

  private init(_ tex: String) { scalars = Array(tex.unicodeScalars) }

  private var next: Unicode.Scalar? { position < scalars.count ? scalars[position] : nil }

  private mutating func skipSpace() {
    while let scalar = next, scalar.properties.isWhitespace { position += 1 }
  }

  /// Atoms with their scripts up to a closing brace, to `\right`, or to a sign that `stop` names.
  private mutating func row(until stop: (Unicode.Scalar) -> Bool) -> String {
    var out = ""
    depth += 1
    defer { depth -= 1 }
    guard depth < 60 else {
      position = scalars.count
      return out
    }
    while true {
      skipSpace()
      guard let scalar = next, scalar != "}", !stop(scalar), !atCommand("right"), !atCommand("end"), !atCommand("\\")
      else { break }
      let start = position
      out += scripted()
      if position == start { position += 1 }
    }
    return out
  }

  private func atCommand(_ name: String) -> Bool {
    guard next == "\\" else { return false }
    let wanted = Array(name.unicodeScalars)
    guard scalars[(position + 1)...].starts(with: wanted) else { return false }
    let after = position + 1 + wanted.count
    return name == "\\" || after >= scalars.count || !scalars[after].properties.isAlphabetic
  }

  /// One atom with what is below and above it.
  private mutating func scripted() -> String {
    let isLimitStyle = ["sum", "prod", "min", "max", "argmax", "argmin", "lim", "sup", "inf"].contains { atCommand($0) }
    var base = atom()
    var below: String?
    var above: String?
    while true {
      skipSpace()
      if next == "_" {
        position += 1
        below = argument()
      } else if next == "^" {
        position += 1
        above = argument()
      } else if next == "'" {
        position += 1
        above = "\(above ?? "")<mo>′</mo>"
      } else {
        break
      }
    }
    if base.isEmpty { base = "<mrow></mrow>" }
    let (under, over, both) = isLimitStyle ? ("munder", "mover", "munderover") : ("msub", "msup", "msubsup")
    switch (below, above) {
    case (let low?, let high?): return "<\(both)>\(base)<mrow>\(low)</mrow><mrow>\(high)</mrow></\(both)>"
    case (let low?, nil): return "<\(under)>\(base)<mrow>\(low)</mrow></\(under)>"
    case (nil, let high?): return "<\(over)>\(base)<mrow>\(high)</mrow></\(over)>"
    case (nil, nil): return base
    }
  }

  /// The content of `{…}`, or one atom.
  private mutating func argument() -> String {
    skipSpace()
    guard next == "{" else { return atom() }
    position += 1
    let inner = row(until: { _ in false })
    if next == "}" { position += 1 }
    return inner
  }

  /// The letters between braces, as they are.
  private mutating func rawArgument() -> String {
    skipSpace()
    guard next == "{" else {
      guard let scalar = next else { return "" }
      position += 1
      return String(scalar)
    }
    var level = 0
    var out = ""
    while let scalar = next {
      position += 1
      if scalar == "{" { level += 1; if level == 1 { continue } }
      if scalar == "}" { level -= 1; if level == 0 { break } }
      out.unicodeScalars.append(scalar)
    }
    return out
  }

  private mutating func atom() -> String {
    skipSpace()
    guard let scalar = next else { return "" }
    if scalar == "{" { return "<mrow>\(argument())</mrow>" }
    if scalar == "\\" { return command() }
    if scalar == "&" {
      position += 1
      return ""
    }
    if scalar.properties.numericType != nil
      || scalar == "." && position + 1 < scalars.count && scalars[position + 1].properties.numericType != nil
    {
      var digits = ""
      while let digit = next, digit.properties.numericType != nil || digit == "." {
        digits.unicodeScalars.append(digit)
        position += 1
      }
      return "<mn>\(HTML.escape(digits))</mn>"
    }
    position += 1
    if scalar.properties.isAlphabetic { return "<mi>\(HTML.escape(String(scalar)))</mi>" }
    let sign = scalar == "-" ? "−" : scalar == "*" ? "∗" : String(scalar)
    let stretch = "()[]|".unicodeScalars.contains(scalar) ? " stretchy=\"false\"" : ""
    return "<mo\(stretch)>\(HTML.escape(sign))</mo>"
  }

  private mutating func command() -> String {
    position += 1
    var name = ""
    while let scalar = next, scalar.properties.isAlphabetic {
      name.unicodeScalars.append(scalar)
      position += 1
    }
    if name.isEmpty {
      guard let scalar = next else { return "" }
      position += 1
      switch scalar {
      case ",", ":", ";", " ": return "<mspace width=\"0.2em\"></mspace>"
      case "!": return ""
      case "|": return "<mo stretchy=\"false\">‖</mo>"
      default: return "<mo stretchy=\"false\">\(HTML.escape(String(scalar)))</mo>"
      }
    }
    if let letter = FormulaSymbols.letters[name] { return "<mi>\(letter)</mi>" }
    if let sign = FormulaSymbols.operators[name] { return "<mo>\(sign)</mo>" }
    if FormulaSymbols.functions.contains(name) { return "<mi>\(name)</mi>" }
    if let accent = FormulaSymbols.accents[name] {
      return "<mover accent=\"true\"><mrow>\(argument())</mrow><mo>\(accent)</mo></mover>"
    }
    switch name {
    case "frac", "dfrac", "tfrac":
      let above = argument()
      return "<mfrac><mrow>\(above)</mrow><mrow>\(argument())</mrow></mfrac>"
    case "sqrt":
      skipSpace()
      guard next == "[" else { return "<msqrt>\(argument())</msqrt>" }
      position += 1
      let index = row(until: { $0 == "]" })
      if next == "]" { position += 1 }
      return "<mroot><mrow>\(argument())</mrow><mrow>\(index)</mrow></mroot>"
    case "text", "mbox", "textrm", "textit", "textbf": return "<mtext>\(HTML.escape(rawArgument()))</mtext>"
    case "mathrm", "operatorname", "mathit", "mathsf", "mathtt", "texttt":
      let star = next == "*"
      if star { position += 1 }
      return "<mi mathvariant=\"normal\">\(HTML.escape(rawArgument()))</mi>"
    case "mathbf", "boldsymbol", "bm": return "<mrow class=\"bold\">\(argument())</mrow>"
    case "mathbb", "mathcal": return "<mi>\(HTML.escape(FormulaSymbols.styled(rawArgument(), name)))</mi>"
    case "left", "right", "big", "Big", "bigg", "Bigg", "bigl", "bigr", "Bigl", "Bigr": return delimited(name)
    case "quad": return "<mspace width=\"1em\"></mspace>"
    case "qquad": return "<mspace width=\"2em\"></mspace>"
    case "begin": return environment()
    case "underbrace", "overbrace": return "<mrow>\(argument())</mrow>"
    case "displaystyle", "textstyle", "limits", "nolimits": return ""
    default: return "<mtext class=\"tex\">\\\(HTML.escape(name))</mtext>"
    }
  }

  private mutating func delimiter() -> String {
    skipSpace()
    guard let scalar = next else { return "" }
    if scalar == "\\" {
      let start = position
      let sign = command()
      if sign.hasPrefix("<mo") { return PlainText.of(sign) }
      return String(String.UnicodeScalarView(scalars[start..<position]))
    }
    position += 1
    return scalar == "." ? "" : String(scalar)
  }

  private mutating func delimited(_ name: String) -> String {
    let open = delimiter()
    guard name == "left" else { return open.isEmpty ? "" : "<mo>\(HTML.escape(open))</mo>" }
    let inner = row(until: { _ in false })
    var close = ""
    if atCommand("right") {
      position += 6
      close = delimiter()
    }
    return "<mrow><mo>\(HTML.escape(open))</mo>\(inner)<mo>\(HTML.escape(close))</mo></mrow>"
  }

  /// `cases`, `aligned`, `matrix` and their kin as a table.
  private mutating func environment() -> String {
    let name = rawArgument()
    var rows = ""
    var cells = ""
    while position < scalars.count {
      cells += "<mtd>\(row(until: { $0 == "&" }))</mtd>"
      if next == "&" {
        position += 1
        continue
      }
      rows += "<mtr>\(cells)</mtr>"
      cells = ""
      if atCommand("\\") {
        position += 2
        continue
      }
      if atCommand("end") {
        position += 4
        _ = rawArgument()
      }
      break
    }
    let signs: [String: (String, String)] = [
      "cases": ("{", ""), "pmatrix": ("(", ")"), "bmatrix": ("[", "]"), "vmatrix": ("|", "|"),
    ]
    let (open, close) = signs[name] ?? ("", "")
    let table = "<mtable>\(rows)</mtable>"
    if open.isEmpty { return table }
    return "<mrow><mo>\(open)</mo>\(table)\(close.isEmpty ? "" : "<mo>\(close)</mo>")</mrow>"
  }
}
