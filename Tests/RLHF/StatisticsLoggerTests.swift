import Foundation
import RLHF
import Support
import Testing

@Suite struct StatisticsLoggerTests {
  /// The first record of every event file that TensorFlow writes begins with these bytes: its length, and the masked
  /// CRC-32C of the length.
  @Test func anEventFileBeginsAsTensorFlows() {
    var events = TensorBoardEvents(time: 0)
    #expect(Array(events.bytes.prefix(12)) == [0x18, 0, 0, 0, 0, 0, 0, 0, 0xa3, 0x7f, 0x4b, 0x22])
    let before = events.bytes.count
    events.add([("objective/kl", 3.25)], step: 1, time: 0)
    // Event: wall_time (9), step (2), summary (2 + 21 of Value { tag 14, simple_value 5 })
    #expect(events.bytes.count == before + 16 + 9 + 2 + 2 + 21)
  }

  @Test func jsonLinesAreAddedTo() throws {
    let folder = NSTemporaryDirectory() + "log-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: folder) }
    var configuration = PPOConfiguration()
    #expect(try StatisticsLogger.make(configuration) == nil)
    try configuration.set("log_with", to: .string("json"))
    try configuration.set("project_kwargs", to: .map(["logging_dir": .string(folder)]))
    for step in 1...2 {
      let logger = try #require(try StatisticsLogger.make(configuration))
      try logger.log(
        step: step, [("objective/kl", .scalar(0.5)), ("ppo/std_scores", .scalar(.nan)), ("x", .vector([1]))],
        game: [("a", "b", 1)])
    }
    let lines = try FileIO.readText(folder + "/trl.jsonl").split(separator: "\n").map { try JSON.parse(String($0)) }
    #expect(lines.count == 2)
    let last = try #require(lines.last?.objectValue)
    #expect(last["step"] == .int(2) && last["objective/kl"] == .double(0.5) && last["ppo/std_scores"] == .null)
    #expect(last["x"] == nil && last["game_log"] == [["a", "b", 1.0]])
  }
}
