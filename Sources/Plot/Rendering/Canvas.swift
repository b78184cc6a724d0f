import CCairo

/// Where a text's anchor point lies in it, sideways.
public enum HorizontalAlignment: String, Sendable {
  case left, center, right
}

/// Where a text's anchor point lies in it, up and down.
public enum VerticalAlignment: String, Sendable {
  case top, center, baseline, bottom
}

/// A size and weight of the one typeface figures are set in.
struct Font: Equatable {
  var size: Double
  var isBold = false
  var isItalic = false
  var isMonospaced = false
}

/// A page to draw on, measured in points. Wraps one Cairo context; the same calls draw on every kind of surface.
final class Canvas {
  let context: OpaquePointer

  init(_ context: OpaquePointer) {
    self.context = context
    Canvas.prepare(context)
  }

  /// A canvas for measuring text only.
  static let measuring: Canvas = {
    let surface = cairo_image_surface_create(CAIRO_FORMAT_A8, 1, 1)
    let context = cairo_create(surface)
    cairo_surface_destroy(surface)
    // cairo_create never returns null: on failure it hands out a context in an error state.
    return Canvas(context.unsafelyUnwrapped)
  }()

  private static func prepare(_ context: OpaquePointer) {
    // Without hinting, text has the same width on screen, on paper and in the measurements.
    let options = cairo_font_options_create()
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE)
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF)
    cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY)
    cairo_set_font_options(context, options)
    cairo_font_options_destroy(options)
    cairo_set_line_join(context, CAIRO_LINE_JOIN_ROUND)
  }

  func setColor(_ color: Color) {
    cairo_set_source_rgba(context, color.red, color.green, color.blue, color.alpha)
  }

  func move(_ point: Point) { cairo_move_to(context, point.x, point.y) }

  func line(_ point: Point) { cairo_line_to(context, point.x, point.y) }

  func closePath() { cairo_close_path(context) }

  func rectangle(_ rect: Rect) { cairo_rectangle(context, rect.x, rect.y, rect.width, rect.height) }

  func roundedRectangle(_ rect: Rect, radius: Double) {
    let r = min(radius, rect.width / 2, rect.height / 2)
    cairo_new_sub_path(context)
    cairo_arc(context, rect.right - r, rect.top + r, r, -.pi / 2, 0)
    cairo_arc(context, rect.right - r, rect.bottom - r, r, 0, .pi / 2)
    cairo_arc(context, rect.left + r, rect.bottom - r, r, .pi / 2, .pi)
    cairo_arc(context, rect.left + r, rect.top + r, r, .pi, .pi * 1.5)
    cairo_close_path(context)
  }

  func circle(_ center: Point, radius: Double) {
    cairo_new_sub_path(context)
    cairo_arc(context, center.x, center.y, radius, 0, 2 * .pi)
    cairo_close_path(context)
  }

  func polygon(_ points: some Sequence<Point>) {
    var isFirst = true
    for point in points {
      if isFirst { move(point) } else { line(point) }
      isFirst = false
    }
    if !isFirst { closePath() }
  }

  /// Forgets the path that a fill kept.
  func discardPath() { cairo_new_path(context) }

  func fill(_ color: Color, keepingPath: Bool = false) {
    setColor(color)
    if keepingPath { cairo_fill_preserve(context) } else { cairo_fill(context) }
  }

  func stroke(
    _ color: Color, width: Double, dashes: [Double] = [], roundCap: Bool = false, keepingPath: Bool = false
  ) {
    setColor(color)
    cairo_set_line_width(context, max(width, 0))
    cairo_set_dash(context, dashes, Int32(dashes.count), 0)
    cairo_set_line_cap(context, roundCap ? CAIRO_LINE_CAP_ROUND : CAIRO_LINE_CAP_BUTT)
    if keepingPath { cairo_stroke_preserve(context) } else { cairo_stroke(context) }
  }

  /// A straight stroke.
  func segment(_ a: Point, _ b: Point, _ color: Color, width: Double, dashes: [Double] = []) {
    move(a)
    line(b)
    stroke(color, width: width, dashes: dashes)
  }

  /// Runs `body` with drawing confined to `rect`.
  func clipped(to rect: Rect, _ body: () -> Void) {
    cairo_save(context)
    rectangle(rect)
    cairo_clip(context)
    body()
    cairo_restore(context)
  }

  /// Draws `colors`, rows of cells from the top, over `rect`.
  func image(_ colors: [Color], columns: Int, in rect: Rect, smoothly: Bool) {
    guard columns > 0, colors.count >= columns, columns <= 32767, colors.count / columns <= 32767 else { return }
    let rows = colors.count / columns
    guard let surface = cairo_image_surface_create(CAIRO_FORMAT_ARGB32, Int32(columns), Int32(rows)),
      cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS, let pixels = cairo_image_surface_get_data(surface)
    else { return }
    let stride = Int(cairo_image_surface_get_stride(surface))
    for (index, color) in colors.enumerated().prefix(rows * columns) {
      let place = pixels + index / columns * stride + index % columns * 4
      // Cairo's pixels are premultiplied, in the machine's byte order.
      let (r, g, b) = color.premultiplied
      place.withMemoryRebound(to: UInt32.self, capacity: 1) {
        $0.pointee = UInt32((color.alpha * 255).rounded()) << 24 | r << 16 | g << 8 | b
      }
    }
    cairo_surface_mark_dirty(surface)
    cairo_save(context)
    cairo_translate(context, rect.x, rect.y)
    cairo_scale(context, rect.width / Double(columns), rect.height / Double(rows))
    cairo_set_source_surface(context, surface, 0, 0)
    cairo_pattern_set_filter(cairo_get_source(context), smoothly ? CAIRO_FILTER_BILINEAR : CAIRO_FILTER_NEAREST)
    cairo_pattern_set_extend(cairo_get_source(context), CAIRO_EXTEND_PAD)
    cairo_rectangle(context, 0, 0, Double(columns), Double(rows))
    cairo_fill(context)
    cairo_restore(context)
    cairo_surface_destroy(surface)
  }

  private func select(_ font: Font) {
    // DejaVu Sans is on every Debian machine with fonts; fontconfig answers with its nearest sans-serif elsewhere.
    cairo_select_font_face(
      context, font.isMonospaced ? "DejaVu Sans Mono" : "DejaVu Sans",
      font.isItalic ? CAIRO_FONT_SLANT_ITALIC : CAIRO_FONT_SLANT_NORMAL,
      font.isBold ? CAIRO_FONT_WEIGHT_BOLD : CAIRO_FONT_WEIGHT_NORMAL)
    cairo_set_font_size(context, max(font.size, 0.1))
  }

  /// The size of `text` set in `font`, lines parted by newlines.
  func measure(_ text: String, _ font: Font) -> Size {
    if text.isEmpty { return Size(0, 0) }
    select(font)
    let lines = plainMath(text).split(separator: "\n", omittingEmptySubsequences: false)
    let width = lines.reduce(0) { max($0, advance($1)) }
    return Size(width, font.size * (Canvas.capAndDescent + Canvas.lineHeight * Double(lines.count - 1)))
  }

  /// Height of a line of text from the top of its capitals to the bottom of its descenders, in font sizes.
  static let capAndDescent = ascent + descent
  private static let ascent = 0.76
  private static let descent = 0.22
  private static let lineHeight = 1.25

  private func advance(_ line: Substring) -> Double {
    var extents = cairo_text_extents_t()
    cairo_text_extents(context, String(line.filter { !$0.isControl }), &extents)
    return extents.x_advance
  }

  /// Sets `text` with `point` at the given place in it, turned by `rotation` degrees counterclockwise about `point`.
  func text(
    _ text: String, at point: Point, _ font: Font, _ color: Color, horizontal: HorizontalAlignment = .left,
    vertical: VerticalAlignment = .baseline, rotation: Double = 0
  ) {
    guard !text.isEmpty, point.x.isFinite, point.y.isFinite else { return }
    let size = measure(text, font)
    let lines = plainMath(text).split(separator: "\n", omittingEmptySubsequences: false)
    cairo_save(context)
    cairo_translate(context, point.x, point.y)
    if rotation != 0 { cairo_rotate(context, -rotation * .pi / 180) }
    setColor(color)
    var y: Double =
      switch vertical {
      case .top: font.size * Canvas.ascent
      case .center: font.size * Canvas.ascent - (size.height - font.size * Canvas.descent) / 2
      case .baseline: 0
      case .bottom: font.size * Canvas.ascent - size.height
      }
    for line in lines {
      let x: Double =
        switch horizontal {
        case .left: 0
        case .center: -advance(line) / 2
        case .right: -advance(line)
        }
      cairo_move_to(context, x, y)
      cairo_show_text(context, String(line.filter { !$0.isControl }))
      y += font.size * Canvas.lineHeight
    }
    cairo_new_path(context)
    cairo_restore(context)
  }

  deinit { cairo_destroy(context) }
}

extension Character {
  var isControl: Bool { unicodeScalars.allSatisfy { $0.properties.generalCategory == .control } }
}

extension Color {
  fileprivate var premultiplied: (UInt32, UInt32, UInt32) {
    func byte(_ value: Double) -> UInt32 { UInt32(min(max((value * alpha * 255).rounded(), 0), 255)) }
    return (byte(red), byte(green), byte(blue))
  }
}
