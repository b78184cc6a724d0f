/// What a checkpoint's pickle builds. Texts and bytes stay where they are in the file, containers live in the
/// unpickler's tables under a number: nothing nests, so that no depth of a hostile file costs more than its length.
enum PickledItem {
  case none
  case bool(Bool)
  case int(Int)
  case float(Double)
  /// A range of the pickle: text or bytes.
  case text(start: Int, count: Int)
  /// A list, tuple or set.
  case sequence(Int)
  case dictionary(Int)
  /// A name that pickles may hold, an index into ``TensorUnpickler/globals``.
  case global(Int)
  case storage(Int)
  case tensor(Int)
}

/// A stretch of numbers that tensors are views of.
struct PickledStorage {
  /// What the file calls it.
  var key: String
  /// `nil` for untyped bytes, whose tensors bring the type.
  var type: WeightType?
  /// Elements, or bytes of an untyped one.
  var count: Int
  /// Where a view of a storage starts in the storage, in old files.
  var viewOffset = 0
}

/// A view of a storage.
struct PickledTensor {
  var storage: Int
  var type: WeightType
  /// All in elements.
  var offset: Int
  var shape: [Int]
  var strides: [Int]

  var count: Int { shape.contains(0) ? 0 : shape.reduce(1, *) }
}
