import Glibc
import Support

/// Writes what each step measured where `log_with` says.
///
/// - `"json"`: `<logging_dir>/<tracker_project_name>.jsonl`, one object per line; a file that is there is added to.
/// - `"tensorboard"`: an event file of this run in the folder `<logging_dir>/<tracker_project_name>`.
///
/// `logging_dir` comes from `project_kwargs`, else it is `logs`.
public final class StatisticsLogger {
  public let path: String
  private var lines = ""
  private var events: TensorBoardEvents?

  /// The logger of `configuration`, `nil` when it asks for none.
  /// - Throws: a `NotImplementedError` for a kind that is not written here.
  public static func make(_ configuration: PPOConfiguration) throws -> StatisticsLogger? {
    guard let kind = configuration.logWith else { return nil }
    guard kind != .wandb else {
      throw UserError(
        .notImplemented, "log_with=\"wandb\" is not written here",
        hint: "log_with=\"json\" or log_with=\"tensorboard\"")
    }
    return try StatisticsLogger(configuration, kind)
  }

  private init(_ configuration: PPOConfiguration, _ kind: StatisticsLog) throws {
    var folder = "logs"
    if case .string(let given)? = configuration.projectKwargs["logging_dir"] { folder = given }
    if kind == .tensorboard {
      folder += "/" + configuration.trackerProjectName
      let now = Self.now
      path = "\(folder)/events.out.tfevents.\(Int(now)).rlnb.\(getpid()).0"
      events = TensorBoardEvents(time: now)
    } else {
      path = "\(folder)/\(configuration.trackerProjectName).jsonl"
      if FileIO.exists(path) { lines = try FileIO.readText(path) }
    }
    try FileIO.makeFolder(folder)
  }

  private static var now: Double {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }

  /// Writes the scalars of `statistics`; as JSON also each query, response and reward, when given.
  public func log(
    step: Int, _ statistics: [(key: String, value: StatisticValue)], game: [(String, String, Double)] = []
  ) throws {
    if events != nil {
      events?.add(
        statistics.compactMap { key, value in value.number.map { (tag: key, value: $0) } }, step: step, time: Self.now)
      return try FileIO.write(events?.bytes ?? [], to: path)
    }
    var line = JSONObject()
    line["step"] = .int(step)
    for (key, value) in statistics {
      if let number = value.number { line[key] = number.isFinite ? .double(number) : .null }
    }
    if !game.isEmpty {
      line["game_log"] = .array(game.map { .array([.string($0.0), .string($0.1), .double($0.2)]) })
    }
    lines += JSON.object(line).text() + "\n"
    try FileIO.write(lines, to: path)
  }
}
