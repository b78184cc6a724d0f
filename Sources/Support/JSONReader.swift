extension JSON {
  /// Parses the JSON text in `bytes`, which must be one value of UTF-8 text.
  ///
  /// As Python's reader it accepts `NaN`, `Infinity` and `-Infinity`. Nesting deeper than 512 is refused.
  /// - Parameter name: what to call the text in an error, usually the path of the file.
  /// - Throws: a `ValueError` with the line and column of the fault.
  public static func parse(_ bytes: [UInt8], name: String = "JSON text") throws -> JSON {
    try bytes.withUnsafeBufferPointer { try parse($0, name: name) }
  }

  /// Parses the JSON text in `buffer`.
  /// - Parameter line: where the text is a part of a file, the line of the file it starts on; errors then say
  ///   `NAME, line 7, column 3: …`.
  public static func parse(
    _ buffer: UnsafeBufferPointer<UInt8>, name: String = "JSON text", line: Int? = nil
  ) throws -> JSON {
    var scanner = JSONScanner(buffer, name: name, line: line)
    let result = try scanner.value()
    try scanner.end()
    return result
  }

  /// Parses `text`.
  public static func parse(_ text: String, name: String = "JSON text") throws -> JSON {
    try parse(Array(text.utf8), name: name)
  }

  /// Reads and parses the file at `path`.
  public static func read(_ path: String) throws -> JSON { try parse(FileIO.read(path), name: path) }
}

extension JSONScanner {
  /// Takes the value that comes next.
  public mutating func value() throws -> JSON {
    switch kind() {
    case .object?:
      var members = JSONObject()
      try self.members { scanner, key in members[key] = try scanner.value() }
      return .object(members)
    case .array?:
      var items: [JSON] = []
      try elements { items.append(try $0.value()) }
      return .array(items)
    case .string?: return .string(try string())
    case .number?: return try number()
    case .bool?: return .bool(try bool())
    case .null?:
      try null()
      return .null
    case nil: throw missing()
    }
  }
}
