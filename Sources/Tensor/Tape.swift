import Glibc
import Support
import Synchronization

/// One recorded operation: what it read, and how to turn the gradients of its outputs into those of its inputs.
///
/// Nodes are numbered in the order of execution, which is a topological order of the tape. A node never holds its own
/// outputs (a closure that needs an output's values captures a detached alias), so an abandoned tape frees itself.
final class Node {
  var name: String
  let number: Int
  /// The inputs that require a gradient.
  var inputs: [Tensor]
  /// Outputs off the leaves whose gradients were asked for.
  var retained: [Retained] = []
  struct Retained {
    weak var tensor: Tensor?
  }
  /// Turns output gradients (nil where nothing flowed) into calls of ``Gradients``.
  var backward: (([Tensor?], Gradients) throws -> Void)?
  /// Gradients of the outputs, accumulated while the backward pass runs.
  var outputGradients: [Tensor?]

  /// Threads may record tapes of their own at the same time; each must see its numbers grow.
  private static let counter = Atomic<Int>(0)

  init(name: String, inputs: [Tensor], outputs: Int, backward: @escaping ([Tensor?], Gradients) throws -> Void) {
    self.name = name
    self.number = Node.counter.add(1, ordering: .relaxed).newValue
    self.inputs = inputs
    self.backward = backward
    self.outputGradients = Array(repeating: nil, count: outputs)
  }
}

/// Where a backward function puts the gradients of its inputs.
struct Gradients {
  /// Adds `gradient` (same shape) to what `tensor` has; the gradient must not be changed afterwards.
  func add(_ gradient: Tensor, to tensor: Tensor) {
    guard tensor.requiresGrad else { return }
    if let node = tensor.node {
      Gradients.accumulate(gradient, into: &node.outputGradients[tensor.outputIndex])
    } else {
      Gradients.accumulate(gradient, into: &tensor.grad)
    }
  }

  /// Lets `body` write or accumulate straight into the gradient's memory: `body(pointer, accumulate)`, where
  /// `accumulate` is false when the memory is fresh (and not cleared).
  func write(_ tensor: Tensor, _ body: (UnsafeMutablePointer<Float>, Bool) -> Void) {
    guard tensor.requiresGrad else { return }
    if let node = tensor.node {
      Gradients.write(shape: tensor.shape, into: &node.outputGradients[tensor.outputIndex], body)
    } else {
      Gradients.write(shape: tensor.shape, into: &tensor.grad, body)
    }
  }

  /// Adds a copy of `gradient` to what a tensor that is no leaf keeps.
  static func add(_ gradient: Tensor, toRetained tensor: Tensor) {
    accumulate(gradient.copy(), into: &tensor.grad)
  }

  static func isPrivate(_ slot: inout Tensor) -> Bool {
    isKnownUniquelyReferenced(&slot) && isKnownUniquelyReferenced(&slot.storage)
  }

  private static func accumulate(_ gradient: Tensor, into slot: inout Tensor?) {
    guard var current = slot.take() else {
      slot = gradient
      return
    }
    if !isPrivate(&current) { current = current.copy() }
    Kernels.add(gradient.data, to: current.data, count: gradient.count)
    slot = current
  }

  private static func write(
    shape: [Int], into slot: inout Tensor?, _ body: (UnsafeMutablePointer<Float>, Bool) -> Void
  ) {
    guard var current = slot.take() else {
      let fresh = Tensor(uninitialized: shape)
      body(fresh.data, false)
      slot = fresh
      return
    }
    if !isPrivate(&current) { current = current.copy() }
    body(current.data, true)
    slot = current
  }
}

/// Whether operations are recorded, per thread.
public enum GradientMode {
  private static let key: pthread_key_t = {
    var key = pthread_key_t()
    pthread_key_create(&key, nil)
    return key
  }()

  /// True unless inside ``noGrad(_:)`` on this thread.
  public static var isEnabled: Bool {
    get { pthread_getspecific(key) == nil }
    set { pthread_setspecific(key, newValue ? nil : UnsafeRawPointer(bitPattern: 1)) }
  }
}

/// Runs `body` without recording operations: its results require no gradient.
public func noGrad<Result>(_ body: () throws -> Result) rethrows -> Result {
  let before = GradientMode.isEnabled
  GradientMode.isEnabled = false
  defer { GradientMode.isEnabled = before }
  return try body()
}

/// Runs `body` recording operations, also inside ``noGrad(_:)``.
public func enableGrad<Result>(_ body: () throws -> Result) rethrows -> Result {
  let before = GradientMode.isEnabled
  GradientMode.isEnabled = true
  defer { GradientMode.isEnabled = before }
  return try body()
}

extension Tensor {
  /// Whether this tensor was given by the user, not computed on the tape.
  public var isLeaf: Bool { node == nil }

  /// Whether an operation on `inputs` is to be recorded.
  static func isRecorded(_ inputs: Tensor?...) -> Bool {
    GradientMode.isEnabled && inputs.contains { $0?.requiresGrad ?? false }
  }

  /// Records `self` as the only output of operation `name` when gradients are on and an input requires one.
  ///
  /// - Parameter backward: called with the gradient of the output; sends input gradients to the sink.
  @discardableResult
  func recorded(_ name: String, inputs: [Tensor], _ backward: @escaping (Tensor, Gradients) throws -> Void) -> Tensor {
    AnomalyDetector.current?.inspect(self, name, inputs)
    guard GradientMode.isEnabled else { return self }
    let inputs = inputs.filter { $0.requiresGrad }
    if inputs.isEmpty { return self }
    node = Node(name: name, inputs: inputs, outputs: 1) { gradients, sink in
      if let gradient = gradients[0] { try backward(gradient, sink) }
    }
    requiresGrad = true
    return self
  }

