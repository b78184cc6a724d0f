import Script

/// Frames as HTML tables, as pandas writes them for notebooks.
enum PandasHTML {
  private static let mostRows = 60

  private static func escape(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;").replacing(
      "\"", with: "&quot;")
  }

  static func html(_ frame: FrameObject) throws -> String {
    let isCut = frame.rowCount > mostRows
    let rows = isCut ? Array(0..<5) + Array(frame.rowCount - 5..<frame.rowCount) : Array(0..<frame.rowCount)
    let cells = try frame.columns.map { try PandasText.cells($0, rows) }
    var html =
      "<table border=\"1\" class=\"dataframe\">\n  <thead>\n    <tr style=\"text-align: right;\">\n      <th></th>\n"
    for name in frame.names { html += "      <th>\(escape(name))</th>\n" }
    html += "    </tr>\n  </thead>\n  <tbody>\n"
    for (place, row) in rows.enumerated() {
      if isCut && place == 5 {
        html +=
          "    <tr>\n      <th>...</th>\n" + frame.names.map { _ in "      <td>...</td>\n" }.joined() + "    </tr>\n"
      }
      html += "    <tr>\n      <th>\(escape(try frame.index[row].text()))</th>\n"
      for column in cells { html += "      <td>\(escape(column[place]))</td>\n" }
      html += "    </tr>\n"
    }
    html += "  </tbody>\n</table>"
    if isCut { html += "\n<p>\(frame.rowCount) rows × \(frame.names.count) columns</p>" }
    return html
  }
}
