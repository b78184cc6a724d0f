import Glibc
import Support
import Tensor
import Testing
import Transformer

@Suite struct PyTorchFileTests {
  @Test(arguments: ["tensors.bin", "tensors-legacy.bin", "trainer.pt"])
  func tensorsAreWhatTorchSaved(name: String) throws {
    let file = try PyTorchFile(Fixtures.checkpoint(name))
    let expected = try Fixtures.numbers(Fixtures.checkpoint("expected.safetensors"))
    #expect(Set(file.tensors.map(\.name)) == Set(expected.keys))
    for (name, shape) in file.tensors {
      let tensor = Tensor(zeros: shape)
      try file.read(name, into: tensor.data)
      #expect(tensor.floats == expected[name], "\(name)")
    }
    #expect(file.shape("transposed") == [5, 3])
    #expect(file.shape("scalar") == [])
  }

  @Test(arguments: [
    ("gpt2-bin", "gpt2-untied"), ("gpt2-bare-legacy", "gpt2-untied"), ("gpt2-shards", "gpt2-untied"),
    ("gpt2-bin-shards", "gpt2-untied"),
  ])
  func olderFilesOfAModelAreTheModel(name: String, original: String) throws {
    let model = try PretrainedFolder(Fixtures.checkpoint(name)).causalLM()
    let expected = try PretrainedFolder(Fixtures.path(original)).causalLM()
    #expect(zip(model.parameters, expected.parameters).allSatisfy { $0.tensor.floats == $1.tensor.floats })
  }

  @Test func oldNamesOfLayerNormsAreUnderstood() throws {
    let model = try PretrainedFolder(Fixtures.checkpoint("bert-gamma")).sequenceClassifier()
    let expected = try PretrainedFolder(Fixtures.path("bert-two-labels")).sequenceClassifier()
    #expect(zip(model.parameters, expected.parameters).allSatisfy { $0.tensor.floats == $1.tensor.floats })
  }

  @Test func halfPrecisionAndWrappersPrefixesAreUnderstood() throws {
    let model = try PretrainedFolder(Fixtures.checkpoint("distilbert-half")).sequenceClassifier()
    let expected = try PretrainedFolder(Fixtures.path("distilbert-two-labels")).sequenceClassifier()
    for (got, wanted) in zip(model.parameters, expected.parameters) {
      #expect(got.tensor.floats == wanted.tensor.floats.map { Float(Float16($0)) })
    }
  }

  @Test(arguments: [
    ("module.bin", "'torch.nn.modules.linear.Linear'"), ("quantized.bin", "'torch._utils._rebuild_qtensor'"),
    ("evil.bin", "system'"), ("expanded.bin", "repeats a storage"), ("deflated.bin", "compressed"),
    ("statistics-2.pkl", "not a PyTorch checkpoint"),
  ])
  func whatIsNoTensorIsRefusedByName(name: String, word: String) throws {
    let text = message { _ = try PyTorchFile(Fixtures.checkpoint(name)) }
    #expect(text.contains(word), "\(text)")
    #expect(text.contains(name))
  }

  @Test(arguments: ["tensors.bin", "tensors-legacy.bin"])
  func everyTruncationIsAnError(name: String) throws {
    let bytes = try FileIO.read(Fixtures.checkpoint(name))
    for count in stride(from: 0, to: bytes.count, by: 7) {
      _ = bytes.prefix(count).withUnsafeBytes { content in
        #expect(throws: UserError.self) { try PyTorchFile(MappedFile(path: "cut.bin", content: content)) }
      }
    }
  }

  @Test func wholeParametersAreUsedInPlaceAndTheFileIsLeftAlone() throws {
    try withTemporaryFolder { folder in
      var shape = GPT2Configuration()
      (shape.vocabularySize, shape.positionCount, shape.width, shape.layerCount, shape.headCount) = (300, 16, 64, 2, 2)
      let model = GPT2Model(shape, generator: RandomGenerator(seed: 4))
      try PretrainedFolder.save(model, to: folder)
      let before = try FileIO.read(folder + "/model.safetensors")
      let loaded = try PretrainedFolder(folder).causalLM()
      let maps = String(decoding: try FileIO.read("/proc/self/maps"), as: UTF8.self)
      #expect(maps.contains(folder + "/model.safetensors"))
      for (_, tensor) in loaded.parameters { tensor.data.update(repeating: 7, count: tensor.count) }
      #expect(try FileIO.read(folder + "/model.safetensors") == before)
      // What is mapped stays readable when the file is replaced.
      try PretrainedFolder.save(model, to: folder)
      #expect(loaded.tokenEmbedding.floats.allSatisfy { $0 == 7 })
      #expect(try PretrainedFolder(folder).causalLM().tokenEmbedding.floats == model.tokenEmbedding.floats)
    }
  }
}
