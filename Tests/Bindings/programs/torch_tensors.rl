# A PPO loss written by hand: tensors, broadcasting, indexing, gradients, an optimiser.
import torch
import torch.nn.functional as F
from torch import nn

x = torch.tensor([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])
print(x, x.shape, x.dtype, x.device, x.dim(), len(x))
print(x.size(0), x.size(), x.size(-1), x.numel())
print(x.sum(), x.mean(dim=1), x.sum(0, keepdim=True), x.std(), x.var(dim=0))
print(x.max(), x.max(dim=1).values, x.argmax(dim=1), x.min(1).indices)
values, indices = x.max(0)
print(values, indices)
print(x[:, -2:], x[0], x[1, 2], x[x > 2], x[[1, 0]], x[..., 0])
print(x.view(-1), x.reshape(3, 2), x.t(), x.unsqueeze(0).shape, x[0].squeeze().shape, x.T.shape)
print(x + 1, 1 - x, x * 2, x / 2, x ** 2, x // 2, x % 2, -x)
print(x > 3, (x > 1) & (x < 5), ~(x > 3))
print(torch.cat([x, x], dim=1), torch.stack([x[0], x[1]], dim=1))
print(torch.full((3,), 7, dtype=torch.long, device=x.device), torch.zeros(2, 3), torch.ones(2, dtype=torch.long))
print(torch.arange(5), torch.arange(1, 2, 0.25), torch.eye(2), torch.linspace(0, 1, 5))
print(torch.tensor(3.5).item(), torch.tensor(3).item(), torch.tensor([1, 2]).tolist(), torch.tensor(True).item())
print(float(torch.tensor(2.5)), int(torch.tensor(2.7)), f"{torch.tensor(1.23456):.2f}", bool(torch.tensor(0)))
print(torch.tensor([1, 2]).dtype, torch.tensor([1, 2.0]).dtype, torch.tensor([True]).dtype)
print(torch.softmax(torch.tensor([1.0, 2.0, 3.0]), dim=-1), torch.log_softmax(torch.tensor([1.0, 2.0]), -1))
print(torch.exp(torch.tensor([0.0, 1.0])), torch.log(torch.tensor([1.0, 10.0])), torch.clamp(x, 2, 5), x.clamp(min=3))
print(torch.where(x > 3, x, torch.zeros_like(x)), torch.maximum(x, torch.tensor(3.0)))
print(torch.gather(x, 1, torch.tensor([[0], [2]])), x.cumsum(1), x.sort(descending=True).values)
print(torch.matmul(x, x.t()), x @ torch.ones(3), torch.tril(torch.ones(3, 3)))
print(torch.cuda.is_available(), torch.device("cpu"), str(torch.device("cpu")), torch.equal(x, x), torch.allclose(x, x + 1e-9))
print([t.item() for t in torch.tensor([1, 2, 3])], sum(torch.tensor([1.0, 2.0])), isinstance(x, torch.Tensor))
print(torch.tensor([1, 2, 3]) == torch.tensor([1, 0, 3]), (torch.tensor([1, 2]) == torch.tensor([1, 2])).all())
y = torch.zeros(2, 3)
y[0] = 1
y[:, 1] += 5
y[1, 2] = 9.5
print(y)

w = torch.tensor([0.5, -0.25, 0.1], requires_grad=True)
print(w)
loss = (x @ w - torch.tensor([1.0, 2.0])).pow(2).mean()
print(loss.requires_grad, loss.item())
loss.backward()
print(w.grad)
with torch.no_grad():
    w -= 0.01 * w.grad
    print((w * 2).requires_grad)
w.grad = None

logits = torch.tensor([[0.1, 0.2, 0.7], [1.0, -1.0, 0.0]], requires_grad=True)
actions = torch.tensor([2, 0])
old = torch.tensor([-1.0, -0.9])
advantages = torch.tensor([1.5, -0.5])
logprobs = F.log_softmax(logits, dim=-1)[torch.arange(2), actions]
ratio = torch.exp(logprobs - old)
surrogate = torch.min(ratio * advantages, torch.clamp(ratio, 0.8, 1.2) * advantages)
ppo = -surrogate.mean()
ppo.backward()
print(round(ppo.item(), 6))
print(logits.grad)

p = torch.nn.Parameter(torch.tensor([1.0, -1.0]))
optimizer = torch.optim.AdamW([p], lr=0.1, weight_decay=0.0)
for step in range(3):
    optimizer.zero_grad()
    (p ** 2).sum().backward()
    optimizer.step()
print(p.detach())
print(F.cross_entropy(torch.tensor([[2.0, 1.0], [0.0, 3.0]]), torch.tensor([0, 1])), F.mse_loss(x, x + 1))


@torch.no_grad()
def evaluate(t):
    return (t * 2).requires_grad


print(evaluate(p), torch.is_grad_enabled())
for bad in [
    lambda: x @ x,
    lambda: torch.tensor([1, 2]) + torch.tensor([1, 2, 3]),
    lambda: x[5],
    lambda: x.view(4),
    lambda: bool(x),
    lambda: torch.tensor([1, 2]).mean(),
    lambda: x.nothing,
]:
    try:
        bad()
    except Exception as error:
        print(type(error).__name__)
print(torch.tensor([[1.0, 2.0], [3.0, 0.0]]).max(1), x.shape == (2, 3), tuple(x.shape))
