import CCrypto

/// A digest that is fed piece by piece, through libcrypto.
public final class Digest {
  public enum Algorithm: Sendable {
    case sha1, sha256
  }

  private let context: OpaquePointer

  /// - Throws: ``UserError`` when there is no libcrypto.
  public init(_ algorithm: Algorithm) throws {
    try SharedLibrary.require(ccrypto_problem())
    guard let context = EVP_MD_CTX_new() else { throw UserError(.memory, "no memory for a digest") }
    self.context = context
    EVP_DigestInit_ex(context, algorithm == .sha1 ? EVP_sha1() : EVP_sha256(), nil)
  }

  deinit { EVP_MD_CTX_free(context) }

  public func update(_ bytes: UnsafeRawBufferPointer) { EVP_DigestUpdate(context, bytes.baseAddress, bytes.count) }

  public func update(_ text: String) {
    var text = text
    text.withUTF8 { update(UnsafeRawBufferPointer($0)) }
  }

  /// The digest of all that was fed, as lower-case hexadecimal digits. The last thing to ask for.
  public func hex() -> String {
    var digest = [UInt8](repeating: 0, count: 64)
    var length: UInt32 = 0
    EVP_DigestFinal_ex(context, &digest, &length)
    let digits = Array("0123456789abcdef".utf8)
    return String(
      decoding: digest.prefix(Int(length)).flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }

  /// The digest of the file at `path`, after `prefix`.
  public static func hex(ofFile path: String, _ algorithm: Algorithm, prefix: String = "") throws -> String {
    let digest = try Digest(algorithm)
    digest.update(prefix)
    try FileIO.forEachPart(of: path) { digest.update($0) }
    return digest.hex()
  }
}
