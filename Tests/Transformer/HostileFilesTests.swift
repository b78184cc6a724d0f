import Support
import Tensor
import Testing
import Transformer

/// The files that checkpoint-fuzz starts from, damaged byte by byte: whatever comes of it is a model's numbers or an
/// error for the user.
@Suite struct HostileFilesTests {
  private func damaged(_ reader: String, _ read: (UnsafeRawBufferPointer) throws -> Void) throws -> Int {
    let folder = Fixtures.folder + "/../hostile/" + reader
    var refused = 0
    for name in try FileIO.list(folder) {
      var bytes = try FileIO.read(folder + "/" + name)
      for place in stride(from: 0, to: bytes.count, by: max(1, bytes.count / 200)) {
        let old = bytes[place]
        for new in [0, 0xFF, old ^ 0x10, old &+ 1] where new != old {
          bytes[place] = new
          do {
            try bytes.withUnsafeBytes { try read($0) }
          } catch let error as UserError {
            refused += 1
            #expect(!error.message.isEmpty)
          }
        }
        bytes[place] = old
      }
    }
    return refused
  }

  @Test func safetensors() throws {
    let refused = try damaged("safetensors") { content in
      let file = try SafetensorsFile(MappedFile(path: "damaged.safetensors", content: content))
      for (name, shape) in file.tensors { try file.read(name, into: Tensor(uninitialized: shape).data) }
    }
    #expect(refused > 100)
  }

  @Test func pyTorch() throws {
    let refused = try damaged("pytorch") { content in
      let file = try PyTorchFile(MappedFile(path: "damaged.bin", content: content))
      for (name, shape) in file.tensors { try file.read(name, into: Tensor(uninitialized: shape).data) }
    }
    #expect(refused > 100)
  }

  @Test func bundles() throws {
    let refused = try damaged("bundle") { content in
      let reader = try BundleReader("damaged.tar", content: content)
      while let name = try reader.next() {
        #expect(!name.split(separator: "/").contains(".."))
        try reader.read(name) { _ in }
      }
    }
    #expect(refused > 100)
  }
}