  /// Records `self`, a copy of `source`, as the result of an operation `name` that changes nothing.
  public func recorded(as name: String, of source: Tensor) -> Tensor {
    recorded(name, inputs: [source]) { dy, sink in sink.add(dy, to: source) }
  }

  /// Makes backward passes leave their gradient of this tensor in ``grad`` although it is no leaf.
  public func retainGrad() {
    if let node, !node.retained.contains(where: { $0.tensor === self }) { node.retained.append(.init(tensor: self)) }
  }

  /// The same tensor, whose operation is called `name` from now on: what several operations compute as one.
  @discardableResult public func renamed(_ name: String) -> Tensor {
    node?.name = name
    return self
  }

  /// Computes the gradients of this tensor's leaves and adds them to their ``grad``.
  ///
  /// - Parameters:
  ///   - gradient: of some final value with respect to this tensor; 1 when this is a scalar.
  ///   - retainGraph: whether the tape can be walked again; otherwise everything it held is freed.
  public func backward(_ gradient: Tensor? = nil, retainGraph: Bool = false) throws {
    guard requiresGrad else {
      throw UserError(.runtime, "element 0 of tensors does not require grad and does not have a grad_fn")
    }
    let seed: Tensor
    if let gradient {
      guard gradient.shape == shape, gradient.dtype == .float32 else {
        throw UserError(.runtime, "backward: gradient of shape \(gradient.shape) for a tensor of shape \(shape)")
      }
      seed = gradient.detach()
    } else {
      guard count == 1 else {
        throw UserError(
          .runtime, "grad can be implicitly created only for scalar outputs",
          hint: "this tensor has shape \(shape): reduce it with mean() or sum(), or pass a gradient")
      }
      seed = Tensor(full: shape, 1)
    }
    let sink = Gradients()
    guard let root = node else { return sink.add(seed, to: self) }
    let detector = AnomalyDetector.current
    try detector?.check(loss: self)

    var order: [Node] = []
    var leaves: [Tensor] = []
    var seen: Set<Int> = [root.number]
    var stack = [root]
    while let node = stack.popLast() {
      guard node.backward != nil else {
        throw UserError(
          .runtime, "trying to backward through the graph a second time",
          hint: "pass retain_graph=True to the first backward(), or compute the loss again")
      }
      order.append(node)
      for input in node.inputs {
        if let next = input.node {
          if seen.insert(next.number).inserted { stack.append(next) }
        } else {
          leaves.append(input)
        }
      }
    }
    order.sort { $0.number > $1.number }
    sink.add(seed, to: self)
    for node in order {
      let gradients = node.outputGradients
      node.outputGradients = Array(repeating: nil, count: gradients.count)
      for case let tensor? in node.retained.map(\.tensor) {
        if let gradient = gradients[tensor.outputIndex] { Gradients.add(gradient, toRetained: tensor) }
      }
      if gradients.contains(where: { $0 != nil }) {
        // What leaves had comes back when the pass is stopped.
        let before = detector == nil ? [] : node.inputs.map { $0.isLeaf ? $0.grad : nil }
        try node.backward?(gradients, sink)
        do {
          try detector?.check(node.name, node.inputs)
        } catch {
          for (input, gradient) in zip(node.inputs, before) where input.isLeaf { input.grad = gradient }
          throw error
        }
      }
      if !retainGraph {
        node.backward = nil
        node.inputs = []
      }
    }
    // Two leaves may have been given one gradient (a + b); each must own its own, optimisers change them in place.
    for leaf in leaves {
      guard var gradient = leaf.grad.take() else { continue }
      leaf.grad = Gradients.isPrivate(&gradient) ? gradient : gradient.copy()
    }
  }

  /// The gradients of the sum of `outputs` with respect to `inputs`, nil where nothing flowed; no ``grad`` changes.
  ///
  /// - Parameter seeds: gradients with respect to the outputs; ones when empty, for scalars.
  public static func gradients(
    of outputs: [Tensor], with inputs: [Tensor], seeds: [Tensor] = [], retainGraph: Bool = false
  ) throws -> [Tensor?] {
    for input in inputs where !input.requiresGrad {
      throw UserError(.runtime, "One of the differentiated Tensors does not require grad")
    }
    // The leaves below keep what they have.
    var leaves: [ObjectIdentifier: (tensor: Tensor, grad: Tensor?)] = [:]
    var seen: Set<Int> = []
    var stack = outputs.compactMap(\.node)
    func keep(_ tensor: Tensor) { leaves[ObjectIdentifier(tensor)] = (tensor, tensor.grad) }
    for tensor in inputs + outputs where tensor.isLeaf || inputs.contains(where: { $0 === tensor }) { keep(tensor) }
    while let node = stack.popLast() {
      guard seen.insert(node.number).inserted else { continue }
      for input in node.inputs {
        if let next = input.node { stack.append(next) } else { keep(input) }
      }
    }
    for (tensor, _) in leaves.values { tensor.grad = nil }
    defer { for (tensor, grad) in leaves.values { tensor.grad = grad } }
    for input in inputs { input.retainGrad() }
    for (k, output) in outputs.enumerated() {
      try output.backward(k < seeds.count ? seeds[k] : nil, retainGraph: retainGraph || k + 1 < outputs.count)
    }
    for input in inputs { input.node?.retained.removeAll { $0.tensor === input } }
    return inputs.map(\.grad)
  }
}
