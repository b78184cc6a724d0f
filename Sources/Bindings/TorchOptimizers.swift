import Script
import Tensor

/// `torch.optim`: Adam, AdamW, SGD and RMSprop over tensors of the language.
enum TorchOptimizers {
  static func register(in interpreter: Interpreter) {
    interpreter.register(module: "torch.optim") { interpreter in
      let module = ModuleObject("torch.optim")
      for type in [
        OptimizerObject.type, OptimizerObject.adam, OptimizerObject.adamW, OptimizerObject.sgd, OptimizerObject.rmsprop,
      ] {
        module.namespace.type(type)
      }
      module.missing = { $0 == "lr_scheduler" ? Value(try interpreter.importModule("torch.optim.lr_scheduler")) : nil }
      return module
    }
  }
}

/// An optimiser. Its settings live in `param_groups`, where a schedule may change them.
final class OptimizerObject: Object {
  enum Rule { case adam(decoupled: Bool), sgd, rmsprop }

  /// Parameters that share settings.
  private final class Group {
    let parameters: [Tensor]
    let settings: DictObject
    let adam: Adam
    /// Of SGD: the velocity; of RMSprop: the mean square, and the velocity.
    var velocity: [Tensor?]
    var square: [Tensor?]
    var steps: [Int]

    init(_ parameters: [Tensor], _ settings: DictObject, _ rule: Rule) {
      self.parameters = parameters
      self.settings = settings
      var isDecoupled = false
      if case .adam(let decoupled) = rule { isDecoupled = decoupled }
      adam = Adam(parameters: parameters, decoupled: isDecoupled)
      velocity = Array(repeating: nil, count: parameters.count)
      square = velocity
      steps = Array(repeating: 0, count: parameters.count)
    }

    func number(_ name: String) throws -> Float {
      guard let value = settings[name] else { throw ScriptError(.keyError, Value(name)) }
      return Float(try value.asDouble(name))
    }

    func flag(_ name: String) throws -> Bool { try settings[name]?.isTrue() ?? false }
  }

  private let rule: Rule
  /// The settings of a group that names none.
  private let defaults: [(String, Value)]
  private var groups: [Group] = []

  static let type = TypeObject("Optimizer", module: "torch.optim.optimizer", isInheritable: false)
  static let adam = type("Adam", decay: 0, decoupled: false)
  static let adamW = type("AdamW", decay: 0.01, decoupled: true)

  private static func type(_ name: String, decay: Double, decoupled: Bool) -> TypeObject {
    let type = TypeObject(name, base: Self.type, module: "torch.optim." + name.lowercased(), isInheritable: false)
    let signature =
      "params, lr=0.001, betas=None, eps=1e-08, weight_decay=\(decay), amsgrad=False, *, foreach=None, maximize=False, "
      + "capturable=False, differentiable=False, fused=None"
    type.constructor(signature) { call in
      let betas = try call.optional(2) { try call.list($0).map { try $0.asDouble("a beta") } } ?? [0.9, 0.999]
      guard betas.count == 2 else { throw ScriptError(.valueError, "betas: two numbers are needed") }
      for (index, beta) in betas.enumerated() where !(beta >= 0 && beta < 1) {
        throw ScriptError(.valueError, "Invalid beta parameter at index \(index): \(try Value.float(beta).repr())")
      }
      if try call.bool(5) { throw ScriptError(.notImplementedError, "\(name): amsgrad=True is not supported") }
      try requirePositive(call, [(1, "learning rate"), (3, "epsilon value"), (4, "weight_decay value")])
      return Value(
        try OptimizerObject(
          type, .adam(decoupled: decoupled), call[0],
          [
            ("lr", call[1]), ("betas", Value(tuple: betas.map { .float($0) })), ("eps", call[3]),
            ("weight_decay", decay == 0 && call[4].number == 0 ? .int(0) : call[4]), ("amsgrad", .bool(false)),
            ("maximize", .bool(try call.bool(7))), ("foreach", call[6]), ("capturable", .bool(false)),
            ("differentiable", .bool(false)), ("fused", call[10]), ("decoupled_weight_decay", .bool(decoupled)),
          ]))
    }
    methods(type)
    return type
  }

