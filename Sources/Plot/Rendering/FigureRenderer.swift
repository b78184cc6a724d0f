import CCairo
import Support
import Synchronization

/// One figure is drawn at a time: text is measured with one context for all, and Cairo's contexts have no locks.
private let drawing = Mutex(())

extension Figure {
  /// Draws the figure on `canvas`, in points.
  func draw(on canvas: Canvas) {
    let layout = FigureLayout(self)
    if background.alpha > 0 {
      canvas.rectangle(Rect(x: 0, y: 0, width: layout.size.width, height: layout.size.height))
      canvas.fill(background)
    }
    canvas.text(
      layout.title, at: Point(layout.size.width / 2, layout.titleBaseline), layout.titleFont, Theme.text,
      horizontal: .center, vertical: .top)
    let renderers = layout.plots.map { AxesRenderer(canvas, $0.layout, $0.rect) }
    for renderer in renderers { renderer.draw() }
    for renderer in renderers {
      renderer.drawLegend(twins: renderers.filter { $0.layout.axes.twin === renderer.layout.axes })
    }
  }

  /// The figure as an SVG document, text as outlines. The same figure gives the same bytes, and the documents of
  /// different figures can stand in one HTML page.
  public func svg() throws -> String {
    let bytes = try vector { write, closure, width, height in
      let surface = cairo_svg_surface_create_for_stream(write, closure, width, height)
      cairo_svg_surface_set_document_unit(surface, CAIRO_SVG_UNIT_PT)
      return surface
    }
    return tidiedSVG(bytes, title: accessibleDescription)
  }

  /// The figure as a PDF document of one page.
  public func pdf() throws -> [UInt8] {
    try vector { write, closure, width, height in
      let surface = cairo_pdf_surface_create_for_stream(write, closure, width, height)
      // Without a date of its own the document would hold the current time, and differ from run to run.
      cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, "2000-01-01T00:00:00Z")
      cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, self.accessibleDescription)
      return surface
    }
  }

  /// The figure as a PNG image.
  ///
  /// - Parameter dpi: pixels per inch; the figure's own when `nil`.
  /// - Throws: ``UserError`` (ValueError) when the image would have more than 32,767 pixels on a side or 200 million.
  public func png(dpi: Double? = nil) throws -> [UInt8] {
    let dpi = dpi ?? self.dpi
    let (width, height) = ((width * dpi).rounded(), (height * dpi).rounded())
    guard width >= 1, height >= 1, width <= 32767, height <= 32767, width * height <= 2e8 else {
      throw UserError(
        .value, "an image of \(fixed(width, 0))×\(fixed(height, 0)) pixels cannot be drawn",
        hint: "make figsize or dpi smaller or larger")
    }
    try SharedLibrary.require(ccairo_problem())
    let surface = cairo_image_surface_create(CAIRO_FORMAT_ARGB32, Int32(width), Int32(height))
    defer { cairo_surface_destroy(surface) }
    try draw(on: surface, scale: dpi / 72)
    return try collect { write, closure in cairo_surface_write_to_png_stream(surface, write, closure) }
  }

  /// The texts of the figure, for readers who do not see it.
  var accessibleDescription: String {
    let parts = axes.map { axes in
      let names = axes.legendEntries.map(\.label).joined(separator: ", ")
      let labels = [axes.y.label, axes.x.label].filter { !$0.isEmpty }.joined(separator: " / ")
      return [axes.title, labels, names].filter { !$0.isEmpty }.joined(separator: "; ")
    }
    return ([title] + parts).filter { !$0.isEmpty }.joined(separator: ". ")
  }

  private func draw(on surface: OpaquePointer?, scale: Double) throws {
    try check(cairo_surface_status(surface))
    guard let context = cairo_create(surface) else { throw UserError(.memory, "cannot draw the figure") }
    let canvas = Canvas(context)
    cairo_scale(context, scale, scale)
    drawing.withLock { _ in draw(on: canvas) }
    cairo_surface_flush(surface)
    try check(cairo_status(context))
  }

  private typealias Writer = @convention(c) (UnsafeMutableRawPointer?, UnsafePointer<UInt8>?, UInt32) -> cairo_status_t

  private func vector(
    _ make: (Writer, UnsafeMutableRawPointer, Double, Double) -> OpaquePointer?
  ) throws -> [UInt8] {
    try SharedLibrary.require(ccairo_problem())
    return try collect { write, closure in
      let surface = make(write, closure, width * 72, height * 72)
      defer { cairo_surface_destroy(surface) }
      cairo_surface_set_fallback_resolution(surface, 300, 300)
      try draw(on: surface, scale: 1)
      cairo_surface_finish(surface)
      return cairo_surface_status(surface)
    }
  }

  private func collect(
    _ body: (@escaping Writer, UnsafeMutableRawPointer) throws -> cairo_status_t
  ) throws -> [UInt8] {
    let sink = ByteSink()
    let status = try body(
      { closure, data, count in
        guard let closure, let data else { return CAIRO_STATUS_WRITE_ERROR }
        let sink = Unmanaged<ByteSink>.fromOpaque(closure).takeUnretainedValue()
        sink.bytes.append(contentsOf: UnsafeBufferPointer(start: data, count: Int(count)))
        return CAIRO_STATUS_SUCCESS
      }, Unmanaged.passUnretained(sink).toOpaque())
    try check(status)
    return withExtendedLifetime(sink) { sink.bytes }
  }

  private func check(_ status: cairo_status_t) throws {
    guard status == CAIRO_STATUS_SUCCESS else {
      throw UserError(.runtime, "cannot draw the figure: \(String(cString: cairo_status_to_string(status)))")
    }
  }
}

private final class ByteSink {
  var bytes: [UInt8] = []
}
