import Dataset
import Glibc
import Hub
import Support
import Testing
import Transformer

extension HubClientTests {
  /// Names of models and data sets that lead to the hub.
  @Suite(.serialized) struct Names {
    /// A bench whose server and cache are those of the environment.
    private func bench() throws -> HubClientTests.Bench {
      let bench = try HubClientTests.Bench()
      setenv("HF_ENDPOINT", bench.server.address, 1)
      setenv("HF_HUB_CACHE", bench.folder, 1)
      unsetenv("HF_HUB_OFFLINE")
      return bench
    }

    private func reset() { for name in ["HF_ENDPOINT", "HF_HUB_CACHE", "HF_HUB_OFFLINE"] { unsetenv(name) } }

    private func add(_ bench: HubClientTests.Bench, _ name: String, _ text: String) throws {
      let bytes = Array(text.utf8)
      bench.server.add(name, .init(bytes: bytes, etag: try SHA256.hex(bytes), isLarge: true))
    }

    @Test func aModelIsDownloadedOnceAndFoundInTheCacheAfterwards() throws {
      let bench = try bench()
      defer { reset() }
      try add(bench, "config.json", "{}")
      try add(bench, "pytorch_model.bin", "not wanted beside safetensors")
      try add(bench, "onnx/model.onnx", "not wanted")
      let path = try ModelHub.resolve("owner/name").path
      #expect(path == "\(bench.root)/snapshots/\(bench.server.commit)")
      #expect(try FileIO.list(path) == ["config.json", "model.safetensors"])
      let before = bench.server.log.count
      #expect(try ModelHub.resolve("owner/name").path == path)
      #expect(bench.server.log.count == before)
      setenv("HF_HUB_OFFLINE", "1", 1)
      #expect(try ModelHub.resolve("owner/name").path == path)
    }

    @Test func ofAModelWhoseConfigurationIsAskedForNothingElseIsDownloaded() throws {
      let bench = try bench()
      defer { reset() }
      try add(bench, "config.json", "{}")
      try add(bench, "tokenizer.json", "{}")
      let path = try ModelHub.resolve("owner/name", .init(revision: bench.server.commit), part: .configuration).path
      #expect(try FileIO.list(path) == ["config.json"])
      // Another cache has nothing, and the network may be left alone.
      var access = ModelHub.Access()
      access.cacheFolder = bench.folder + "/another"
      access.isOffline = true
      let requests = bench.server.log.count
      #expect(throws: UserError.self) { try ModelHub.resolve("owner/name", access, part: .configuration) }
      #expect(bench.server.log.count == requests)
      #expect(throws: UserError.self) {
        try ModelHub.resolve("owner/name", .init(revision: "no-such"), part: .configuration)
      }
    }

    @Test func aDataSetsSplitsAreDownloadedWhenTheyAreAskedFor() throws {
      let bench = try bench()
      defer { reset() }
      try add(bench, "data/train-00000-of-00002.csv", "text,label\na,0\n")
      try add(bench, "data/train-00001-of-00002.csv", "text,label\nb,1\n")
      try add(bench, "data/test-00000-of-00001.csv", "text,label\nc,1\n")
      let test: Table = try DatasetLoader.load("owner/name", split: "test")
      #expect(test.rowCount == 1)
      #expect(!bench.server.log.contains { $0.contains("train") })
      setenv("HF_HUB_OFFLINE", "1", 1)
      let again: Table = try DatasetLoader.load("owner/name", split: "test")
      #expect(again.rowCount == 1)
      #expect(throws: UserError.self) { let _: Table = try DatasetLoader.load("owner/name", split: "train") }
      unsetenv("HF_HUB_OFFLINE")
      let all: DatasetDictionary = try DatasetLoader.load("owner/name")
      #expect(all.names == ["train", "test"] && all["train"]?.rowCount == 2)
    }

    @Test func whatIsNowhereIsSaid() throws {
      let bench = try bench()
      defer { reset() }
      setenv("HF_HUB_OFFLINE", "1", 1)
      for load in [
        { _ = try ModelHub.resolve("owner/name") },
        { let _: Table = try DatasetLoader.load("owner/name", split: "train") },
      ] {
        do {
          try load()
          Issue.record("no error")
        } catch let error as UserError {
          #expect(error.kind == .fileNotFound && error.description.contains("huggingface-cli download"))
          #expect(error.description.contains(bench.folder))
        }
      }
    }
  }
}