  static let sgd: TypeObject = {
    let type = TypeObject("SGD", base: OptimizerObject.type, module: "torch.optim.sgd", isInheritable: false)
    let signature =
      "params, lr=0.001, momentum=0, dampening=0, weight_decay=0, nesterov=False, *, maximize=False, foreach=None, "
      + "differentiable=False, fused=None"
    type.constructor(signature) { call in
      try requirePositive(call, [(1, "learning rate"), (2, "momentum value"), (4, "weight_decay value")])
      if try call.bool(5), try call.double(2) <= 0 || call.double(3) != 0 {
        throw ScriptError(.valueError, "Nesterov momentum requires a momentum and zero dampening")
      }
      return Value(
        try OptimizerObject(
          type, .sgd, call[0],
          [
            ("lr", call[1]), ("momentum", call[2]), ("dampening", call[3]), ("weight_decay", call[4]),
            ("nesterov", .bool(try call.bool(5))), ("maximize", .bool(try call.bool(6))), ("foreach", call[7]),
            ("differentiable", .bool(false)), ("fused", call[9]),
          ]))
    }
    methods(type)
    return type
  }()

  static let rmsprop: TypeObject = {
    let type = TypeObject("RMSprop", base: OptimizerObject.type, module: "torch.optim.rmsprop", isInheritable: false)
    let signature =
      "params, lr=0.01, alpha=0.99, eps=1e-08, weight_decay=0, momentum=0, centered=False, *, maximize=False"
    type.constructor(signature) { call in
      try requirePositive(
        call, [(1, "learning rate"), (3, "epsilon value"), (4, "weight_decay value"), (5, "momentum value")])
      if try call.bool(6) { throw ScriptError(.notImplementedError, "RMSprop: centered=True is not supported") }
      return Value(
        try OptimizerObject(
          type, .rmsprop, call[0],
          [
            ("lr", call[1]), ("momentum", call[5]), ("alpha", call[2]), ("eps", call[3]), ("centered", .bool(false)),
            ("weight_decay", call[4]), ("capturable", .bool(false)), ("foreach", .none),
            ("maximize", .bool(try call.bool(7))), ("differentiable", .bool(false)),
          ]))
    }
    methods(type)
    return type
  }()

  private static func requirePositive(_ call: CallArguments, _ parameters: [(Int, String)]) throws {
    for (index, name) in parameters where try !(call.double(index) >= 0) {
      throw ScriptError(.valueError, "Invalid \(name): \(try call[index].repr())")
    }
  }

  // MARK: Groups

  private init(_ type: TypeObject, _ rule: Rule, _ parameters: Value, _ defaults: [(String, Value)]) throws {
    self.rule = rule
    self.defaults = defaults
    super.init(type: type)
    if parameters.tensor != nil {
      throw ScriptError(
        .typeError,
        "params argument given to the optimizer should be an iterable of Tensors or dicts, but got torch.FloatTensor")
    }
    let items = try parameters.asList("params")
    if items.isEmpty { throw ScriptError(.valueError, "optimizer got an empty parameter list") }
    if items[0].dict == nil {
      try add(DictObject([("params", Value(list: items))]))
    } else {
      for item in items { try add(item.asObject(DictObject.self, "a group", named: "dict")) }
    }
  }

  private func add(_ group: DictObject) throws {
    guard let given = group["params"] else { throw ScriptError(.keyError, Value("params")) }
    let objects = given.tensor != nil ? [given] : try given.asList("params")
    let parameters = try objects.map { item in
      guard let tensor = item.tensor else {
        throw ScriptError(.typeError, "optimizer can only optimize Tensors, but one of the params is \(item.typeName)")
      }
      return tensor
    }
    for parameter in parameters where !parameter.isLeaf {
      throw ScriptError(.valueError, "can't optimize a non-leaf Tensor")
    }
    let known = groups.flatMap(\.parameters)
    if parameters.contains(where: { parameter in known.contains { $0 === parameter } }) {
      throw ScriptError(.valueError, "some parameters appear in more than one parameter group")
    }
    let settings = DictObject([("params", Value(list: objects))])
    for item in group.items where item.key.string != "params" { try settings.set(item.key, item.value) }
    for (name, value) in defaults where settings[name] == nil { settings[name] = value }
    groups.append(Group(parameters, settings, rule))
  }

