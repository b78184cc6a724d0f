import Support

extension Feature {
  /// The feature as `datasets` writes it into `dataset_info.json`.
  var json: JSON {
    switch self {
    case .value(let type): ["dtype": .string(type), "_type": "Value"]
    case .classLabel(let names): ["names": .array(names.map { .string($0) }), "_type": "ClassLabel"]
    case .list(let feature): ["feature": feature.json, "_type": "List"]
    case .record(let fields): .object(fields.reduce(into: JSONObject()) { $0[$1.name] = $1.feature.json })
    case .json: ["decode": true, "_type": "Json"]
    }
  }

  /// The feature that `json` describes; `nil` for one that there is not here.
  init?(json: JSON) {
    switch json["_type"]?.stringValue {
    case "Value"?:
      guard let type = json["dtype"]?.stringValue else { return nil }
      self = .value(type == "large_string" ? "string" : type)
    case "ClassLabel"?:
      self = .classLabel(json["names"]?.arrayValue?.compactMap(\.stringValue) ?? [])
    case "List"?, "Sequence"?, "LargeList"?:
      guard let inner = json["feature"].flatMap(Feature.init(json:)) else { return nil }
      self = .list(inner)
    case "Json"?: self = .json
    case nil:
      if let items = json.arrayValue, let inner = items.first.flatMap(Feature.init(json:)) {
        self = .list(inner)
        return
      }
      guard let members = json.objectValue else { return nil }
      var fields: [(name: String, feature: Feature)] = []
      for (name, value) in zip(members.keys, members.values) {
        guard let feature = Feature(json: value) else { return nil }
        fields.append((name, feature))
      }
      self = .record(fields)
    default: return nil
    }
  }
}

extension Table {
  /// The features of all columns as `datasets` writes them.
  var featuresJSON: JSON { .object(features.reduce(into: JSONObject()) { $0[$1.name] = $1.feature.json }) }
}
