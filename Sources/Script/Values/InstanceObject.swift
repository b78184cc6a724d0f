/// An object of a class written in the language. Attributes lie in slots whose positions the ``Shape`` gives, so
/// that code which has seen the shape once finds them without a search.
public final class InstanceObject: Object {
  final unowned(unsafe) var shape: Shape
  final var slots: UnsafeMutablePointer<Value>
  private final var capacity: Int
  /// Where the attributes are once the program asked for `__dict__`; ``shape`` then has no names, and inline caches
  /// pass the object by.
  final var dictionary: DictObject?

  public init(_ type: TypeObject) {
    shape = type.rootShape
    capacity = type.rootShape.expectedCount
    slots = .allocate(capacity: max(capacity, 1))
    super.init(type: type, layout: .instance)
  }

  deinit {
    DeferredRelease.release(slots, count: shape.names.count)
  }

  /// The identity of the shape, for caches.
  @inline(__always) var shapeKey: UnsafeRawPointer { UnsafeRawPointer(Unmanaged.passUnretained(shape).toOpaque()) }

  /// The attribute stored on the instance itself.
  public subscript(_ name: String) -> Value? {
    get {
      if let dictionary { return dictionary[name] }
      return shape.index(of: name).map { slots[$0] }
    }
    set {
      if let newValue { store(name, newValue) } else { _ = remove(name) }
    }
  }

  func store(_ name: String, _ value: Value) {
    if let dictionary {
      dictionary[name] = value
    } else if let index = shape.index(of: name) {
      slots[index] = value
    } else {
      append(shape.adding(name), value)
    }
  }

  /// Moves to `next`, which has one attribute more, with this value.
  func append(_ next: Shape, _ value: Value) {
    let index = next.names.count - 1
    if index >= capacity {
      let larger = UnsafeMutablePointer<Value>.allocate(capacity: capacity * 2 + 2)
      larger.moveInitialize(from: slots, count: index)
      slots.deallocate()
      slots = larger
      capacity = capacity * 2 + 2
    }
    (slots + index).initialize(to: value)
    shape = next
  }

  func remove(_ name: String) -> Bool {
    if let dictionary { return (try? dictionary.remove(Value(name))) != nil }
    guard let index = shape.index(of: name) else { return false }
    let removed = (slots + index).move()
    let last = shape.names.count - 1
    (slots + index).moveInitialize(from: slots + index + 1, count: last - index)
    var next = type.rootShape
    for (position, name) in shape.names.enumerated() where position != index { next = next.adding(name) }
    shape = next
    withExtendedLifetime(removed) {}
    return true
  }

  /// The attributes; with `create`, as the dictionary that they are kept in from now on.
  public override func fields(create: Bool) -> DictObject? {
    if let dictionary { return dictionary }
    let fields = DictObject(shape.names.enumerated().map { ($1, slots[$0]) })
    if create { keep(in: fields) }
    return fields
  }

  /// Makes `fields` the `__dict__` of the instance.
  func keep(in fields: DictObject) {
    let (old, count) = (slots, shape.names.count)
    slots = .allocate(capacity: 1)
    capacity = 1
    shape = type.dictionaryShape
    dictionary = fields
    DeferredRelease.release(old, count: count)
  }

  public override func attributeNames() -> [String] { dictionary?.keys.compactMap(\.string) ?? shape.names }
  public override func repr() throws -> String {
    "<\(type.module).\(type.qualifiedName) object at \(address)>"
  }
  public override func truth() throws -> Bool { true }
}

/// The names of an instance's attributes in the order they were first set; instances that were filled the same way
/// share one.
final class Shape {
  unowned(unsafe) let type: TypeObject
  let names: [String]
  private let positions: [String: Int]
  private var successors: [String: Shape] = [:]
  /// The most slots an instance that began here has needed: how much room new ones get. Kept on the root.
  var expectedCount = 4

  init(type: TypeObject, names: [String] = []) {
    self.type = type
    self.names = names
    positions = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, $0) })
  }

  func index(of name: String) -> Int? { positions[name] }

  /// The shape with `name` added at the end.
  func adding(_ name: String) -> Shape {
    if let next = successors[name] { return next }
    let next = Shape(type: type, names: names + [name])
    successors[name] = next
    let root = type.rootShape
    if next.names.count > root.expectedCount { root.expectedCount = min(next.names.count, 64) }
    return next
  }
}
