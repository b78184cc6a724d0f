import Support

/// Appends what each step measured to a file, one JSON object per line: `log_with="json"`.
public final class StatisticsLogger {
  /// Where the lines go: `<logging_dir>/<tracker_project_name>.jsonl`, `logging_dir` from `project_kwargs` or `logs`.
  public let path: String
  private var lines: String

  /// A logger for `configuration`; a file that is there already is added to.
  public init(_ configuration: PPOConfiguration) throws {
    var folder = "logs"
    if case .string(let given)? = configuration.projectKwargs["logging_dir"] { folder = given }
    try FileIO.makeFolder(folder)
    path = "\(folder)/\(configuration.trackerProjectName).jsonl"
    lines = FileIO.exists(path) ? try FileIO.readText(path) : ""
  }

  /// Writes the scalars of `statistics`, and each query, response and reward when given.
  public func log(step: Int, _ statistics: [(key: String, value: StatisticValue)], game: [(String, String, Double)] = []) throws {
    var line = JSONObject()
    line["step"] = .int(step)
    for (key, value) in statistics {
      if case .scalar(let number) = value { line[key] = number.isFinite ? .double(number) : .null }
    }
    if !game.isEmpty {
      line["game_log"] = .array(game.map { .array([.string($0.0), .string($0.1), .double($0.2)]) })
    }
    lines += JSON.object(line).text() + "\n"
    try FileIO.write(lines, to: path)
  }
}
