import RLHF
import Script
import Tensor

/// `ppo_trainer.dataloader`: batches of a data set's rows, shuffled anew each time it is iterated, the last partial
/// batch dropped, each passed through the collator.
final class TRLDataLoaderObject: Object {
  private let dataset: Value
  private let batches: ShuffledBatches
  private let collator: Value?
  private let columns: Set<String>?

  /// - Parameters:
  ///   - dataset: anything with a length and rows by number; a row is a dict.
  ///   - collator: called with a list of rows; `nil` makes a dict of lists.
  ///   - columns: the columns to keep; `nil` keeps all.
  init(dataset: Value, batchSize: Int, collator: Value?, columns: Set<String>?) throws {
    self.dataset = dataset
    batches = try ShuffledBatches(count: dataset.length(), batchSize: batchSize)
    self.collator = collator
    self.columns = columns
    super.init(type: Self.type)
  }

  static let type: TypeObject = {
    let type = TypeObject("DataLoader", module: "torch.utils.data.dataloader")
    type.property("batch_size", get: { .int(($0.cast(to: TRLDataLoaderObject.self)?.batches.batchSize) ?? 0) })
    type.property("dataset", get: { $0.cast(to: TRLDataLoaderObject.self)?.dataset ?? .none })
    return type
  }()

  override func length() throws -> Int? { batches.batchCount }
  override func truth() throws -> Bool { true }

  override func iterate() throws -> IteratorObject? {
    var epoch = batches.epoch(RandomState.generator)[...]
    return NativeIterator(typeName: "_SingleProcessDataLoaderIter") { [self] in
      guard let rows = epoch.popFirst() else { return nil }
      return try collate(rows.map { try row($0) })
    }
  }

  private func row(_ index: Int) throws -> Value {
    let row = try dataset.getItem(.int(index))
    guard let columns, let dict = row.dict else { return row }
    let kept = DictObject()
    for (key, value) in dict.items where columns.contains(key.string ?? "") { kept[key.string ?? ""] = value }
    return Value(kept)
  }

  private func collate(_ rows: [Value]) throws -> Value {
    if let collator { return try Interpreter.running.call(collator, [Value(list: rows)]) }
    guard let first = rows.first?.dict else { return Value(list: rows) }
    let batch = DictObject()
    for (key, _) in first.items {
      guard let name = key.string else { continue }
      batch[name] = Value(list: try rows.map { try $0.getItem(key) })
    }
    return Value(batch)
  }
}
