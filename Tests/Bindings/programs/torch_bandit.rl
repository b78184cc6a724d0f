# Bandits and gradients by hand: REINFORCE with a baseline, a policy over arms, linear regression, logistic regression.
import torch
import torch.nn.functional as F

means = torch.tensor([0.1, 0.9, 0.4, 0.6])
preferences = torch.zeros(4, requires_grad=True)
optimizer = torch.optim.SGD([preferences], lr=0.5)
print(optimizer)
baseline = 0.0
for step in range(60):
    probs = torch.softmax(preferences, dim=0)
    # The expected gradient: every arm counts by its probability, so that nothing is random.
    arms = torch.arange(4)
    logp = torch.log(probs)[arms]
    advantage = means - baseline
    loss = -(probs.detach() * logp * advantage).sum()
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    baseline += 0.1 * ((probs.detach() * means).sum().item() - baseline)
    if step % 20 == 0:
        print(step, f"{loss.item():+.4f}", [round(p, 3) for p in probs.tolist()])
print(probs)
print(preferences, preferences.grad)

# Counts and values of an epsilon-greedy bandit, by integer and boolean indexing.
counts = torch.zeros(4, dtype=torch.long)
values = torch.zeros(4)
pulls = torch.tensor([0, 1, 2, 3, 1, 1, 3, 1])
paid = torch.tensor([0.0, 1.0, 0.0, 1.0, 1.0, 0.0, 0.0, 1.0])
for arm, reward in zip(pulls, paid):
    counts[arm] += 1
    values[arm] += (reward - values[arm]) / counts[arm]
print(counts, values, values.argmax().item())
ucb = values + torch.sqrt(2 * torch.log(counts.sum().float()) / counts)
print(ucb)
values[counts < 2] = float("-inf")
print(values, torch.bincount(pulls, weights=paid) / torch.bincount(pulls))

# Linear regression by gradient descent and in closed form.
x = torch.linspace(-1, 1, 21).unsqueeze(1)
y = 3 * x - 0.5 + 0.1 * torch.sin(20 * x)
w = torch.zeros(1, 1, requires_grad=True)
b = torch.zeros(1, requires_grad=True)
for _ in range(100):
    loss = F.mse_loss(x @ w + b, y)
    loss.backward()
    with torch.no_grad():
        w -= 0.3 * w.grad
        b -= 0.3 * b.grad
        w.grad.zero_()
        b.grad = None
print(w, b, loss)
A = torch.cat([x, torch.ones_like(x)], dim=1)
print(torch.linalg.solve(A.T @ A, A.T @ y).squeeze())

# Logistic regression with momentum and weight decay.
label = (x.squeeze() > 0.2).float()
theta = torch.tensor([0.0, 0.0], requires_grad=True)
optimizer = torch.optim.SGD([theta], lr=0.5, momentum=0.9, weight_decay=1e-3)
for step in range(50):
    logits = A @ theta
    loss = F.binary_cross_entropy_with_logits(logits, label)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
print(f"{loss:.4f}", theta.detach(), ((logits > 0) == (label == 1)).float().mean())

# Elements of a tensor on the tape can be assigned.
base = torch.ones(3, requires_grad=True)
out = torch.zeros(3)
for i in range(3):
    out[i] = base[i] * (i + 1)
out.sum().backward()
print(out, base.grad)
h = base * 2
h[1] = 0
h += 1
h.clamp_(max=2.5)
print(h)
h.sum().backward()
print(base.grad)
try:
    base += 1
except RuntimeError as error:
    print(error)
try:
    base[0] = 1
except RuntimeError as error:
    print(error)

# The gradient of something in the middle.
a = torch.tensor([1.0, 2.0], requires_grad=True)
m = a * a
m.retain_grad()
(m * 3).sum().backward()
print(m.grad, a.grad, m.is_leaf, a.is_leaf, a.grad_fn, m.grad_fn is not None)
g = torch.autograd.grad((a ** 3).sum(), a)
print(g, a.grad)
f = a.detach().clone().requires_grad_(True)
print(f, f.grad)
try:
    (a * 2).backward()
except RuntimeError as error:
    print(error)
