import Glibc
import Support

/// An operation whose result was not finite although what it read was, or that read such a number from a leaf.
public struct Anomaly: CustomStringConvertible, Sendable {
  /// What was not finite.
  public enum Place: Sendable {
    /// A result of the forward pass.
    case result
    /// An input that no operation made: a parameter or the caller's own tensor.
    case input(Int)
    /// The gradient of input `Int` that the backward pass of the operation computed.
    case gradient(Int)
    /// The tensor that `backward()` was called on.
    case loss
  }
  public let operation: String
  public let place: Place
  /// The shape of the tensor at ``place``.
  public let shape: [Int]
  /// The shapes of all inputs.
  public let inputs: [[Int]]
  /// The first element that is not finite, and where it is.
  public let value: Float
  public let index: [Int]
  /// The name of the tensor at ``place``, or else of the last named tensor read before: where in a model this is.
  public let name: String?

  /// One sentence without a full stop.
  public var description: String {
    let at = shape.isEmpty ? "" : " at \(index)"
    let from = inputs.isEmpty ? "" : " from \(inputs.map { "\($0)" }.joined(separator: " and "))"
    let near = name.map { " (near \($0))" } ?? ""
    // Half of all NaNs are called -nan otherwise.
    let value = value.isNaN ? "nan" : "\(value)"
    switch place {
    case .result: return "\(operation)\(from) gave \(value)\(at) of its result of shape \(shape)\(near)"
    case .input(let number):
      return "\(operation) read \(value)\(at) of \(name ?? "its input \(number)") of shape \(shape)"
    case .gradient(let number):
      return "the backward pass of \(operation)\(from) gave \(value)\(at) of the gradient of input \(number)\(near)"
    case .loss: return "backward() starts from \(operation), which is \(value)\(at)"
    }
  }
}

/// Looks through the results of operations, forward and backward, for the first that is not finite.
///
/// One per thread at most is installed by ``watch(_:)``; without one the cost is a look at a thread's variable per
/// operation. The forward pass only notes what it finds, since an infinity may be wanted (a mask); a backward pass stops
/// with an error when the loss or a gradient is not finite.
public final class AnomalyDetector {
  /// The first operation of a forward pass that made (or read from a leaf) a number that is not finite.
  public private(set) var first: Anomaly?
  /// The first that made a NaN, when that is another one.
  public private(set) var firstNaN: Anomaly?
  /// What stopped a backward pass.
  public private(set) var fault: Anomaly?
  private let names: [ObjectIdentifier: String]
  private var lastName: String?

  /// - Parameter names: of parameters, for messages.
  public init(names: [(name: String, tensor: Tensor)] = []) {
    self.names = Dictionary(names.map { (ObjectIdentifier($0.tensor), $0.name) }) { first, _ in first }
  }

  private static let key: pthread_key_t = {
    var key = pthread_key_t()
    pthread_key_create(&key, nil)
    return key
  }()

  /// The detector of this thread, whose life is its owner's matter.
  public static var current: AnomalyDetector? {
    get { pthread_getspecific(key).map { Unmanaged<AnomalyDetector>.fromOpaque($0).takeUnretainedValue() } }
    set { pthread_setspecific(key, newValue.map { Unmanaged.passUnretained($0).toOpaque() }) }
  }

  /// Runs `body` with this detector looking on.
  public func watch<Result>(_ body: () throws -> Result) rethrows -> Result {
    let before = AnomalyDetector.current
    AnomalyDetector.current = self
    defer { AnomalyDetector.current = before }
    return try withExtendedLifetime(self) { try body() }
  }

  /// Forgets what was found.
  public func reset() { (first, firstNaN, fault, lastName) = (nil, nil, nil, nil) }

  /// What is known, in one or two clauses; nil when nothing was found.
  public var explanation: String? {
    guard let first else { return fault?.description }
    guard !first.value.isNaN, let firstNaN else { return first.description }
    return "\(first); the first nan: \(firstNaN)"
  }

  /// Looks at the result of a forward operation.
  func inspect(_ result: Tensor, _ operation: String, _ inputs: [Tensor]) {
    if let name = inputs.lazy.compactMap({ self.names[ObjectIdentifier($0)] }).first { lastName = name }
    guard first == nil || firstNaN == nil, result.dtype == .float32, let place = AnomalyDetector.worst(result) else {
      return
    }
    let isNaN = result.data[place].isNaN
    for (number, input) in inputs.enumerated() where input.dtype == .float32 {
      guard let at = AnomalyDetector.worst(input), !isNaN || input.data[at].isNaN else { continue }
      // An infinity in a tensor that nobody trains is a mask; the rest was reported where it was made.
      guard input.isLeaf, input.data[at].isNaN || input.requiresGrad else { return }
      return note(anomaly(operation, .input(number), input, at, inputs, name: names[ObjectIdentifier(input)]))
    }
    note(anomaly(operation, .result, result, place, inputs, name: lastName))
  }

  /// Throws when the backward pass of `operation` gave a gradient that is not finite.
  func check(_ operation: String, _ inputs: [Tensor]) throws {
    for (number, input) in inputs.enumerated() {
      let gradient = input.node.map { $0.outputGradients[input.outputIndex] } ?? input.grad
      guard let gradient, let at = AnomalyDetector.worst(gradient) else { continue }
      let name = names[ObjectIdentifier(input)] ?? inputs.lazy.compactMap { self.names[ObjectIdentifier($0)] }.first
      let found = anomaly(operation, .gradient(number), gradient, at, inputs, name: name)
      fault = found
      let kind = found.value.isNaN ? "nan" : "infinite"
      throw UserError(
        .runtime, "Function '\(Tensor.gradientFunction(operation))' returned \(kind) values in its \(number)th output.",
        hint: first == nil ? "\(found)" : "in the forward pass, \(explanation ?? "")")
    }
  }

  /// Throws when the loss is not finite.
  func check(loss: Tensor) throws {
    guard let at = AnomalyDetector.worst(loss) else { return }
    let found = anomaly(loss.operationName ?? "a tensor", .loss, loss, at, [], name: nil)
    fault = found
    throw UserError(.runtime, "\(found)", hint: explanation)
  }

  private func note(_ anomaly: Anomaly) {
    if first == nil { first = anomaly }
    if anomaly.value.isNaN, firstNaN == nil { firstNaN = anomaly }
  }

  private func anomaly(
    _ operation: String, _ place: Anomaly.Place, _ tensor: Tensor, _ at: Int, _ inputs: [Tensor], name: String?
  ) -> Anomaly {
    var index: [Int] = []
    var rest = at
    for length in tensor.shape.reversed() {
      index.insert(rest % length, at: 0)
      rest /= length
    }
    return Anomaly(
      operation: operation, place: place, shape: tensor.shape, inputs: inputs.map(\.shape), value: tensor.data[at],
      index: index, name: name)
  }

  /// The place of the first NaN, else of the first infinity; nil when all elements are finite.
  private static func worst(_ tensor: Tensor) -> Int? {
    guard tensor.dtype == .float32 else { return nil }
    let x = tensor.data
    // x − x is 0 for what is finite and NaN for the rest, so that one sum tells of many.
    var (offset, infinite) = (0, Int?.none)
    while offset < tensor.count {
      let end = min(tensor.count, offset + 1024)
      var sum: Float = 0
      for i in offset..<end { sum += x[i] - x[i] }
      if sum != 0 {
        for i in offset..<end where !x[i].isFinite {
          if x[i].isNaN { return i }
          if infinite == nil { infinite = i }
        }
      }
      offset = end
    }
    return infinite
  }
}
