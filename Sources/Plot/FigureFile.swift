import Support

extension Figure {
  /// The kinds of file a figure can be saved as.
  public enum FileFormat: String, CaseIterable, Sendable {
    case png, svg, pdf
    /// The terminal's drawing, without colours.
    case txt
  }

  /// Saves the figure to `path`, whole or not at all, as the kind its extension names.
  ///
  /// - Parameters:
  ///   - format: overrides the extension; without either, PNG, and `.png` is added to the name.
  ///   - dpi: pixels per inch of a PNG; the figure's own when `nil`.
  /// - Throws: ``UserError`` for an unknown kind or a file that cannot be written.
  public func save(to path: String, format: String? = nil, dpi: Double? = nil) throws {
    let name = path.split(separator: "/").last ?? ""
    var path = path
    let ending: String
    if let format {
      ending = format.lowercased()
    } else if let dot = name.lastIndex(of: "."), dot != name.startIndex {
      ending = name[name.index(after: dot)...].lowercased()
    } else {
      ending = "png"
      path += ".png"
    }
    guard let format = FileFormat(rawValue: ending) else {
      throw UserError(
        .value, "Format '\(ending)' is not supported", hint: "supported formats: png, svg, pdf, txt")
    }
    switch format {
    case .png: try FileIO.write(png(dpi: dpi), to: path)
    case .svg: try FileIO.write(svg(), to: path)
    case .pdf: try FileIO.write(pdf(), to: path)
    case .txt: try FileIO.write(terminal(colored: false), to: path)
    }
  }
}
