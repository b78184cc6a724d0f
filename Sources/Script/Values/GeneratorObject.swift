/// A suspended call of a generator function.
public final class GeneratorObject: IteratorObject {
  init() { super.init(type: .generator, layout: .generator) }
}
