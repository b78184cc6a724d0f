extension Canvas {
  /// `text` with line breaks put between words where a line would be wider than `width`.
  func wrapped(_ text: String, _ font: Font, width: Double) -> String {
    if measure(text, font).width <= width { return text }
    return text.split(separator: "\n", omittingEmptySubsequences: false).map { paragraph in
      var lines: [String] = []
      for word in paragraph.split(separator: " ") {
        if let line = lines.last, measure(line + " " + word, font).width <= width {
          lines[lines.count - 1] = line + " " + word
        } else {
          lines.append(String(word))
        }
      }
      return lines.joined(separator: "\n")
    }.joined(separator: "\n")
  }
}

/// `text` without the dollar signs of matplotlib's mathematical notation: Greek letters by name, `^` and `_` with one
/// digit or a braced number raised and lowered. What it does not know stays as written.
func plainMath(_ text: String) -> String {
  let parts = text.split(separator: "$", omittingEmptySubsequences: false)
  guard parts.count >= 3, parts.count % 2 == 1 else { return text }
  return parts.enumerated().map { $0 % 2 == 0 ? String($1) : math(String($1)) }.joined()
}

private func math(_ source: String) -> String {
  var result = ""
  var rest = Array(source)[...]
  while let character = rest.popFirst() {
    if character == "\\" {
      let name = String(rest.prefix { $0.isLetter })
      rest = rest.dropFirst(name.count)
      result += mathSymbols[name] ?? (["mathrm", "mathbf", "text", "left", "right"].contains(name) ? "" : "\\" + name)
    } else if character == "^" || character == "_", let first = rest.first {
      var group: [Character] = [first]
      if first == "{" {
        group = Array(rest.dropFirst().prefix { $0 != "}" })
        rest = rest.dropFirst(group.count + 2)
      } else {
        rest = rest.dropFirst()
      }
      let text = math(String(group))
      let moved = character == "^" ? superscript(text) : subscriptText(text)
      result += moved != text || text.isEmpty ? moved : String(character) + text
    } else if character != "{" && character != "}" {
      result.append(character == "-" ? "\u{2212}" : character)
    }
  }
  return result
}

private func subscriptText(_ text: String) -> String {
  let lowered: [Character: Character] = [
    "0": "₀", "1": "₁", "2": "₂", "3": "₃", "4": "₄", "5": "₅", "6": "₆", "7": "₇", "8": "₈", "9": "₉", "\u{2212}": "₋",
    "-": "₋", "+": "₊", "a": "ₐ", "e": "ₑ", "i": "ᵢ", "j": "ⱼ", "k": "ₖ", "n": "ₙ", "t": "ₜ", "x": "ₓ",
  ]
  return String(text.map { lowered[$0] ?? $0 })
}

private let mathSymbols: [String: String] = [
  "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε", "varepsilon": "ε", "zeta": "ζ", "eta": "η",
  "theta": "θ", "iota": "ι", "kappa": "κ", "lambda": "λ", "mu": "μ", "nu": "ν", "xi": "ξ", "pi": "π", "rho": "ρ",
  "sigma": "σ", "tau": "τ", "phi": "φ", "varphi": "φ", "chi": "χ", "psi": "ψ", "omega": "ω", "Gamma": "Γ",
  "Delta": "Δ", "Theta": "Θ", "Lambda": "Λ", "Xi": "Ξ", "Pi": "Π", "Sigma": "Σ", "Phi": "Φ", "Psi": "Ψ", "Omega": "Ω",
  "times": "×", "cdot": "·", "pm": "±", "leq": "≤", "geq": "≥", "le": "≤", "ge": "≥", "neq": "≠", "approx": "≈",
  "infty": "∞", "sum": "∑", "prod": "∏", "sqrt": "√", "partial": "∂", "nabla": "∇", "in": "∈", "to": "→",
  "rightarrow": "→", "leftarrow": "←", "log": "log", "exp": "exp", "min": "min", "max": "max", "ln": "ln", "sim": "∼",
  "hat": "", "bar": "",
]
