import Support

/// A repository of the hub: `owner/name`, of models or of data sets.
public struct HubRepository: Sendable, Hashable {
  public enum Kind: String, Sendable {
    case models
    case datasets
  }

  public let kind: Kind
  public let name: String

  /// `nil` when `name` is none that a repository can have: one or two parts of letters, digits, `-`, `_` and `.`.
  public init?(_ kind: Kind, _ name: String) {
    let parts = name.split(separator: "/", omittingEmptySubsequences: false)
    let isName =
      parts.count <= 2
      && parts.allSatisfy { part in
        !part.isEmpty && part.count <= 96 && part.first != "." && part.first != "-" && !part.contains("..")
          && part.utf8.allSatisfy {
            $0 >= 0x30 && $0 <= 0x39 || $0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x7A || $0 == 0x2D || $0 == 0x2E || $0 == 0x5F
          }
      }
    guard isName else { return nil }
    self.kind = kind
    self.name = name
  }

  /// Its folder in the cache: `models--owner--name`.
  public var folderName: String { "\(kind.rawValue)--" + name.split(separator: "/").joined(separator: "--") }

  /// The path of one of its files below the hub's address.
  func filePath(_ file: String, revision: String) -> String {
    let prefix = kind == .models ? "" : "/datasets"
    return "\(prefix)/\(name)/resolve/\(Self.escape(revision, slashes: true))/\(Self.escape(file, slashes: false))"
  }

  /// The path of the description of a revision.
  func listingPath(revision: String) -> String {
    "/api/\(kind.rawValue)/\(name)/revision/\(Self.escape(revision, slashes: true))"
  }

  /// `text` with percent signs for what an address cannot hold.
  private static func escape(_ text: String, slashes: Bool) -> String {
    let digits = Array("0123456789ABCDEF".utf8)
    var result: [UInt8] = []
    for byte in text.utf8 {
      let isLetter = byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A || byte >= 0x30 && byte <= 0x39
      if isLetter || [0x2D, 0x2E, 0x5F, 0x7E].contains(byte) || byte == 0x2F && !slashes {
        result.append(byte)
      } else {
        result += [0x25, digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
    }
    return String(decoding: result, as: UTF8.self)
  }
}
