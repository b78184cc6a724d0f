/// What TeX's names stand for.
enum FormulaSymbols {
  static let letters: [String: String] = [
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ϵ", "varepsilon": "ε", "zeta": "ζ", "eta": "η",
    "theta": "θ", "vartheta": "ϑ", "iota": "ι", "kappa": "κ", "lambda": "λ", "mu": "μ", "nu": "ν", "xi": "ξ", "pi": "π",
    "rho": "ρ", "sigma": "σ", "tau": "τ", "upsilon": "υ", "phi": "ϕ", "varphi": "φ", "chi": "χ", "psi": "ψ",
    "omega": "ω", "Gamma": "Γ", "Delta": "Δ", "Theta": "Θ", "Lambda": "Λ", "Xi": "Ξ", "Pi": "Π", "Sigma": "Σ",
    "Phi": "Φ", "Psi": "Ψ", "Omega": "Ω", "ell": "ℓ", "infty": "∞", "partial": "∂", "nabla": "∇", "hbar": "ℏ",
    "emptyset": "∅", "top": "⊤", "Re": "ℜ", "Im": "ℑ",
  ]

  static let operators: [String: String] = [
    "cdot": "⋅", "times": "×", "div": "÷", "pm": "±", "mp": "∓", "le": "≤", "leq": "≤", "ge": "≥", "geq": "≥",
    "ne": "≠", "neq": "≠", "approx": "≈", "equiv": "≡", "sim": "∼", "simeq": "≃", "propto": "∝", "in": "∈",
    "notin": "∉", "subset": "⊂", "subseteq": "⊆", "cup": "∪", "cap": "∩", "to": "→", "rightarrow": "→",
    "leftarrow": "←", "Rightarrow": "⇒", "Leftarrow": "⇐", "leftrightarrow": "↔", "mapsto": "↦", "gets": "←",
    "sum": "∑", "prod": "∏", "int": "∫", "mid": "|", "vert": "|", "Vert": "‖", "lvert": "|", "rvert": "|",
    "parallel": "∥", "ldots": "…", "dots": "…", "cdots": "⋯", "vdots": "⋮", "odot": "⊙", "oplus": "⊕",
    "otimes": "⊗", "circ": "∘", "ast": "∗", "star": "⋆", "ll": "≪", "gg": "≫", "forall": "∀", "exists": "∃",
    "neg": "¬", "land": "∧", "lor": "∨", "wedge": "∧", "vee": "∨", "langle": "⟨", "rangle": "⟩", "lfloor": "⌊",
    "rfloor": "⌋", "lceil": "⌈", "rceil": "⌉", "lbrace": "{", "rbrace": "}", "colon": ":", "coloneqq": "≔",
    "triangleq": "≜", "perp": "⊥", "setminus": "∖", "prime": "′", "leftarrows": "⇇",
  ]

  static let functions: Set<String> = [
    "log", "ln", "exp", "min", "max", "sin", "cos", "tan", "tanh", "sinh", "cosh", "lim", "sup", "inf", "arg", "argmax",
    "argmin", "det", "dim", "Pr", "clip", "softmax", "sign", "KL",
  ]

  static let accents: [String: String] = [
    "hat": "^", "widehat": "^", "bar": "¯", "overline": "¯", "tilde": "~", "widetilde": "~", "vec": "→", "dot": "˙",
    "ddot": "¨",
  ]

  private static let exceptions: [String: [Character: String]] = [
    "mathbb": ["C": "ℂ", "H": "ℍ", "N": "ℕ", "P": "ℙ", "Q": "ℚ", "R": "ℝ", "Z": "ℤ"],
    "mathcal": [
      "B": "ℬ", "E": "ℰ", "F": "ℱ", "H": "ℋ", "I": "ℐ", "L": "ℒ", "M": "ℳ", "R": "ℛ", "e": "ℯ", "g": "ℊ", "o": "ℴ",
    ],
  ]

  /// Letters in double-struck (`mathbb`) or script (`mathcal`) form.
  static func styled(_ text: String, _ style: String) -> String {
    let upper: UInt32 = style == "mathbb" ? 0x1D538 : 0x1D49C
    return text.map { character -> String in
      if let special = exceptions[style]?[character] { return special }
      guard let code = character.asciiValue,
        let scalar = code >= 0x41 && code <= 0x5A
          ? Unicode.Scalar(upper + UInt32(code) - 0x41)
          : code >= 0x61 && code <= 0x7A ? Unicode.Scalar(upper + 26 + UInt32(code) - 0x61) : nil
      else { return String(character) }
      return String(scalar)
    }.joined()
  }
}
