import MemoryUse
import Support
import Tensor
import Testing
import Transformer

/// Files of a megabyte made to take as much memory as their readers can be led to: each costs at most twice its size
/// and twelve megabytes.
@Suite(.serialized) struct CheckpointBombTests {
  private static let size = 1 << 20

  private func expectSmall(_ bytes: [UInt8], _ name: String, _ read: (UnsafeRawBufferPointer) throws -> Void) {
    let limit = 2 * bytes.count + 12 << 20
    let memory = bytes.withUnsafeBytes { content in MemoryUse.least(limit) { try read(content) } }
    #expect(memory <= limit, "\(name): \(bytes.count) bytes took \(memory)")
  }

  private func fill(_ piece: String) -> String { String(repeating: piece, count: Self.size / piece.utf8.count) }

  private func safetensors(_ header: String) throws {
    let length = withUnsafeBytes(of: UInt64(header.utf8.count).littleEndian) { Array($0) }
    expectSmall(length + Array(header.utf8), String(header.prefix(24))) { content in
      let file = try SafetensorsFile(MappedFile(path: "bomb.safetensors", content: content))
      _ = file.tensors.count
    }
  }

  @Test func headersOfSafetensors() throws {
    try safetensors("{\"a\":[" + fill("1,") + "1]}")
    try safetensors("{\"a\":[" + fill("[],") + "1]}")
    try safetensors("{\"a\":[" + fill("[[[[[[[[]]]]]]]],") + "1]}")
    try safetensors("{\"a\":[" + fill("{\"b\":{}},") + "1]}")
    let empty = #"{"dtype":"F32","shape":[0],"data_offsets":[0,0]}"#
    try safetensors("{" + (0..<Self.size / 60).map { "\"\($0)\":\(empty)" }.joined(separator: ",") + "}")
    try safetensors("{\"__metadata__\":{" + (0..<Self.size / 12).map { "\"\($0)\":\"\"" }.joined(separator: ",") + "}}")
  }

  /// A stream of torch.save: the magic number, the version and the machine before `pickle`.
  private func pytorch(_ pickle: [UInt8]) {
    let start: [UInt8] = [0x80, 2, 0x8A, 10, 0x6C, 0xFC, 0x9C, 0x46, 0xF9, 0x20, 0x6A, 0xA8, 0x50, 0x19, 0x2E]
    let bytes = start + [0x80, 2, 0x4D, 0xE9, 3, 0x2E] + [0x80, 2]
      + Array("}.".utf8) + [0x80, 2] + pickle
    expectSmall(bytes, "\(pickle.prefix(12))") { content in
      _ = try PyTorchFile(MappedFile(path: "bomb.bin", content: content))
    }
    expectSmall(bytes, "values of \(pickle.prefix(12))") { content in
      try withTemporaryFolder { folder in
        try FileIO.write(Array(content), to: folder + "/bomb.pt")
        _ = try SavedValue(path: folder + "/bomb.pt")
      }
    }
  }

  private func repeated(_ piece: [UInt8]) -> [UInt8] {
    Array(repeatElement(piece, count: Self.size / piece.count).joined())
  }

  @Test func picklesOfPyTorch() throws {
    let end = Array(".".utf8)
    for piece in ["N", "]", ")", "}", "(", "]0", "](", "K\u{1}", "N\u{94}"] {
      pytorch(repeated(piece.unicodeScalars.map { UInt8($0.value) }) + end)
    }
    // One list, again and again: itself remembered, then put into lists of lists.
    pytorch(Array("]q\u{0}(".utf8) + repeated(Array("h\u{0}".utf8)) + Array("e.".utf8))
    // Numbers of eight bytes, as a list of statistics has them.
    pytorch(Array("](".utf8) + repeated(Array("G".utf8) + [0x3F, 0xF0, 0, 0, 0, 0, 0, 0]) + Array("e.".utf8))
    // A long text, many times.
    let text = Array("X".utf8) + [0, 0, 8, 0] + [UInt8](repeating: 97, count: 1 << 19) + Array("q\u{0}0](".utf8)
    pytorch(text + Array(repeatElement(Array("h\u{0}".utf8), count: 1 << 18).joined()) + Array("e.".utf8))
    // A storage that is used by ever new tensors of 64 dimensions, and one that claims more than there is.
    let storage = "(X\u{7}\0\0\0storagectorch\nFloatStorage\nX\u{1}\0\0\0000X\u{3}\0\0\0cpuK\u{1}tQq\u{1}"
    let sizes = "(" + String(repeating: "K\u{1}", count: 64) + "tq\u{2}"
    let view = "ctorch._utils\n_rebuild_tensor_v2\nq\u{3}0(h\u{1}K\0h\u{2}h\u{2}tq\u{4}0](" 
    pytorch(
      Array(("]" + storage + "0" + sizes + "0" + view).utf8)
        + repeated(Array("h\u{3}h\u{4}R".utf8)) + Array("e.".utf8))
  }

  /// An archive's entry that only claims its size, and dimensions of a configuration that only claims them.
  @Test func claimedSizes() throws {
    try withTemporaryFolder { folder in
      let source = Fixtures.path("gpt2-one-head")
      for (name, value) in [("n_positions", "1000000000000"), ("n_inner", "4000000000000"), ("n_layer", "1000000000")] {
        let members = try #require(try JSON.read(source + "/config.json").objectValue)
        var changed = members
        changed[name] = .int(Int(value)!)
        try FileIO.makeFolder(folder + "/m")
        try FileIO.write(JSON.object(changed).text(), to: folder + "/m/config.json")
        try FileIO.write(FileIO.read(source + "/model.safetensors"), to: folder + "/m/model.safetensors")
        let memory = MemoryUse.least(8 << 20) {
          #expect(throws: UserError.self, "\(name)") { try PretrainedFolder(folder + "/m").causalLM() }
        }
        #expect(memory < 8 << 20, "\(name) took \(memory)")
      }
    }
  }
}
