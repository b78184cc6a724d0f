import Script
import Tensor

/// `torch.utils.data.DataLoader`: batches of anything with a length and rows by number, or of anything iterable.
final class DataLoaderObject: Object {
  private let dataset: Value
  private let batchSize: Int
  private let shuffles: Bool
  private let dropsLast: Bool
  private let collator: Value?

  init(_ dataset: Value, batchSize: Int, shuffles: Bool, dropsLast: Bool, collator: Value?) {
    self.dataset = dataset
    self.batchSize = batchSize
    self.shuffles = shuffles
    self.dropsLast = dropsLast
    self.collator = collator
    super.init(type: Self.type)
  }

  /// Makes `torch.utils.data` importable.
  static func register(in interpreter: Interpreter) {
    interpreter.register(module: "torch.utils") { interpreter in
      let module = ModuleObject("torch.utils")
      module.namespace["data"] = Value(try interpreter.importModule("torch.utils.data"))
      module.missing = { $0 == "checkpoint" ? Value(try interpreter.importModule("torch.utils.checkpoint")) : nil }
      return module
    }
    interpreter.register(module: "torch.utils.data") { _ in
      let module = ModuleObject("torch.utils.data")
      module.namespace.type(type)
      module.namespace.function("default_collate", "batch") { call in try collate(call.list(0)) }
      TorchLibrary.extend(module, with: ["_torchdata"])
      return module
    }
  }

  static let type: TypeObject = {
    let type = TypeObject("DataLoader", module: "torch.utils.data", isInheritable: false)
    type.documentation = "Batches of a data set: for batch in DataLoader(ds, batch_size=8, shuffle=True)."
    type.constructor(
      "dataset, batch_size=1, shuffle=None, sampler=None, batch_sampler=None, num_workers=0, collate_fn=None, "
        + "pin_memory=False, drop_last=False, timeout=0, worker_init_fn=None, generator=None, **kwargs"
    ) { call in
      let size = call.isNone(1) ? 1 : try call.int(1)
      guard size > 0 else {
        throw ScriptError(.valueError, "batch_size should be a positive integer value, but got batch_size=\(size)")
      }
      guard call.isNone(3), call.isNone(4) else {
        throw ScriptError(
          .notImplementedError, "DataLoader(sampler=…) is not there", hint: "use shuffle=, or select rows")
      }
      return Value(
        DataLoaderObject(
          call[0], batchSize: size, shuffles: try call.bool(2), dropsLast: try call.bool(8),
          collator: call.isNone(6) ? nil : call[6]))
    }
    type.property("batch_size", get: { .int($0.cast(to: DataLoaderObject.self)?.batchSize ?? 0) })
    type.property("dataset", get: { $0.cast(to: DataLoaderObject.self)?.dataset ?? .none })
    type.property("drop_last", get: { .bool($0.cast(to: DataLoaderObject.self)?.dropsLast ?? false) })
    return type
  }()

  override func length() throws -> Int? {
    let count = try dataset.length()
    return dropsLast ? count / batchSize : (count + batchSize - 1) / batchSize
  }
  override func truth() throws -> Bool { true }

  override func iterate() throws -> IteratorObject? {
    if dataset.cast(to: IterableDatasetObject.self) != nil {
      let rows = try dataset.iterate()
      return batches { try rows.next() }
    }
    var order = Array(0..<(try dataset.length()))
    if shuffles { RandomState.generator.shuffle(&order) }
    var next = 0
    return batches { [dataset] in
      guard next < order.count else { return nil }
      next += 1
      return try dataset.getItem(.int(order[next - 1]))
    }
  }

  private func batches(_ next: @escaping () throws -> Value?) -> NativeIterator {
    NativeIterator(typeName: "_SingleProcessDataLoaderIter") { [self] in
      var rows: [Value] = []
      while rows.count < batchSize, let row = try next() { rows.append(row) }
      guard !rows.isEmpty, rows.count == batchSize || !dropsLast else { return nil }
      if let collator { return try Interpreter.running.call(collator, [Value(list: rows)]) }
      return try Self.collate(rows)
    }
  }

  /// torch's `default_collate`: numbers and tensors become tensors with one dimension more, dicts and lists are
  /// collated item by item, text stays a list.
  static func collate(_ rows: [Value]) throws -> Value {
    guard let first = rows.first else { return Value(list: []) }
    if let dict = first.dict {
      let batch = DictObject()
      for (key, _) in dict.items { try batch.set(key, try collate(rows.map { try $0.getItem(key) })) }
      return Value(batch)
    }
    let tensors = rows.compactMap(\.tensor)
    if tensors.count == rows.count { return Value(try Tensor.stack(tensors, axis: 0)) }
    switch first {
    case .int, .float, .bool: return DatasetValues.tensor(Value(list: rows))
    default: break
    }
    if first.str != nil { return Value(list: rows) }
    if let items = first.list?.items ?? first.tuple?.items {
      let columns = try rows.map { try $0.asList("a row") }
      guard columns.allSatisfy({ $0.count == items.count }) else {
        throw ScriptError(
          .runtimeError, "each element in list of batch should be of equal size",
          hint: "pad the rows, or give a collate_fn")
      }
      return Value(list: try items.indices.map { index in try collate(columns.map { $0[index] }) })
    }
    throw ScriptError(
      .typeError,
      "default_collate: batch must contain tensors, numpy arrays, numbers, dicts or lists; found <class '\(first.typeName)'>"
    )
  }
}
