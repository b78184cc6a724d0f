import Support
import Tensor

/// What a file of `torch.save` holds: numbers, texts, containers and tensors.
public indirect enum SavedValue {
  case none
  case bool(Bool)
  case int(Int)
  case double(Double)
  case text(String)
  case list([SavedValue])
  case tuple([SavedValue])
  case dictionary([(key: SavedValue, value: SavedValue)])
  case tensor(Tensor)
}

extension SavedValue {
  /// What the checkpoint at `path` holds. Floating-point tensors become float32, whole numbers int64.
  /// - Throws: a `FileNotFoundError` and its like, or a `ValueError` that names the file and what it holds instead.
  public init(path: String) throws {
    let file = try MappedFile(path)
    let content = try StoredZip.isZip(file.bytes) ? PyTorchFile.archive(file) : PyTorchFile.stream(file)
    var reader = Reader(
      file: file, unpickler: content.unpickler, places: content.places, budget: 4 << 20 + 8 * file.bytes.count)
    self = try reader.value(content.root, depth: 0)
  }

  /// Turns the unpickler's tables into values. What a pickle shares is copied: the memory for copies is bounded.
  private struct Reader {
    let file: MappedFile
    let unpickler: TensorUnpickler
    let places: [Range<Int>]
    /// Bytes that values may still take. A number of one byte in the file becomes one of eight.
    var budget: Int
    var tensors: [Int: Tensor] = [:]

    private mutating func spend(_ bytes: Int) throws {
      budget -= bytes
      guard budget >= 0 else { throw unpickler.fault("its values take more memory than its size gives reason to") }
    }

    mutating func value(_ item: PickledItem, depth: Int) throws -> SavedValue {
      guard depth < 100 else { throw unpickler.fault("its containers nest too deeply") }
      try spend(40)
      switch item {
      case .none: return .none
      case .bool(let truth): return .bool(truth)
      case .int(let number): return .int(number)
      case .float(let number): return .double(number)
      case .text(let start, let count):
        try spend(count)
        let bytes = UnsafeRawBufferPointer(rebasing: unpickler.data[start..<start + count])
        guard let text = String(validating: bytes, as: UTF8.self) else {
          throw unpickler.fault("a text of it is not UTF-8")
        }
        return .text(text)
      case .sequence(let index):
        var items: [SavedValue] = []
        for part in unpickler.sequences[index] { items.append(try value(part, depth: depth + 1)) }
        return unpickler.tuples.contains(index) ? .tuple(items) : .list(items)
      case .dictionary(let index):
        var items: [(key: SavedValue, value: SavedValue)] = []
        for (key, part) in unpickler.dictionaries[index] {
          items.append((try value(key, depth: depth + 1), try value(part, depth: depth + 1)))
        }
        return .dictionary(items)
      case .tensor(let index):
        if let known = tensors[index] { return .tensor(known) }
        try spend(unpickler.tensors[index].count * 8)
        let made = try tensor(unpickler.tensors[index])
        tensors[index] = made
        return .tensor(made)
      case .global(let index): return .text(unpickler.globals[index])
      case .storage: throw unpickler.fault("it holds a storage by itself")
      }
    }

    private func tensor(_ view: PickledTensor) throws -> Tensor {
      let dtype: DType
      switch view.type {
      case .float64, .float32, .float16, .bfloat16: dtype = .float32
      case .bool: dtype = .bool
      case .int64, .int32, .int16, .int8, .uint32, .uint16, .uint8: dtype = .int64
      default: throw unpickler.fault("a tensor of it has the type \(view.type.rawValue)")
      }
      let result = Tensor(zeros: view.shape, dtype: dtype)
      guard view.count > 0, let base = file.bytes.baseAddress else { return result }
      let start = base + places[view.storage].lowerBound + view.offset * view.type.size
      var place = 0
      view.forEachRun { offset, count, stride in
        for index in 0..<count {
          let source = start + (offset + index * stride) * view.type.size
          switch dtype {
          case .float32: _ = view.type.widen(source, into: result.data + place, count: 1)
          case .bool: result.boolData[place] = source.load(as: UInt8.self) != 0
          case .int64: result.int64Data[place] = view.type.integer(at: source)
          }
          place += 1
        }
      }
      return result
    }
  }
}

extension WeightType {
  /// The whole number stored at `source`; 0 for types that hold none.
  fileprivate func integer(at source: UnsafeRawPointer) -> Int64 {
    switch self {
    case .int64: source.loadUnaligned(as: Int64.self)
    case .int32: Int64(source.loadUnaligned(as: Int32.self))
    case .int16: Int64(source.loadUnaligned(as: Int16.self))
    case .int8: Int64(source.loadUnaligned(as: Int8.self))
    case .uint32: Int64(source.loadUnaligned(as: UInt32.self))
    case .uint16: Int64(source.loadUnaligned(as: UInt16.self))
    case .uint8: Int64(source.loadUnaligned(as: UInt8.self))
    default: 0
    }
  }
}
