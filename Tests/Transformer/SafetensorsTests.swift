import Glibc
import Support
import Tensor
import Testing
import Transformer

@Suite struct SafetensorsTests {
  /// A file of `header` and `data`.
  private func file(_ header: String, data: [UInt8], length: UInt64? = nil, in folder: String) throws -> String {
    let path = folder + "/hostile.safetensors"
    var bytes = withUnsafeBytes(of: (length ?? UInt64(header.utf8.count)).littleEndian) { Array($0) }
    bytes += Array(header.utf8) + data
    try FileIO.write(bytes, to: path)
    return path
  }

  @Test(arguments: [WeightType.float32, .float16, .bfloat16])
  func whatIsWrittenIsRead(type: WeightType) throws {
    try withTemporaryFolder { folder in
      let tensor = Tensor([0, -1.5, 3.25, 65504, 1e-3, 0.1, 2049, -0.0], shape: [2, 4])
      let empty = Tensor(zeros: [0, 3])
      let path = folder + "/model.safetensors"
      try Safetensors.write(
        [
          Safetensors.Item(name: "b", shape: [2, 4], data: tensor.data),
          Safetensors.Item(name: "a", shape: [0, 3], data: empty.data),
        ], to: path, type: type)
      let file = try SafetensorsFile(path)
      #expect(file.metadata == ["format": "pt"])
      #expect(file.entries.map(\.name) == ["a", "b"])
      let entry = file.entry("b")!
      #expect(entry.type == type && entry.shape == [2, 4])
      let back = Tensor(zeros: [2, 4])
      try file.read(entry, into: back.data)
      let rounded = tensor.floats.map { value -> Float in
        switch type {
        case .float16: return Float(Float16(value))
        case .bfloat16:
          let bits = value.bitPattern
          return Float(bitPattern: (bits + 0x7FFF + (bits >> 16 & 1)) & 0xFFFF_0000)
        default: return value
        }
      }
      #expect(back.floats == rounded)
    }
  }

  @Test(arguments: [
    (#"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}"#, 4, "truncated"),
    (#"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}"#, 12, "belong to none"),
    (#"{"a":{"dtype":"F32","shape":[3],"data_offsets":[0,8]}}"#, 8, "needs 12 bytes"),
    (#"{"a":{"dtype":"F32","shape":[2],"data_offsets":[8,0]}}"#, 8, "data_offsets"),
    (#"{"a":{"dtype":"F32","shape":[2],"data_offsets":[4,12]}}"#, 12, "start at 4"),
    (#"{"a":{"dtype":"F32","shape":[-2],"data_offsets":[0,8]}}"#, 8, "impossible shape"),
    (#"{"a":{"dtype":"F32","shape":[4611686018427387904,8],"data_offsets":[0,8]}}"#, 8, "impossible shape"),
    (#"{"a":{"dtype":"Q4","shape":[2],"data_offsets":[0,8]}}"#, 8, "dtype 'Q4'"),
    (#"{"a":{"dtype":"F32","data_offsets":[0,8]}}"#, 8, "no shape"),
    (#"{"a":3}"#, 0, "dtype"),
    (#"[1]"#, 0, "not an object"),
    (#"{"__metadata__":{"x":1}}"#, 0, "__metadata__"),
    (
      #"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[2],"data_offsets":[4,12]}}"#,
      12, "tensor 'b'"
    ),
    (#"{"a":"#, 0, "JSON"),
  ])
  func damagedFilesAreErrorsThatNameTheFault(header: String, dataSize: Int, word: String) throws {
    try withTemporaryFolder { folder in
      let path = try file(header, data: Array(repeating: 0, count: dataSize), in: folder)
      do {
        _ = try SafetensorsFile(path)
        Issue.record("read without an error")
      } catch let error as UserError {
        #expect(error.description.contains("hostile.safetensors"), "\(error)")
        #expect(error.description.contains(word), "\(error)")
      }
    }
  }

  @Test(arguments: [UInt64.max, 1 << 62, 1000])
  func headerLengthsBeyondTheFileAreErrors(length: UInt64) throws {
    try withTemporaryFolder { folder in
      let path = try file("{}", data: [], length: length, in: folder)
      #expect(throws: UserError.self) { try SafetensorsFile(path) }
    }
  }

  @Test func everyTruncationOfAModelIsAnError() throws {
    try withTemporaryFolder { folder in
      let bytes = try FileIO.read(Fixtures.path("gpt2-one-head/model.safetensors"))
      for count in stride(from: 0, to: bytes.count, by: 97) {
        try FileIO.write(Array(bytes.prefix(count)), to: folder + "/m.safetensors")
        #expect(throws: UserError.self) { try SafetensorsFile(folder + "/m.safetensors") }
      }
      #expect(throws: UserError.self) { try SafetensorsFile(folder + "/absent.safetensors") }
      #expect(throws: UserError.self) { try SafetensorsFile(folder) }
    }
  }

  @Test func integersAreNotWeights() throws {
    try withTemporaryFolder { folder in
      let path = try file(
        #"{"a":{"dtype":"I64","shape":[1],"data_offsets":[0,8]}}"#, data: Array(repeating: 0, count: 8), in: folder)
      let file = try SafetensorsFile(path)
      let target = Tensor(zeros: [1])
      #expect(throws: UserError.self) { try file.read(file.entries[0], into: target.data) }
    }
  }
}
