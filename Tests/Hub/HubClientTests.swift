import Glibc
import Hub
import Support
import Testing

/// Against a server of our own that misbehaves on purpose.
@Suite(.serialized) struct HubClientTests {
  /// A server, an empty cache, and a client that does not wait long.
  final class Bench {
    let server = HubServer()
    let folder = "/tmp/rlnb-hub-\(UInt32.random(in: 0..<(.max)))"
    let large: [UInt8]
    let small = Array("{\"model_type\": \"gpt2\"}".utf8)
    let repository = HubRepository(.models, "owner/name")!

    init() throws {
      var state: UInt64 = 7
      large = (0..<400_000).map { _ in
        state = state &* 6_364_136_223_846_793_005 &+ 1
        return UInt8(truncatingIfNeeded: state >> 40)
      }
      server.add("model.safetensors", .init(bytes: large, etag: try SHA256.hex(large), isLarge: true))
      let digest = try Digest(.sha1)
      digest.update("blob \(small.count)\0" + String(decoding: small, as: UTF8.self))
      server.add("sub/config.json", .init(bytes: small, etag: digest.hex(), isLarge: false))
      try FileIO.makeFolder(folder)
    }

    deinit {
      server.stop()
      _ = "rm -rf '\(folder)'".withCString { system($0) }
    }

    var settings: HubSettings {
      var settings = HubSettings()
      settings.endpoint = server.address
      settings.cacheFolder = folder
      settings.token = nil
      settings.isOffline = false
      settings.pause = 0.01
      settings.patience = 2
      return settings
    }

    var client: HubClient { HubClient(settings) }
    var root: String { "\(folder)/models--owner--name" }

    @discardableResult
    func fetch(_ name: String = "model.safetensors") throws -> [UInt8] {
      try FileIO.read(client.file(name, of: repository, commit: server.commit))
    }

    var ranges: [String] { server.log.filter { $0.hasPrefix("GET /cdn") }.map { String($0.dropFirst(26)) } }
  }

  private func message(_ body: () throws -> Void) -> String {
    do {
      try body()
      return "no error"
    } catch { return "\(error)" }
  }

  @Test func aSnapshotHasTheLayoutOfHuggingFacesCache() throws {
    let bench = try Bench()
    bench.server.list("../../evil")
    let path = try bench.client.snapshot(of: bench.repository) { $0 }
    #expect(path == "\(bench.root)/snapshots/\(bench.server.commit)")
    #expect(try FileIO.read(path + "/model.safetensors") == bench.large)
    #expect(try FileIO.read(path + "/sub/config.json") == bench.small)
    #expect(try FileIO.readText(bench.root + "/refs/main") == bench.server.commit)
    #expect(try FileIO.list(bench.root + "/blobs").count == 2)
    var target = [CChar](repeating: 0, count: 200)
    #expect(readlink(path + "/sub/config.json", &target, 199) > 0)
    #expect(String(cString: target).hasPrefix("../../../blobs/"))
    #expect(bench.client.cache.snapshot(of: bench.repository, revision: "main") == path)
    #expect(bench.client.cache.files(in: path) == ["model.safetensors", "sub/config.json"])
    // What is there is not asked for again.
    let before = bench.server.log.count
    _ = try bench.client.snapshot(of: bench.repository) { $0 }
    #expect(bench.server.log.count == before + 1)
  }

  @Test func aBrokenTransferGoesOnWhereItStopped() throws {
    let bench = try Bench()
    bench.server.fail([.cut(100_000), .cut(50_000)])
    #expect(try bench.fetch() == bench.large)
    #expect(bench.ranges == ["", " bytes=100000-", " bytes=150000-"])
  }

  @Test func whatAnEarlierRunLeftIsUsed() throws {
    let bench = try Bench()
    let etag = try SHA256.hex(bench.large)
    try FileIO.makeFolder(bench.root + "/blobs")
    try FileIO.write(Array(bench.large.prefix(300_000)), to: "\(bench.root)/blobs/\(etag).incomplete")
    #expect(try bench.fetch() == bench.large)
    #expect(bench.ranges == [" bytes=300000-"])
    // Of the wrong beginning, nothing is kept.
    let other = try Bench()
    try FileIO.makeFolder(other.root + "/blobs")
    try FileIO.write([UInt8](repeating: 1, count: 1000), to: "\(other.root)/blobs/\(etag).incomplete")
    #expect(try other.fetch() == other.large)
    #expect(other.ranges == [" bytes=1000-", ""])
  }

  @Test func aServerThatCannotGoOnSendsAllAgain() throws {
    let bench = try Bench()
    bench.server.fail([.cut(100_000), .ignoresRange])
    #expect(try bench.fetch() == bench.large)
  }

  @Test(arguments: [429, 500, 503])
  func aBusyServerIsAskedAgain(status: Int) throws {
    let bench = try Bench()
    bench.server.fail([.status(status, retryAfter: "0"), .status(status), .cut(10)])
    #expect(try bench.fetch() == bench.large)
    bench.server.fail([.status(status), .status(status)])
    #expect(try bench.client.listing(of: bench.repository).commit == bench.server.commit)
  }