  private var all: [Tensor] { groups.flatMap(\.parameters) }

  private static func methods(_ type: TypeObject) {
    type.method("step", "closure=None") { call in
      let optimizer = call.me(OptimizerObject.self)
      let loss = try call[0].isCallable ? enableGrad { try call[0].call(Arguments([])) } : .none
      for group in optimizer.groups { try noGrad { try optimizer.step(group) } }
      return loss
    }
    type.method("zero_grad", "set_to_none=True") { call in
      for parameter in call.me(OptimizerObject.self).all {
        if try call.bool(0) {
          parameter.grad = nil
        } else {
          parameter.grad = parameter.grad.map { Tensor(zeros: $0.shape) }
        }
      }
      return .none
    }
    type.method("add_param_group", "param_group") { call in
      try call.me(OptimizerObject.self).add(call[0].asObject(DictObject.self, "param_group", named: "dict"))
      return .none
    }
    type.method("state_dict") { call in try call.me(OptimizerObject.self).stateDict() }
    type.method("load_state_dict", "state_dict") { call in
      try call.me(OptimizerObject.self).load(call[0].asObject(DictObject.self, "state_dict", named: "dict"))
      return .none
    }
    type.property(
      "param_groups",
      get: { value in
        Value(list: try value.asObject(OptimizerObject.self, "self").groups.map { Value($0.settings) })
      })
    type.property(
      "defaults", get: { value in Value(DictObject(try value.asObject(OptimizerObject.self, "self").defaults)) })
  }

  // MARK: Steps

  private func step(_ group: Group) throws {
    let maximizes = try group.flag("maximize")
    func gradient(_ k: Int) throws -> Tensor? {
      guard let gradient = group.parameters[k].grad else { return nil }
      return maximizes ? try -gradient : gradient
    }
    let (rate, decay) = (try group.number("lr"), try group.number("weight_decay"))
    switch rule {
    case .adam:
      let adam = group.adam
      adam.learningRate = rate
      adam.epsilon = try group.number("eps")
      adam.weightDecay = decay
      if let betas = try group.settings["betas"]?.asList("betas"), betas.count == 2 {
        adam.beta1 = Float(try betas[0].asDouble("beta"))
        adam.beta2 = Float(try betas[1].asDouble("beta"))
      }
      guard maximizes else { return adam.step() }
      let kept = group.parameters.map(\.grad)
      for k in kept.indices { group.parameters[k].grad = try gradient(k) }
      adam.step()
      for (parameter, gradient) in zip(group.parameters, kept) { parameter.grad = gradient }
    case .sgd:
      let (momentum, dampening) = (try group.number("momentum"), try group.number("dampening"))
      for (k, parameter) in group.parameters.enumerated() {
        guard var step = try gradient(k) else { continue }
        if decay != 0 { step = try step + parameter.detach() * decay }
        if momentum != 0 {
          let velocity = try group.velocity[k].map { try $0 * momentum + step * (1 - dampening) } ?? step.copy()
          group.velocity[k] = velocity
          step = try group.flag("nesterov") ? step + velocity * momentum : velocity
        }
        Kernels.add(step.data, times: -rate, to: parameter.data, count: parameter.count)
      }
    case .rmsprop:
      let (alpha, epsilon, momentum) = (
        try group.number("alpha"), try group.number("eps"), try group.number("momentum")
      )
      for (k, parameter) in group.parameters.enumerated() {
        guard var step = try gradient(k) else { continue }
        if decay != 0 { step = try step + parameter.detach() * decay }
        let square = try (group.square[k] ?? Tensor(zeros: parameter.shape)) * alpha + step.square() * (1 - alpha)
        group.square[k] = square
        group.steps[k] += 1
        step = try step / (square.sqrt() + epsilon)
        if momentum != 0 {
          step = try group.velocity[k].map { try $0 * momentum + step } ?? step
          group.velocity[k] = step
        }
        Kernels.add(step.data, times: -rate, to: parameter.data, count: parameter.count)
      }
    }
  }

