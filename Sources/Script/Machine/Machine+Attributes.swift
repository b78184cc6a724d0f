/// Reading and setting attributes where the loop's own quick look did not find them: through inline caches and the class.
extension Machine {
  @inline(never)
  func getAttribute(
    _ place: UnsafeMutablePointer<Value>, _ name: Value, _ cache: UnsafeMutablePointer<InlineCache>
  ) throws -> Value {
    if let object = place.held, cache.pointee.epoch == TypeObject.epoch, let key = cache.pointee.otherKey,
      let found = object._withUnsafeGuaranteedRef({ cachedAttribute($0, key, cache) })
    {
      return found
    }
    if let object = place.held, object.kind == .instance, case .object(let nameObject) = name {
      let shape = object.cast(InstanceObject.self)._withUnsafeGuaranteedRef { $0.shapeKey }
      let name = UnsafeRawPointer(Unmanaged.passUnretained(nameObject).toOpaque())
      if methodCache.recall(shape, name, cache) {
        if let found = object._withUnsafeGuaranteedRef({ cachedOfInstance($0, shape, cache) }) { return found }
      }
    }
    let text = name.string ?? ""
    if case .object(let object) = place.pointee {
      switch object.kind {
      case .instance:
        let instance = unsafeDowncast(object, to: InstanceObject.self)
        if rememberAttribute(of: instance, text, cache), case .object(let nameObject) = name {
          methodCache.remember(
            instance.shapeKey, UnsafeRawPointer(Unmanaged.passUnretained(nameObject).toOpaque()), cache)
        }
      case .module:
        let namespace = unsafeDowncast(object, to: ModuleObject.self).namespace
        if let slot = namespace.position(of: text) {
          cache.pointee.otherKey = UnsafeRawPointer(Unmanaged.passUnretained(object).toOpaque())
          cache.pointee.epoch = TypeObject.epoch
          cache.pointee.slot = slot
        }
      case .type:
        let type = unsafeDowncast(object, to: TypeObject.self)
        if let (owner, position) = type.place(of: text), isPlainInClass(owner.attributes[position].value) {
          cache.pointee.otherKey = UnsafeRawPointer(Unmanaged.passUnretained(object).toOpaque())
          cache.pointee.epoch = TypeObject.epoch
          cache.pointee.owner = owner
          cache.pointee.slot = position
        }
      default: break
      }
    }
    return try place.pointee.getAttribute(text)
  }

  /// What the cache knows of an attribute that is in the class or the module.
  @inline(__always)
  private func cachedAttribute(
    _ object: Object, _ key: UnsafeRawPointer, _ cache: UnsafeMutablePointer<InlineCache>
  ) -> Value? {
    switch object.kind {
    case .instance:
      guard unsafeDowncast(object, to: InstanceObject.self).shapeKey == key else { return nil }
      let value = cache.pointee.owner.unsafelyUnwrapped.attributes[cache.pointee.slot].value
      return cache.pointee.isMethod ? Value(BoundMethodObject(value, Value(object))) : value
    case .module:
      guard UnsafeRawPointer(Unmanaged.passUnretained(object).toOpaque()) == key else { return nil }
      let value = unsafeDowncast(object, to: ModuleObject.self).namespace.values[cache.pointee.slot]
      if case .unset = value { return nil }
      return value
    case .type:
      guard UnsafeRawPointer(Unmanaged.passUnretained(object).toOpaque()) == key else { return nil }
      return cache.pointee.owner.unsafelyUnwrapped.attributes[cache.pointee.slot].value
    default: return nil
    }
  }

  /// What a cache that was filled for the shape of the instance gives.
  @inline(__always)
  private func cachedOfInstance(
    _ object: Object, _ shape: UnsafeRawPointer, _ cache: UnsafeMutablePointer<InlineCache>
  ) -> Value? {
    if cache.pointee.key == shape { return unsafeDowncast(object, to: InstanceObject.self).slots[cache.pointee.slot] }
    if let key = cache.pointee.otherKey { return cachedAttribute(object, key, cache) }
    return nil
  }

