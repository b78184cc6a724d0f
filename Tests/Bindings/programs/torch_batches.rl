# What a learner tries next: shapes, masks, reductions, statistics of a batch, a value loss, a KL penalty.
import torch
import torch.nn.functional as F

mask = torch.tensor([[1, 1, 1, 0], [1, 1, 0, 0]])
values = torch.tensor([[0.1, 0.2, 0.3, 0.0], [0.5, -0.5, 0.0, 0.0]])
returns = torch.tensor([[0.2, 0.2, 0.2, 0.0], [0.1, 0.1, 0.0, 0.0]])
print((values * mask).sum() / mask.sum())
print(((values - returns) ** 2 * mask).sum(dim=-1) / mask.sum(-1))
clipped = torch.clamp(values, returns - 0.2, returns + 0.2)
print(clipped)
print(torch.max((values - returns) ** 2, (clipped - returns) ** 2).mean())

logits = torch.tensor([[0.5, 1.5, -1.0], [0.0, 0.0, 3.0]])
reference = torch.tensor([[0.4, 1.0, -0.5], [0.1, 0.2, 2.0]])
p = F.softmax(logits, dim=-1)
kl = (p * (F.log_softmax(logits, -1) - F.log_softmax(reference, -1))).sum(-1)
print(p, kl)
print(-(p * torch.log(p)).sum(-1), torch.logsumexp(logits, dim=-1))

rewards = torch.tensor([0.0, 0.0, 1.0, 0.5])
gamma, lam = 1.0, 0.95
advantage = 0.0
advantages = []
state_values = torch.tensor([0.1, 0.2, 0.3, 0.4])
for t in reversed(range(len(rewards))):
    following = state_values[t + 1] if t < len(rewards) - 1 else 0.0
    delta = rewards[t] + gamma * following - state_values[t]
    advantage = delta + gamma * lam * advantage
    advantages.append(advantage)
advantages = torch.stack(advantages[::-1])
print(advantages)
print((advantages - advantages.mean()) / (advantages.std() + 1e-8))

x = torch.arange(12).view(3, 4)
print(x.float().mean(0), x.sum(), x.max(), x % 5 == 0, x[x % 2 == 0])
print(x.permute(1, 0).shape, x.flatten().tolist()[:5], x[:, None, :].shape, x.unsqueeze(-1).size())
print(x.split(2), x.chunk(2, dim=1))
print(x[1:, ::2], x[-1, -1], x[[0, 2], [1, 3]])
print(torch.topk(torch.tensor([0.1, 0.7, 0.2]), 2).indices, torch.argsort(torch.tensor([3, 1, 2])))
print(torch.tensor([1.5, 2.5]).long(), torch.tensor([0, 2]).bool(), torch.tensor([1, 2]).float(), torch.tensor(5).to(torch.float32))
print(F.one_hot(torch.tensor([0, 2]), 3), F.pad(torch.tensor([1, 2]), (1, 2), value=9))
print(torch.relu(torch.tensor([-1.0, 1.0])), torch.tanh(torch.tensor(0.5)), torch.sigmoid(torch.tensor(0.0)))
print(torch.tensor([float("nan"), 1.0]).isnan(), torch.isinf(torch.tensor([1.0, float("inf")])), torch.tensor([1e-10, 1.0]))
print(torch.outer(torch.tensor([1, 2]), torch.tensor([3, 4])), torch.dot(torch.tensor([1.0, 2.0]), torch.tensor([3.0, 4.0])))
print(torch.norm(torch.tensor([3.0, 4.0])), torch.prod(torch.tensor([2, 3])), torch.any(x > 10), torch.all(x >= 0))
print(repr(torch.tensor(1)), str(torch.tensor([1.0])), torch.tensor([]).shape, torch.empty(0).numel())

w = torch.tensor([[1.0, 2.0], [3.0, 4.0]], requires_grad=True)
b = torch.zeros(2, requires_grad=True)
out = F.linear(torch.tensor([[1.0, 1.0], [2.0, -1.0]]), w, b)
loss = F.cross_entropy(out, torch.tensor([1, 0]))
loss.backward()
print(w.grad, b.grad, w.is_leaf, out.is_leaf, out.requires_grad)
frozen = out.detach()
print(frozen.requires_grad, (frozen + 1).requires_grad)
sgd = torch.optim.SGD([w, b], lr=0.5)
sgd.step()
sgd.zero_grad()
print(w, w.grad)
norm = torch.nn.utils.clip_grad_norm_([w], 1.0) if w.grad is not None else None
print(norm)
copy = w.clone().detach()
copy[0, 0] = 100.0
print(w[0, 0].item() != 100.0, copy[0, 0].item())
try:
    w += 1
except RuntimeError as error:
    print("RuntimeError:", error)
try:
    torch.tensor([[1, 2], [3]])
except ValueError as error:
    print("ValueError:", error)
try:
    torch.tensor("text")
except TypeError as error:
    print("TypeError")
