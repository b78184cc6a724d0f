import Script
import Tensor

/// `torch.optim`: Adam, AdamW and SGD over tensors of the language.
enum TorchOptimizers {
  static func register(in interpreter: Interpreter) {
    interpreter.register(module: "torch.optim") { names in
      names.type(OptimizerObject.adam)
      names.type(OptimizerObject.adamW)
      names.type(OptimizerObject.sgd)
    }
  }
}

/// An optimiser. Its settings live in `param_groups[0]`, where a schedule may change them.
final class OptimizerObject: Object {
  private enum Rule {
    case adam(Adam)
    case sgd(parameters: [Tensor], velocity: [Tensor?])
  }
  private var rule: Rule
  private let settings: DictObject

  static let adam = type("Adam", decay: 0, decoupled: false)
  static let adamW = type("AdamW", decay: 0.01, decoupled: true)
  static let sgd: TypeObject = {
    let type = TypeObject("SGD", module: "torch.optim.sgd", isInheritable: false)
    type.constructor("params, lr=0.001, momentum=0.0, weight_decay=0.0") { call in
      let parameters = try parameters(call[0])
      let settings: [(String, Value)] = [
        ("lr", .float(try call.double(1))), ("momentum", .float(try call.double(2))),
        ("weight_decay", .float(try call.double(3))),
      ]
      let velocity = [Tensor?](repeating: nil, count: parameters.count)
      return Value(OptimizerObject(type, .sgd(parameters: parameters, velocity: velocity), parameters, settings))
    }
    methods(type)
    return type
  }()

  private static func type(_ name: String, decay: Double, decoupled: Bool) -> TypeObject {
    let type = TypeObject(name, module: "torch.optim." + name.lowercased(), isInheritable: false)
    type.constructor("params, lr=0.001, betas=None, eps=1e-08, weight_decay=\(decay)") { call in
      let parameters = try parameters(call[0])
      let betas = try call.optional(2) { try call.list($0).map { try $0.asDouble("a beta") } } ?? [0.9, 0.999]
      guard betas.count == 2, betas.allSatisfy({ $0 >= 0 && $0 < 1 }) else {
        throw ScriptError(.valueError, "Invalid beta parameter at index 0: \(betas)")
      }
      guard try call.double(1) >= 0 else { throw ScriptError(.valueError, "Invalid learning rate: \(try call.double(1))") }
      let settings: [(String, Value)] = [
        ("lr", .float(try call.double(1))), ("betas", Value(tuple: betas.map { .float($0) })),
        ("eps", .float(try call.double(3))), ("weight_decay", .float(try call.double(4))),
      ]
      let optimizer = Adam(parameters: parameters, decoupled: decoupled)
      return Value(OptimizerObject(type, .adam(optimizer), parameters, settings))
    }
    methods(type)
    return type
  }

  private init(_ type: TypeObject, _ rule: Rule, _ parameters: [Tensor], _ settings: [(String, Value)]) {
    self.rule = rule
    self.settings = DictObject([("params", Value(list: parameters.map { Value($0) }))] + settings)
    super.init(type: type)
  }

  private static func parameters(_ value: Value) throws -> [Tensor] {
    if value.tensor != nil {
      throw ScriptError(
        .typeError, "params argument given to the optimizer should be an iterable of Tensors or dicts, but got Tensor")
    }
    let parameters = try value.asList("params").map {
      try $0.asObject(TensorObject.self, "a parameter", named: "Tensor").tensor
    }
    if parameters.isEmpty { throw ScriptError(.valueError, "optimizer got an empty parameter list") }
    for parameter in parameters where !parameter.isLeaf {
      throw ScriptError(.valueError, "can't optimize a non-leaf Tensor")
    }
    return parameters
  }

  private static func methods(_ type: TypeObject) {
    type.method("step", "closure=None") { call in
      try call.me(OptimizerObject.self).step()
      return .none
    }
    type.method("zero_grad", "set_to_none=True") { call in
      for parameter in call.me(OptimizerObject.self).all { parameter.grad = nil }
      return .none
    }
    type.property("param_groups", get: { value in
      Value(list: [Value(try value.asObject(OptimizerObject.self, "self").settings)])
    })
  }

  private var all: [Tensor] {
    switch rule {
    case .adam(let adam): adam.parameters
    case .sgd(let parameters, _): parameters
    }
  }

  private func setting(_ name: String) throws -> Float {
    guard let value = settings[name] else { throw ScriptError(.keyError, Value(name)) }
    return Float(try value.asDouble(name))
  }

  private func step() throws {
    switch rule {
    case .adam(let adam):
      adam.learningRate = try setting("lr")
      adam.epsilon = try setting("eps")
      adam.weightDecay = try setting("weight_decay")
      if let betas = try settings["betas"]?.asList("betas"), betas.count == 2 {
        adam.beta1 = Float(try betas[0].asDouble("beta"))
        adam.beta2 = Float(try betas[1].asDouble("beta"))
      }
      adam.step()
    case .sgd(let parameters, var velocity):
      let (rate, momentum, decay) = (try setting("lr"), try setting("momentum"), try setting("weight_decay"))
      for (k, parameter) in parameters.enumerated() {
        guard let gradient = parameter.grad else { continue }
        var step = gradient
        if decay != 0 { step = try noGrad { try step + parameter.detach() * decay } }
        if momentum != 0 {
          step = try velocity[k].map { old in try noGrad { try old * momentum + step } } ?? step.copy()
          velocity[k] = step
        }
        Kernels.add(step.data, times: -rate, to: parameter.data, count: parameter.count)
      }
      rule = .sgd(parameters: parameters, velocity: velocity)
    }
  }

  override func repr() throws -> String {
    let lines = settings.items.filter { $0.key.string != "params" }.map { item in
      "    \(item.key.string ?? ""): \((try? item.value.repr()) ?? "")"
    }
    return "\(type.name) (\nParameter Group 0\n" + lines.joined(separator: "\n") + "\n)"
  }
}