  /// Fills the cache with where the attribute of an instance is, if that can be said for all of its shape.
  private func rememberAttribute(
    of instance: InstanceObject, _ name: String, _ cache: UnsafeMutablePointer<InlineCache>
  ) -> Bool {
    // Instances whose attributes are in a dictionary share a shape, whatever the dictionaries hold.
    guard instance.dictionary == nil, let dunders = instance.type.dunders, dunders[.getAttribute] == nil else {
      return false
    }
    let inherited = instance.type.place(of: name)
    let value = inherited.map { $0.owner.attributes[$0.position].value }
    if let slot = instance.shape.index(of: name) {
      guard isPlain(value) else { return false }
      cache.pointee.key = instance.shapeKey
      cache.pointee.otherKey = nil
      cache.pointee.slot = slot
    } else if let (owner, position) = inherited, let value {
      let isMethod = value.function != nil || value.native.map { $0.receiver != nil } ?? false
      guard isMethod || isPlainInClass(value) else { return false }
      cache.pointee.key = nil
      cache.pointee.otherKey = instance.shapeKey
      cache.pointee.owner = owner
      cache.pointee.slot = position
      cache.pointee.isMethod = isMethod
    } else {
      return false
    }
    cache.pointee.epoch = TypeObject.epoch
    return true
  }

  /// Whether an attribute of a class is what the class gives for it: a plain value or a function.
  private func isPlainInClass(_ value: Value) -> Bool {
    guard let object = value.object else { return !value.isUnset }
    switch object.kind {
    case .str, .bytes, .list, .tuple, .dict, .set, .range, .slice, .bigInt, .function, .type: return true
    default: return false
    }
  }

  /// Whether an attribute of a class lets the instance's own go first.
  private func isPlain(_ value: Value?) -> Bool {
    guard let object = value?.object else { return true }
    return object.layout != .property && object.layout != .native && object.dunder(.set) == nil
      && object.dunder(.delete) == nil
  }

  @inline(never)
  func setAttribute(
    _ object: Value, _ name: Value, _ value: Value, _ cache: UnsafeMutablePointer<InlineCache>
  ) throws {
    let text = name.string ?? ""
    if let instance = object.instance, instance.dictionary == nil, let dunders = instance.type.dunders,
      dunders[.setAttr] == nil, instance.type.hasRoom(for: text), text != "__class__", text != "__dict__",
      isPlain(instance.type.lookup(text))
    {
      cache.pointee.key = UnsafeRawPointer(Unmanaged.passUnretained(instance.shape).toOpaque())
      cache.pointee.epoch = TypeObject.epoch
      if let slot = instance.shape.index(of: text) {
        cache.pointee.slot = slot
        cache.pointee.next = nil
        instance.slots[slot] = value
      } else {
        let next = instance.shape.adding(text)
        cache.pointee.next = next
        instance.append(next, value)
      }
      return
    }
    try object.setAttribute(text, value)
  }

  @inline(never)
  func loadMethod(
    _ target: UnsafeMutablePointer<Value>, _ value: Value, _ name: Value,
    _ cache: UnsafeMutablePointer<InlineCache>
  ) throws {
    var key: UnsafeRawPointer?
    var nameKey = UnsafeRawPointer(bitPattern: 8).unsafelyUnwrapped
    if case .object(let object) = value, object.kind == .instance, case .object(let nameObject) = name {
      let shape = unsafeDowncast(object, to: InstanceObject.self).shapeKey
      key = shape
      // A method is remembered apart from the attribute of the same site.
      nameKey = UnsafeRawPointer(Unmanaged.passUnretained(nameObject).toOpaque()) + 1
      if methodCache.recall(shape, nameKey, cache), let method = cache.pointee.method {
        target[1] = value
        target.set(method)
        return
      }
    }
    let text = name.string ?? ""
    if case .object(let object) = value, canCache(object, text), let method = object.type.lookup(text)?.object,
      method.layout == .function
        || method.layout == .nativeFunction
          && unsafeDowncast(method, to: NativeFunction.self).receiver != nil
    {
      cache.pointee.key =
        object.kind == .instance
        ? UnsafeRawPointer(Unmanaged.passUnretained(unsafeDowncast(object, to: InstanceObject.self).shape).toOpaque())
        : UnsafeRawPointer(Unmanaged.passUnretained(object.type).toOpaque())
      cache.pointee.epoch = TypeObject.epoch
      cache.pointee.method = .passUnretained(method)
      if let key { methodCache.remember(key, nameKey, cache) }
      target[1] = value
      target[0] = .object(method)
      return
    }
    let attribute = try value.getAttribute(text)
    target[0] = attribute
    target[1] = .unset
  }

  /// Whether a method found in the class of `object` is what `object.name` gives.
  private func canCache(_ object: Object, _ name: String) -> Bool {
    switch object.kind {
    case .instance:
      let instance = unsafeDowncast(object, to: InstanceObject.self)
      return instance.dictionary == nil && instance.shape.index(of: name) == nil
        && instance.dunder(.getAttribute) == nil
    case .str, .bytes, .list, .tuple, .dict, .set: return true
    default: return false
    }
  }
}
