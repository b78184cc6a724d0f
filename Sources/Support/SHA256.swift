import CCrypto

/// SHA-256 of bytes, through libcrypto.
public enum SHA256 {
  /// The digest of `bytes` as 64 lower-case hexadecimal digits.
  ///
  /// - Throws: ``UserError`` when there is no libcrypto.
  public static func hex(_ bytes: [UInt8]) throws -> String {
    try SharedLibrary.require(ccrypto_problem())
    var digest = [UInt8](repeating: 0, count: 32)
    var length: UInt32 = 32
    EVP_Digest(bytes, bytes.count, &digest, &length, EVP_sha256(), nil)
    let digits = Array("0123456789abcdef".utf8)
    return String(decoding: digest.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }
}
