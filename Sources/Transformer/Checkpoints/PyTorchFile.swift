import Support

/// A checkpoint of `torch.save`: a zip archive with a pickle and the numbers beside it (since PyTorch 1.6), or the
/// older stream of pickles followed by the numbers. Mapped, checked, and never executed.
public final class PyTorchFile: WeightFile {
  public var path: String { file.path }
  public let tensors: [(name: String, shape: [Int])]
  public var size: Int { file.bytes.count }

  private let file: MappedFile
  private var views: [String: PickledTensor] = [:]
  /// Where the bytes of each storage lie, by the number of the storage.
  private let places: [Range<Int>]

  /// Opens and checks the file at `path`.
  /// - Throws: a `FileNotFoundError` and its like, or a `ValueError` that names the file and what it holds instead.
  public convenience init(_ path: String) throws { try self.init(MappedFile(path)) }

  /// Checks `file`.
  public init(_ file: MappedFile) throws {
    self.file = file
    let content = try StoredZip.isZip(file.bytes) ? Self.archive(file) : Self.stream(file)
    places = content.places
    var tensors: [(name: String, shape: [Int])] = []
    for (name, tensor) in try Self.stateDictionary(content.unpickler, content.root) {
      if views.updateValue(content.unpickler.tensors[tensor], forKey: name) == nil {
        tensors.append((name, content.unpickler.tensors[tensor].shape))
      }
    }
    self.tensors = tensors
  }

  typealias Content = (unpickler: TensorUnpickler, root: PickledItem, places: [Range<Int>])

  private static func fault(_ path: String, _ what: String) -> UserError {
    UserError(
      .value, "'\(path)' is not a whole PyTorch checkpoint: \(what)",
      hint: "the file may be truncated or changed: fetch or save it again")
  }

  /// The numbers of a file that holds nothing but one storage: how tensors inside other pickles are kept.
  public static func storage(_ file: MappedFile) throws -> (numbers: [Double], type: WeightType) {
    let content = try StoredZip.isZip(file.bytes) ? archive(file) : stream(file)
    guard case .storage(let index) = content.root, let type = content.unpickler.storages[index].type else {
      throw fault(file.path, "it holds something else than one storage")
    }
    let count = content.unpickler.storages[index].count
    guard count > 0, let base = file.bytes.baseAddress else { return ([], type) }
    guard let numbers = type.numbers(base + content.places[index].lowerBound, count: count) else {
      throw fault(file.path, "it holds numbers of type \(type.rawValue)")
    }
    return (numbers, type)
  }

  /// `NAME/data.pkl` holds the structure, `NAME/data/KEY` the numbers.
  static func archive(_ file: MappedFile) throws -> Content {
    let (bytes, path) = (file.bytes, file.path)
    let zip = try StoredZip(bytes, path: path)
    guard let name = zip.entries.keys.filter({ $0.hasSuffix("data.pkl") }).min(by: { $0.utf8.count < $1.utf8.count }),
      let pickle = zip.entries[name]
    else {
      throw UserError(.value, "'\(path)' is a zip archive without data.pkl", hint: "torch.save writes one")
    }
    let folder = name.dropLast("data.pkl".count)
    if zip.entries["\(folder)constants.pkl"] != nil {
      throw UserError(
        .value, "'\(path)' is a TorchScript program", hint: "save the weights: torch.save(model.state_dict(), path)")
    }
    if let order = zip.entries["\(folder)byteorder"], !bytes[order].elementsEqual("little".utf8) {
      throw UserError(.value, "'\(path)' holds numbers of a big-endian machine", hint: "save it again on this one")
    }
    var unpickler = TensorUnpickler(
      UnsafeRawBufferPointer(rebasing: bytes[pickle]), fileSize: bytes.count, path: path)
    let root = try unpickler.load()
    let places = try unpickler.storages.map { storage in
      guard let place = zip.entries["\(folder)data/\(storage.key)"] else {
        throw fault(path, "it has no entry 'data/\(storage.key)'")
      }
      guard storage.count <= place.count / (storage.type?.size ?? 1) else {
        throw fault(path, "storage '\(storage.key)' claims \(storage.count) numbers and has \(place.count) bytes")
      }
      return place
    }
    return (unpickler, root, places)
  }