  @Test func aServerThatStaysBusyIsGivenUp() throws {
    let bench = try Bench()
    bench.server.fail(Array(repeating: .status(500), count: 5))
    #expect(message { try bench.fetch() }.contains("does not deliver 'owner/name': the hub answers 500, 5 times"))
  }

  @Test func wrongContentIsFetchedAgainAndNeverKept() throws {
    let bench = try Bench()
    bench.server.fail([.wrongBytes])
    #expect(try bench.fetch() == bench.large)
    let other = try Bench()
    other.server.fail([.wrongBytes, .wrongBytes])
    #expect(message { try other.fetch() }.contains("arrives damaged"))
    #expect(try FileIO.list(other.root + "/blobs").isEmpty)
    other.server.fail([.wrongBytes, .wrongBytes])
    #expect(message { try other.fetch("sub/config.json") }.contains("arrives damaged"))
  }

  @Test func wrongLengthsAreNoticed() throws {
    let bench = try Bench()
    bench.server.fail([.short(1000), .short(2000)])
    #expect(try bench.fetch() == bench.large)
    #expect(bench.ranges == ["", " bytes=1000-", " bytes=3000-"])
    let other = try Bench()
    other.server.fail(Array(repeating: .long(10), count: 5))
    #expect(message { try other.fetch() }.contains("more bytes come than the hub says there are"))
  }

  @Test func aSilentServerIsABrokenTransfer() throws {
    let bench = try Bench()
    bench.server.fail([.silence(4)])
    #expect(try bench.fetch() == bench.large)
  }

  @Test func whatTheHubRefusesIsSaid() throws {
    let bench = try Bench()
    #expect(message { try bench.fetch("nothing.bin") }.contains("the model 'owner/name' has no file 'nothing.bin'"))
    let missing = try #require(HubRepository(.models, "nobody/none"))
    #expect(message { _ = try bench.client.listing(of: missing) }.contains("the hub has no model 'nobody/none'"))
    #expect(
      message { _ = try bench.client.listing(of: bench.repository, revision: "old") }
        .contains("the model 'owner/name' has no revision 'old'"))
    #expect(try bench.client.listing(of: bench.repository, revision: "v1/x").files.count == 2)
    bench.server.need(token: "secret")
    #expect(message { _ = try bench.client.listing(of: bench.repository) }.contains("set HF_TOKEN to a token"))
    var settings = bench.settings
    settings.token = "secret"
    #expect(try HubClient(settings).listing(of: bench.repository).commit == bench.server.commit)
  }

  @Test func withoutANetworkOneSentenceSaysWhatToDo() throws {
    let bench = try Bench()
    var settings = bench.settings
    settings.isOffline = true
    #expect(throws: HubClient.Unreachable.self) { try HubClient(settings).listing(of: bench.repository) }
    settings.isOffline = false
    settings.endpoint = "http://127.0.0.1:1"
    let client = HubClient(settings)
    do {
      _ = try client.listing(of: bench.repository)
      Issue.record("no error")
    } catch let error as HubClient.Unreachable {
      let text = client.absent(bench.repository, error.reason).description
      #expect(text.contains("there is no model 'owner/name' on this machine"))
      #expect(text.contains("`huggingface-cli download owner/name`") && text.contains(bench.folder))
    }
  }

  @Test func severalAtOnceDownloadOnce() throws {
    let bench = try Bench()
    bench.server.fail([.cut(1000), .silence(0.2)])
    final class Results: @unchecked Sendable {
      var lock = pthread_mutex_t()
      var good = 0
    }
    let results = Results()
    pthread_mutex_init(&results.lock, nil)
    final class Job {
      let bench: Bench
      let results: Results
      init(_ bench: Bench, _ results: Results) { (self.bench, self.results) = (bench, results) }
    }
    var threads = [pthread_t](repeating: 0, count: 4)
    for index in threads.indices {
      let job = Unmanaged.passRetained(Job(bench, results)).toOpaque()
      pthread_create(
        &threads[index], nil,
        { argument in
          let job = Unmanaged<Job>.fromOpaque(argument!).takeRetainedValue()
          let bytes = try? job.bench.fetch()
          pthread_mutex_lock(&job.results.lock)
          if bytes == job.bench.large { job.results.good += 1 }
          pthread_mutex_unlock(&job.results.lock)
          return nil
        }, job)
    }
    for thread in threads { pthread_join(thread, nil) }
    #expect(results.good == 4)
    #expect(bench.ranges.count == 2)
  }

  @Test func namesThatAreNoRepositoriesAreRefused() {
    for name in ["", "a/b/c", "../x", "a/..", "a b", "/a", "a/", "owner/na me", ".hidden/x"] {
      #expect(HubRepository(.models, name) == nil, "\(name)")
    }
    #expect(HubRepository(.datasets, "stanfordnlp/imdb")?.folderName == "datasets--stanfordnlp--imdb")
    #expect(HubRepository(.models, "gpt2")?.folderName == "models--gpt2")
  }
}
