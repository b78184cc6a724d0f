import CArchive
import CBrotli
import CLZ4
import CSnappy
import CZstd
import Glibc
import Support

/// Memory that a page is decompressed into.
final class PageBuffer {
  let base: UnsafeMutableRawPointer
  let count: Int

  init(_ count: Int) {
    self.count = count
    base = .allocate(byteCount: max(count, 1), alignment: 8)
  }

  deinit { base.deallocate() }

  var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: base, count: count) }
}

/// The compressions of parquet's pages.
enum PageDecompression {
  private static let names = ["UNCOMPRESSED", "SNAPPY", "GZIP", "LZO", "BROTLI", "LZ4", "ZSTD", "LZ4_RAW"]

  /// Whether `count` bytes can become `size`, by the format of the codec: memory is asked for only then. zstd and
  /// brotli have no limit of their own, other codecs are refused.
  static func mayGrow(_ count: Int, to size: Int, codec: Int) -> Bool {
    switch codec {
    case 0: size == count
    case 1: size / 32 <= count  // at most 64 bytes for three
    case 2: size / 1100 <= count  // at most 258 bytes for two bits
    case 5, 7: size / 256 <= count  // at most 255 bytes for one
    default: true
    }
  }

  /// Writes what `source` decompresses to into `target`, all `count` bytes of it; `fault` makes errors.
  static func decompress(
    _ source: UnsafeRawBufferPointer, codec: Int, into target: UnsafeMutableRawPointer, count: Int,
    fault: (String) -> UserError
  ) throws {
    switch codec {
    case 0:
      guard source.count == count else { throw fault("a page is not as long as its header says") }
      if let base = source.baseAddress { memcpy(target, base, count) }
    case 1:
      try SharedLibrary.require(csnappy_problem())
      let input = source.baseAddress?.assumingMemoryBound(to: CChar.self)
      var length = 0
      guard snappy_uncompressed_length(input, source.count, &length) == SNAPPY_OK, length == count,
        snappy_uncompress(input, source.count, target.assumingMemoryBound(to: CChar.self), &length) == SNAPPY_OK,
        length == count
      else { throw fault("a page is damaged: snappy cannot read it") }
    case 2: try gzip(source, into: target, count: count, fault: fault)
    case 4:
      try SharedLibrary.require(cbrotli_problem())
      var length = count
      guard
        BrotliDecoderDecompress(
          source.count, source.baseAddress?.assumingMemoryBound(to: UInt8.self), &length,
          target.assumingMemoryBound(to: UInt8.self)) == BROTLI_DECODER_RESULT_SUCCESS, length == count
      else { throw fault("a page is damaged: brotli cannot read it") }
    case 5, 7:
      try SharedLibrary.require(clz4_problem())
      let isRead =
        codec == 7
        ? LZ4Block.decompress(source, into: target, count: count)
        : LZ4Block.decompressFramed(source, into: target, count: count)
      guard isRead else { throw fault("a page is damaged: it is no LZ4") }
    case 6:
      try SharedLibrary.require(czstd_problem())
      let result = ZSTD_decompress(target, count, source.baseAddress, source.count)
      guard ZSTD_isError(result) == 0 else {
        throw fault("a page is damaged: zstd says '\(String(cString: ZSTD_getErrorName(result)))'")
      }
      guard result == count else { throw fault("a page is not as long as its header says") }
    default:
      let name = names.indices.contains(codec) ? names[codec] : "number \(codec)"
      throw UserError(
        .notImplemented, fault("its compression, \(name), is not read").message,
        hint: "write the file with compression=\"snappy\", \"zstd\", \"gzip\", \"brotli\", \"lz4\" or none")
    }
  }

  private static func gzip(
    _ source: UnsafeRawBufferPointer, into target: UnsafeMutableRawPointer, count: Int, fault: (String) -> UserError
  ) throws {
    try SharedLibrary.require(carchive_problem())
    guard let archive = archive_read_new() else { throw fault("no memory") }
    defer { archive_read_free(archive) }
    archive_read_support_filter_gzip(archive)
    archive_read_support_format_raw(archive)
    var entry: OpaquePointer?
    var done = 0
    guard archive_read_open_memory(archive, source.baseAddress, source.count) == ARCHIVE_OK,
      archive_read_next_header(archive, &entry) == ARCHIVE_OK
    else { throw fault("a page is damaged: gzip cannot read it") }
    while done < count {
      let read = archive_read_data(archive, target + done, count - done)
      guard read > 0 else { throw fault("a page is damaged: gzip cannot read it") }
      done += read
    }
  }
}
