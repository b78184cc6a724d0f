import Glibc
import Support
import Tensor
import Testing
import Transformer

@Suite(.serialized) struct ModelBundleTests {
  /// Runs `body` with a cache of its own.
  private func withCache(_ body: (String) throws -> Void) throws {
    try withTemporaryFolder { folder in
      setenv("RLNB_CACHE", folder, 1)
      defer { unsetenv("RLNB_CACHE") }
      try body(folder)
    }
  }

  @Test func modelInsideAnArchiveIsFound() throws {
    try withCache { cache in
      let path = Fixtures.checkpoint("bundle.tar.gz")
      let expected = try PretrainedFolder(Fixtures.path("gpt2-value-head"))
        .causalLMWithValueHead(generator: RandomGenerator(seed: 1))
      for _ in 0..<2 {
        let policy = try PretrainedFolder(path).causalLMWithValueHead(generator: RandomGenerator(seed: 2))
        #expect(zip(policy.parameters, expected.parameters).allSatisfy { $0.tensor.floats == $1.tensor.floats })
      }
      #expect(try FileIO.list(cache + "/bundles").count == 1)
      #expect(try ModelHub.resolve(path).path.hasSuffix("/ppo/policy"))
    }
  }

  @Test(arguments: [("climbs.tar.gz", "climbs out"), ("bomb.tar.gz", "times the archive's size")])
  func hostileArchivesLeaveNothingBehind(name: String, word: String) throws {
    try withCache { cache in
      let text = message { _ = try PretrainedFolder(Fixtures.checkpoint(name)) }
      #expect(text.contains(word), "\(text)")
      let left = try FileIO.list(cache + "/bundles")
      #expect(left.isEmpty)
      #expect(!FileIO.exists(cache + "/config.json"))
    }
  }

  @Test func damagedArchivesAreErrors() throws {
    try withCache { cache in
      let bytes = try FileIO.read(Fixtures.checkpoint("bundle.tar.gz"))
      for count in [0, 1, 100, bytes.count / 2, bytes.count * 9 / 10] {
        try FileIO.write(Array(bytes.prefix(count)), to: cache + "/cut.tar.gz")
        #expect(throws: UserError.self) { try PretrainedFolder(cache + "/cut.tar.gz") }
      }
    }
  }
}
