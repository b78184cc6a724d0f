import Script
import Tensor

/// `torch.Generator`: a stream of random numbers of its own.
final class GeneratorObject: Object {
  let generator: RandomGenerator
  private var seed: Int

  static let type: TypeObject = {
    let type = TypeObject("Generator", module: "torch._C", isInheritable: false)
    type.constructor("device='cpu'") { call in
      try TorchArguments.requireCPU(call[0])
      return Value(GeneratorObject(RandomGenerator(seed: 67_280_421_310_721), seed: 67_280_421_310_721))
    }
    type.method("manual_seed", "seed") { call in
      let me = call.me(GeneratorObject.self)
      me.seed = try call.int(0)
      me.generator.reseed(UInt64(bitPattern: Int64(me.seed)))
      return call.receiver
    }
    type.method("initial_seed") { call in .int(call.me(GeneratorObject.self).seed) }
    return type
  }()

  init(_ generator: RandomGenerator, seed: Int) {
    self.generator = generator
    self.seed = seed
    super.init(type: Self.type)
  }

  /// The stream of a `generator` argument: the session's own where none is given.
  static func source(_ value: Value) throws -> RandomGenerator {
    if value.isNone || value.isUnset { return RandomState.generator }
    return try value.asObject(GeneratorObject.self, "generator", named: "Generator").generator
  }

  override func getAttribute(_ name: String) throws -> Value? {
    name == "device" ? Value(DeviceObject.cpu) : nil
  }
}
