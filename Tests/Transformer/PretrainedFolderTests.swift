import Glibc
import Support
import Tensor
import Testing
import Transformer

@Suite struct PretrainedFolderTests {
  @Test(arguments: gpt2Models)
  func configurationsSurviveReadingAndWriting(name: String) throws {
    let json = try PretrainedFolder(Fixtures.path(name)).configuration
    #expect(try GPT2Configuration(json: json).json(architecture: "GPT2LMHeadModel") == json)
  }

  @Test func unknownKeysOfAConfigurationAreKept() throws {
    var json = try PretrainedFolder(Fixtures.path("distilbert-three-labels")).configuration
    json["future"] = ["a": [1, 2.5, nil]]
    #expect(try DistilBertConfiguration(json: json).json(architecture: "DistilBertForSequenceClassification") == json)
  }

  @Test func savedModelsAreReadBack() throws {
    try withTemporaryFolder { folder in
      for name in ["gpt2-untied", "gpt2-odd-width"] {
        let model = try PretrainedFolder(Fixtures.path(name)).causalLM()
        try PretrainedFolder.save(model, to: folder + "/new/" + name)
        let back = try PretrainedFolder(folder + "/new/" + name).causalLM()
        #expect(zip(model.parameters, back.parameters).allSatisfy { $0.tensor.floats == $1.tensor.floats })
        #expect(FileIO.exists(folder + "/new/" + name + "/generation_config.json"))
      }
      let classifier = try PretrainedFolder(Fixtures.path("distilbert-three-labels")).sequenceClassifier()
      try PretrainedFolder.save(classifier, to: folder + "/classifier")
      let back = try PretrainedFolder(folder + "/classifier").sequenceClassifier()
      #expect(zip(classifier.parameters, back.parameters).allSatisfy { $0.tensor.floats == $1.tensor.floats })
      #expect(back.configuration.labels == ["LABEL_0", "LABEL_1", "LABEL_2"])
    }
  }

  @Test func valueHeadsAreSavedWithoutTheTiedHead() throws {
    try withTemporaryFolder { folder in
      let policy = try PretrainedFolder(Fixtures.path("gpt2-value-head"))
        .causalLMWithValueHead(generator: RandomGenerator(seed: 1))
      try PretrainedFolder.save(policy, to: folder)
      let names = try SafetensorsFile(folder + "/model.safetensors").entries.map(\.name)
      #expect(names.contains("v_head.summary.weight") && names.contains("transformer.wte.weight"))
      #expect(!names.contains("lm_head.weight"))
      let back = try PretrainedFolder(folder).causalLMWithValueHead(generator: RandomGenerator(seed: 2))
      #expect(back.valueWeight.floats == policy.valueWeight.floats)
      #expect(try PretrainedFolder(folder).causalLM().head.floats == policy.model.head.floats)
    }
  }

  @Test func filesWithoutThePrefixAreRead() throws {
    try withTemporaryFolder { folder in
      let model = try PretrainedFolder(Fixtures.path("gpt2-deep")).causalLM()
      let items = model.state.map {
        Safetensors.Item(name: String($0.name.dropFirst("transformer.".count)), shape: $0.shape, data: $0.data)
      }
      try Safetensors.write(items, to: folder + "/model.safetensors")
      try FileIO.write(try FileIO.read(Fixtures.path("gpt2-deep/config.json")), to: folder + "/config.json")
      let back = try PretrainedFolder(folder).causalLM()
      #expect(zip(model.parameters, back.parameters).allSatisfy { $0.tensor.floats == $1.tensor.floats })
    }
  }

  @Test func foldersThatDoNotFitAreErrorsThatSayWhy() throws {
    try withTemporaryFolder { folder in
      #expect(message { _ = try PretrainedFolder(folder + "/absent") }.contains("there is no model folder"))
      #expect(message { _ = try PretrainedFolder(folder) }.contains("no config.json"))
      var json = try PretrainedFolder(Fixtures.path("gpt2-deep")).configuration
      func write() throws { try FileIO.write(JSON.object(json).text(), to: folder + "/config.json") }
      try write()
      #expect(message { _ = try PretrainedFolder(folder).causalLM() }.contains("no model.safetensors"))
      let weights = try FileIO.read(Fixtures.path("gpt2-deep/model.safetensors"))
      try FileIO.write(weights, to: folder + "/model.safetensors")
      _ = try PretrainedFolder(folder).causalLM()
      #expect(message { _ = try PretrainedFolder(folder).sequenceClassifier() }.contains("of type 'gpt2'"))
      json["n_layer"] = 7
      try write()
      #expect(message { _ = try PretrainedFolder(folder).causalLM() }.contains("7 layers"))
      json["n_layer"] = 6
      json["vocab_size"] = 16_000_000
      try write()
      #expect(message { _ = try PretrainedFolder(folder).causalLM() }.contains("has shape [61, 12]"))
      json["vocab_size"] = 61
      json["n_inner"] = 40
      try write()
      #expect(message { _ = try PretrainedFolder(folder).causalLM() }.contains("c_fc"))
      json["n_head"] = 5
      try write()
      #expect(message { _ = try PretrainedFolder(folder).causalLM() }.contains("multiple"))
      json["n_head"] = "two"
      try write()
      #expect(message { _ = try PretrainedFolder(folder).causalLM() }.contains("'n_head'"))
    }
  }

  @Test func namesOfModelsAreResolved() throws {
    setenv("HF_HUB_OFFLINE", "1", 1)
    defer { unsetenv("HF_HUB_OFFLINE") }
    #expect(try ModelHub.resolve(Fixtures.path("gpt2-deep")).path == Fixtures.path("gpt2-deep"))
    #expect(throws: UserError.self) { try ModelHub.resolve("nobody/no-such-model") }
    #expect(throws: UserError.self) { try ModelHub.resolve(Fixtures.folder) }
    try withTemporaryFolder { folder in
      let snapshot = folder + "/models--some-one--my-gpt2/snapshots/abc123"
      try FileIO.makeFolder(snapshot)
      for name in ["config.json", "model.safetensors"] {
        try FileIO.write(try FileIO.read(Fixtures.path("gpt2-deep/" + name)), to: snapshot + "/" + name)
      }
      setenv("HF_HUB_CACHE", folder, 1)
      defer { unsetenv("HF_HUB_CACHE") }
      #expect(try ModelHub.resolve("some-one/my-gpt2").path == snapshot)
      #expect(ModelHub.available().contains("some-one/my-gpt2"))
    }
  }
}