  // MARK: States

  /// What a state holds of one parameter: names and tensors.
  private func entries(_ group: Group, _ k: Int) -> [(String, Tensor?)] {
    switch rule {
    case .adam:
      let state = group.adam.state[k]
      if state.mean == nil { return [] }
      return [("step", Tensor(scalar: Float(state.step))), ("exp_avg", state.mean), ("exp_avg_sq", state.squareMean)]
    case .sgd: return [("momentum_buffer", group.velocity[k])]
    case .rmsprop:
      if group.square[k] == nil { return [] }
      return [
        ("step", Tensor(scalar: Float(group.steps[k]))), ("square_avg", group.square[k]),
        ("momentum_buffer", group.velocity[k]),
      ]
    }
  }

  private func stateDict() throws -> Value {
    let states = DictObject()
    var shown: [Value] = []
    var number = 0
    for group in groups {
      let settings = DictObject()
      for item in group.settings.items where item.key.string != "params" { try settings.set(item.key, item.value) }
      settings["params"] = Value(list: group.parameters.indices.map { Value.int(number + $0) })
      shown.append(Value(settings))
      for k in group.parameters.indices {
        let entry = DictObject(entries(group, k).compactMap { name, tensor in tensor.map { (name, Value($0.copy())) } })
        if !entry.items.isEmpty { try states.set(.int(number + k), Value(entry)) }
      }
      number += group.parameters.count
    }
    return Value(DictObject([("state", Value(states)), ("param_groups", Value(list: shown))]))
  }

  private func load(_ state: DictObject) throws {
    let shown = try (state["param_groups"] ?? Value(list: [])).asList("param_groups")
    guard shown.count == groups.count else {
      throw ScriptError(.valueError, "loaded state dict has a different number of parameter groups")
    }
    let states = try (state["state"] ?? .none).asObject(DictObject.self, "state", named: "dict")
    var number = 0
    for (group, given) in zip(groups, shown) {
      let settings = try given.asObject(DictObject.self, "a group", named: "dict")
      guard try (settings["params"]?.asList("params").count ?? 0) == group.parameters.count else {
        throw ScriptError(
          .valueError, "loaded state dict contains a parameter group that doesn't match the size of optimizer's group")
      }
      for item in settings.items where item.key.string != "params" { try group.settings.set(item.key, item.value) }
      for k in group.parameters.indices {
        guard let entry = try states.get(.int(number + k))?.dict else { continue }
        func tensor(_ name: String) -> Tensor? { entry[name]?.tensor?.copy() }
        let taken = try entry["step"].map { step in
          try step.tensor.map { try Double($0.item()) } ?? step.asDouble("step")
        }
        let steps = taken.map { Int($0) } ?? 0
        switch rule {
        case .adam:
          group.adam.state[k] = .init(step: steps, mean: tensor("exp_avg"), squareMean: tensor("exp_avg_sq"))
        case .sgd: group.velocity[k] = tensor("momentum_buffer")
        case .rmsprop:
          (group.square[k], group.velocity[k], group.steps[k]) = (
            tensor("square_avg"), tensor("momentum_buffer"), steps
          )
        }
      }
      number += group.parameters.count
    }
  }

  override func repr() throws -> String {
    var text = type.name + " ("
    for (number, group) in groups.enumerated() {
      let items = group.settings.items.compactMap { item in item.key.string.map { ($0, item.value) } }
      text += "\nParameter Group \(number)\n"
      for (name, value) in items.sorted(by: { $0.0 < $1.0 }) where name != "params" {
        text += "    \(name): \(try value.text())\n"
      }
    }
    return text + ")"
  }
}
