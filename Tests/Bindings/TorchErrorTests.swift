import Bindings
import Foundation
import Script
import Testing

/// Mistakes with tensors are answered with the operation, the shapes and the axis.
@Suite struct TorchErrorTests {
  private func error(_ program: String) throws -> String {
    let interpreter = Interpreter()
    NativeModules.register(in: interpreter)
    interpreter.searchFolders = [TorchProgramTests.root + "/stdlib"]
    let preamble = "import torch\nimport torch.nn as nn\nimport torch.nn.functional as F\nx = torch.zeros(3, 4)\n"
    do {
      try interpreter.run(SourceText(preamble + program, name: "test"))
    } catch let error as ScriptError {
      return "\(error.exception.type.name): \(error.exception.message)"
    }
    return "no error"
  }

  static let mistakes: [(String, String)] = [
    ("torch.ones(10**7, 1) @ torch.ones(1, 10**7)", "MemoryError: a tensor of shape [10000000, 10000000] does not fit in memory"),
    ("torch.ones(10**7, 1) + torch.ones(1, 10**7)", "MemoryError: a tensor of shape [10000000, 10000000] does not fit in memory"),
    ("F.linear(torch.ones(10**7, 1), torch.ones(10**7, 1))", "MemoryError: a tensor of shape [10000000, 10000000] does not fit in memory"),
    (
      "F.one_hot(torch.arange(1000), 10**12)",
      "MemoryError: a tensor of shape [1000, 1000000000000] does not fit in memory"
    ),
    (
      "torch.multinomial(torch.ones(3), 10**13, replacement=True)",
      "MemoryError: a tensor of shape [1, 10000000000000] does not fit in memory"
    ),
    ("torch.cat([torch.ones(10**8)] * 10**6)", "MemoryError: a tensor of shape [100000000000000] does not fit in memory"),
    ("torch.zeros(2**62, 4)", "MemoryError: a tensor of shape [4611686018427387904, 4] does not fit in memory"),
    (
      "x @ x",
      "RuntimeError: matmul: [3, 4] @ [3, 4]: 4 (last axis of the left) does not equal 3 (axis -2 of the right)"
    ),
    ("x + torch.zeros(3)", "RuntimeError: add: shapes [3, 4] and [3] do not broadcast: 4 does not equal 3 at axis -1"),
    (
      "torch.where(x > 0, x, torch.zeros(2, 4))",
      "RuntimeError: where: shapes [3, 4] and [2, 4] do not broadcast: 3 does not equal 2 at axis -2"
    ),
    (
      "torch.cat([x, torch.zeros(2, 3)])",
      "RuntimeError: cat: tensor 1 has shape [2, 3], which differs from [3, 4] beyond axis 0"
    ),
    (
      "torch.stack([x, x[0]])",
      "RuntimeError: stack expects each tensor to be equal size, but got [3, 4] at entry 0 and [4] at entry 1"
    ),
    ("x.view(5, 2)", "RuntimeError: shape '[5, 2]' is invalid for input of size 12"),
    ("x.sum(2)", "IndexError: sum: axis 2 is out of range for shape [3, 4] (expected -2 to 1)"),
    ("x.softmax(-3)", "IndexError: softmax: axis -3 is out of range for shape [3, 4] (expected -2 to 1)"),
    ("x[3]", "IndexError: index 3 is out of bounds for dimension 0 with size 3"),
    ("x[0, 0, 0]", "IndexError: too many indices for tensor of dimension 2"),
    (
      "x[torch.tensor([True, False])]",
      "IndexError: The shape of the mask [2] at index 0 does not match the shape of the indexed tensor [3, 4] at index 0"
    ),
    (
      "x[:2] = torch.zeros(3, 4)",
      "RuntimeError: shape mismatch: value tensor of shape [3, 4] cannot be broadcast to indexing result of shape [2, 4]"
    ),
    (
      "x.gather(1, torch.zeros(4, 1).long())",
      "RuntimeError: gather: index of shape [4, 1] does not fit shape [3, 4] off axis 1"
    ),
    ("x.gather(1, torch.tensor([[4]]))", "IndexError: gather: index 4 is out of bounds for dimension 1 with size 4"),
    ("x.scatter(1, torch.tensor([[9]]), 1.0)", "RuntimeError: index 9 is out of bounds for dimension 1 with size 4"),
    (
      "x.scatter_add(0, torch.zeros(1, 5).long(), x)",
      "RuntimeError: scatter_add: index of shape [1, 5] does not fit shape [3, 4] off axis 0 and source [3, 4]"
    ),
    (
      "nn.Linear(5, 2)(x)",
      "RuntimeError: linear: [3, 4] @ [2, 5] transposed: 4 (last axis of the input) does not equal 5 (axis 1 of the weight)"
    ),
    ("nn.Embedding(5, 2)(torch.tensor([5]))", "IndexError: embedding: id 5 at position 0 is out of range 0..<5"),
    (
      "nn.Embedding(5, 2)(x)",
      "RuntimeError: Expected tensor for argument #1 'indices' to have one of the following scalar types: Long, Int; but got torch.FloatTensor instead (while checking arguments for embedding)"
    ),
    (
      "nn.LayerNorm(3)(x)",
      "RuntimeError: Given normalized_shape=[3], expected input with shape [*, 3], but got input of size[3, 4]"
    ),
    ("F.cross_entropy(x, torch.tensor([1, 2]))", "RuntimeError: crossEntropy: 2 targets for logits of shape [3, 4]"),
    (
      "F.cross_entropy(x, torch.tensor([1, 2, 4]))",
      "IndexError: crossEntropy: target 4 at position 2 is out of range 0..<4"
    ),
    (
      "F.binary_cross_entropy_with_logits(x, x[0])",
      "ValueError: Target size (torch.Size([4])) must be the same as input size (torch.Size([3, 4]))"
    ),
    ("torch.einsum('ij,jk', x, x)", "RuntimeError: einsum(): axis 'j' has length 3 in shape [3, 4] but 4 before"),
    ("x.bmm(x)", "RuntimeError: batch1 must be a 3D tensor: bmm got shapes [3, 4] and [3, 4]"),
    (
      "x.mean(0).expand(3, 5)",
      "RuntimeError: expand: shapes [4] and [3, 5] do not broadcast: 4 does not equal 5 at axis -1"
    ),
    (
      "x.clone().add_(torch.zeros(2, 3, 4))",
      "RuntimeError: output with shape [3, 4] doesn't match the broadcast shape [2, 3, 4]"
    ),
    ("torch.arange(3).add_(0.5)", "RuntimeError: result type Float can't be cast to the desired output type Long"),
    ("x.item()", "RuntimeError: a Tensor with 12 elements cannot be converted to Scalar"),
    ("if x: pass", "RuntimeError: Boolean value of Tensor with more than one value is ambiguous"),
    ("x.backward()", "RuntimeError: element 0 of tensors does not require grad and does not have a grad_fn"),
    ("torch.optim.Adam([])", "ValueError: optimizer got an empty parameter list"),
    ("torch.optim.SGD([x], lr=-1)", "ValueError: Invalid learning rate: -1"),
    ("torch.save(nn.Linear(1, 1), '/tmp/never')", "TypeError: torch.save: a Linear cannot be saved"),
  ]

  @Test(arguments: mistakes.indices) func anErrorNamesShapesAndAxis(number: Int) throws {
    let (program, expected) = Self.mistakes[number]
    #expect(try error(program) == expected)
  }
}
