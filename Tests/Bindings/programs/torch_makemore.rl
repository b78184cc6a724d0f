# Bigrams by counting and by a net, as in many first lessons; generators of one's own.
import torch
import torch.nn.functional as F

words = ["emma", "olivia", "ava", "isabella", "sophia", "mia", "amelia", "ella"]
chars = sorted(set("".join(words)))
stoi = {s: i + 1 for i, s in enumerate(chars)}
stoi["."] = 0
itos = {i: s for s, i in stoi.items()}
V = len(stoi)
print(V, itos[1])

N = torch.zeros((V, V), dtype=torch.int64)
xs, ys = [], []
for w in words:
    chs = ["."] + list(w) + ["."]
    for ch1, ch2 in zip(chs, chs[1:]):
        N[stoi[ch1], stoi[ch2]] += 1
        xs.append(stoi[ch1])
        ys.append(stoi[ch2])
print(N[0], N.sum())
P = (N + 1).float()
P /= P.sum(1, keepdim=True)
print(f"{P[0].sum():.4f}", P.shape)

xs, ys = torch.tensor(xs), torch.tensor(ys)
nll = -P[xs, ys].log().mean()
print(f"{nll=:.4f}", f"{nll.item():.4f}")

W = (torch.arange(V * V).float().reshape(V, V) / 50).cos().requires_grad_(True)
for k in range(30):
    xenc = F.one_hot(xs, num_classes=V).float()
    logits = xenc @ W
    counts = logits.exp()
    probs = counts / counts.sum(1, keepdims=True)
    loss = -probs[torch.arange(len(xs)), ys].log().mean() + 0.01 * (W ** 2).mean()
    W.grad = None
    loss.backward()
    W.data += -20 * W.grad
    if k % 10 == 9:
        print(k, f"{loss.item():.4f}")
print(torch.allclose(F.cross_entropy(W[xs], ys), loss - 0.01 * (W ** 2).mean(), atol=0.1))

ix = 0
out = []
for _ in range(12):
    ix = P[ix].argmax().item()
    out.append(itos[ix])
    if ix == 0:
        break
print("".join(out))

# An MLP over three letters of context, with batch statistics by hand.
block = 3
X, Y = [], []
for w in words:
    context = [0] * block
    for ch in w + ".":
        X.append(context)
        Y.append(stoi[ch])
        context = context[1:] + [stoi[ch]]
X, Y = torch.tensor(X), torch.tensor(Y)
print(X.shape, X[:3].tolist(), Y[:3])
C = (torch.arange(V * 2).float().reshape(V, 2) * 0.7).sin()
W1 = (torch.arange(6 * 20).float().reshape(6, 20) * 0.37).sin() * 0.5
W2 = (torch.arange(20 * V).float().reshape(20, V) * 0.11).cos() * 0.1
b2 = torch.zeros(V)
gain, bias = torch.ones((1, 20)), torch.zeros((1, 20))
parameters = [C, W1, W2, b2, gain, bias]
print(sum(p.nelement() for p in parameters))
for p in parameters:
    p.requires_grad = True
running = torch.zeros((1, 20))
for i in range(60):
    emb = C[X]
    hpre = emb.view(emb.shape[0], -1) @ W1
    mean, std = hpre.mean(0, keepdim=True), hpre.std(0, keepdim=True)
    hpre = gain * (hpre - mean) / (std + 1e-5) + bias
    with torch.no_grad():
        running = 0.9 * running + 0.1 * mean
    h = torch.tanh(hpre)
    logits = h @ W2 + b2
    loss = F.cross_entropy(logits, Y)
    for p in parameters:
        p.grad = None
    loss.backward()
    lr = 0.5 if i < 40 else 0.1
    for p in parameters:
        p.data += -lr * p.grad
    if i % 20 == 19:
        print(i, f"{loss.item():.3f}", f"{(h.abs() > 0.99).float().mean():.2f}")
print(running.shape, (logits.argmax(1) == Y).float().mean() > 0.5)

# A generator repeats itself and leaves the session's alone.
g = torch.Generator().manual_seed(42)
a = torch.randn(3, generator=g)
g.manual_seed(42)
print(torch.equal(a, torch.randn(3, generator=g)), g.initial_seed())
g1, g2 = torch.Generator().manual_seed(1), torch.Generator().manual_seed(1)
print(torch.equal(torch.randint(0, 9, (5,), generator=g1), torch.randint(0, 9, (5,), generator=g2)))
p = torch.tensor([0.2, 0.8])
print(torch.equal(
    torch.multinomial(p, 6, replacement=True, generator=g1), torch.multinomial(p, 6, replacement=True, generator=g2)))
torch.manual_seed(5)
first = torch.rand(2)
torch.manual_seed(5)
torch.rand(4, generator=g)
print(torch.equal(first, torch.rand(2)))
