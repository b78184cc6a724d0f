import Glibc
import Support
import Synchronization

/// One recorded operation: what it read, and how to turn the gradients of its outputs into those of its inputs.
///
/// Nodes are numbered in the order of execution, which is a topological order of the tape. A node never holds its own
/// outputs (a closure that needs an output's values captures a detached alias), so an abandoned tape frees itself.
final class Node {
  let name: String
  let number: Int
  /// The inputs that require a gradient.
  var inputs: [Tensor]
  /// Turns output gradients (nil where nothing flowed) into calls of ``Gradients``.
  var backward: (([Tensor?], Gradients) -> Void)?
  /// Gradients of the outputs, accumulated while the backward pass runs.
  var outputGradients: [Tensor?]

  /// Threads may record tapes of their own at the same time; each must see its numbers grow.
  private static let counter = Atomic<Int>(0)

  init(name: String, inputs: [Tensor], outputs: Int, backward: @escaping ([Tensor?], Gradients) -> Void) {
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
  func recorded(_ name: String, inputs: [Tensor], _ backward: @escaping (Tensor, Gradients) -> Void) -> Tensor {
    guard GradientMode.isEnabled else { return self }
    let inputs = inputs.filter { $0.requiresGrad }
    if inputs.isEmpty { return self }
    node = Node(name: name, inputs: inputs, outputs: 1) { gradients, sink in
      if let gradient = gradients[0] { backward(gradient, sink) }
    }
    requiresGrad = true
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
        throw UserError(.runtime, "grad can be implicitly created only for scalar outputs, not for shape \(shape)")
      }
      seed = Tensor(full: shape, 1)
    }
    let sink = Gradients()
    guard let root = node else { return sink.add(seed, to: self) }

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
      if gradients.contains(where: { $0 != nil }) { node.backward?(gradients, sink) }
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
}
