import CCairo

/// The pixels of a PNG, read back through Cairo.
final class PNGPixels {
  let width, height: Int
  private let bytes: [UInt8]
  private let stride: Int

  init?(_ png: [UInt8]) {
    final class Source {
      var rest: ArraySlice<UInt8>
      init(_ bytes: [UInt8]) { rest = bytes[...] }
    }
    let source = Source(png)
    let surface = cairo_image_surface_create_from_png_stream(
      { closure, data, count in
        guard let closure, let data else { return CAIRO_STATUS_READ_ERROR }
        let source = Unmanaged<Source>.fromOpaque(closure).takeUnretainedValue()
        guard source.rest.count >= Int(count) else { return CAIRO_STATUS_READ_ERROR }
        for (i, byte) in source.rest.prefix(Int(count)).enumerated() { data[i] = byte }
        source.rest = source.rest.dropFirst(Int(count))
        return CAIRO_STATUS_SUCCESS
      }, Unmanaged.passUnretained(source).toOpaque())
    defer { cairo_surface_destroy(surface) }
    guard cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS, let data = cairo_image_surface_get_data(surface) else {
      return nil
    }
    width = Int(cairo_image_surface_get_width(surface))
    height = Int(cairo_image_surface_get_height(surface))
    stride = Int(cairo_image_surface_get_stride(surface))
    bytes = Array(UnsafeBufferPointer(start: data, count: stride * height))
  }

  /// Red, green and blue of a pixel, from the top left.
  func pixel(_ x: Int, _ y: Int) -> [UInt8] {
    let start = y * stride + x * 4
    return [bytes[start + 2], bytes[start + 1], bytes[start]]
  }
}