  /// Four pickles (a magic number, a version, sizes of the machine, the structure), a fifth with the keys of the
  /// storages, then each storage: its count in eight bytes, its numbers.
  static func stream(_ file: MappedFile) throws -> Content {
    let (bytes, path) = (file.bytes, file.path)
    let magic: [UInt8] = [0x8A, 10, 0x6C, 0xFC, 0x9C, 0x46, 0xF9, 0x20, 0x6A, 0xA8, 0x50, 0x19, 0x2E]
    guard bytes.count > 15, bytes[0] == 0x80, bytes[2..<15].elementsEqual(magic) else {
      throw UserError(
        .value, "'\(path)' is not a PyTorch checkpoint",
        hint: "a file of torch.save is a zip archive, or begins with torch's magic number")
    }
    var unpickler = TensorUnpickler(bytes, at: 15, fileSize: bytes.count, path: path)
    // Each pickle is loaded before it is asked about: the unpickler is a value.
    let version = try unpickler.load()
    guard unpickler.integer(version) == 1001 else { throw fault(path, "it has another version") }
    guard case .dictionary(let system) = try unpickler.load() else {
      throw fault(path, "it says nothing of its machine")
    }
    for (key, value) in unpickler.dictionaries[system] where unpickler.string(key) == "little_endian" {
      guard case .bool(true) = value else {
        throw UserError(.value, "'\(path)' holds numbers of a big-endian machine", hint: "save it again on this one")
      }
    }
    let root = try unpickler.load()
    let list = try unpickler.load()
    guard let keys = unpickler.sequence(list) else { throw fault(path, "it does not list its storages") }
    let storages = Dictionary(unpickler.storages.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
    var ranges: [String: Range<Int>] = [:]
    for item in keys {
      guard let key = unpickler.string(item) else { throw fault(path, "the key of a storage is no text") }
      guard let storage = storages[key], let type = storage.type, try unpickler.number(8) == storage.count,
        storage.count <= bytes.count / type.size
      else { throw fault(path, "the size of storage '\(key)' is not what its structure says") }
      let start = try unpickler.take(storage.count * type.size)
      ranges[key] = start..<start + storage.count * type.size
    }
    let places = try unpickler.storages.map { storage in
      guard let place = ranges[storage.key] else { throw fault(path, "the numbers of '\(storage.key)' are missing") }
      return place
    }
    return (unpickler, root, places)
  }

  /// The names and tensors of the state dict: the root itself, or what a trainer's checkpoint keeps under one of the
  /// usual names.
  private static func stateDictionary(
    _ unpickler: TensorUnpickler, _ root: PickledItem
  ) throws -> [(name: String, tensor: Int)] {
    guard case .dictionary(let index) = root else {
      throw UserError(
        .value, "'\(unpickler.path)' holds no dict of tensors", hint: "torch.save(model.state_dict(), path) writes one")
    }
    var found: [(name: String, tensor: Int)] = []
    for (key, value) in unpickler.dictionaries[index] {
      guard let name = unpickler.string(key) else { continue }
      if case .tensor(let tensor) = value { found.append((name, tensor)) }
    }
    if !found.isEmpty { return found }
    for (key, value) in unpickler.dictionaries[index] {
      guard case .dictionary(let inner) = value, inner != index, let name = unpickler.string(key),
        ["state_dict", "model_state_dict", "model"].contains(name)
      else { continue }
      for (key, value) in unpickler.dictionaries[inner] {
        if let name = unpickler.string(key), case .tensor(let tensor) = value { found.append((name, tensor)) }
      }
      return found
    }
    return found
  }

  public func shape(_ name: String) -> [Int]? { views[name]?.shape }

  public func storedSize(_ name: String) -> Int { views[name].map { $0.count * $0.type.size } ?? 0 }

  public func memory(_ name: String) -> (pointer: UnsafeMutableRawPointer, owner: AnyObject)? {
    guard let view = views[name], view.type == .float32, view.count > 0, view.isContiguous else { return nil }
    return file.floats(at: places[view.storage].lowerBound + 4 * view.offset)
  }

  public func read(_ name: String, into target: UnsafeMutablePointer<Float>) throws {
    guard let view = views[name] else { throw UserError(.key, "'\(path)' has no tensor '\(name)'") }
    guard view.count > 0, let base = file.bytes.baseAddress else { return }
    let start = base + places[view.storage].lowerBound + view.offset * view.type.size
    var place = 0
    var isWeight = true
    view.forEachRun { offset, count, stride in
      let source = start + offset * view.type.size
      if stride == 1 {
        isWeight = isWeight && view.type.widen(source, into: target + place, count: count)
      } else {
        for index in 0..<count {
          let element = source + index * stride * view.type.size
          isWeight = isWeight && view.type.widen(element, into: target + place + index, count: 1)
        }
      }
      place += count
    }
    guard isWeight else {
      throw UserError(
        .value, "'\(path)': tensor '\(name)' has type \(view.type.rawValue)",
        hint: "weights must be fp32, fp16, bf16 or fp64")
    }
  }
}

extension PickledTensor {
  /// Whether the elements lie row-major and side by side.
  var isContiguous: Bool {
    var expected = 1
    for (size, stride) in zip(shape, strides).reversed() where size != 1 {
      if stride != expected { return false }
      expected *= size
    }
    return true
  }

  /// Calls `body` for the elements in row-major order, run by run, with the offset of the first in elements from
  /// ``offset``, their count and the distance between them.
  func forEachRun(_ body: (_ offset: Int, _ count: Int, _ stride: Int) -> Void) {
    if isContiguous { return body(0, count, 1) }
    guard let inner = shape.last, let step = strides.last else { return body(0, 1, 1) }
    var index = [Int](repeating: 0, count: shape.count - 1)
    while true {
      body(zip(index, strides).reduce(0) { $0 + $1.0 * $1.1 }, inner, step)
      var axis = index.count - 1
      while axis >= 0 {
        index[axis] += 1
        if index[axis] < shape[axis] { break }
        index[axis] = 0
        axis -= 1
      }
      if axis < 0 { return }
    }
  }
}
