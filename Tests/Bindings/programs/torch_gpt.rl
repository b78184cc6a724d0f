# A tiny GPT from scratch, trained on one sentence: modules, attention by hand, AdamW, a schedule, greedy generation.
import math
import torch
import torch.nn as nn
import torch.nn.functional as F

text = "the cat sat on the mat and the dog sat on the log"
letters = sorted(set(text))
encode = {letter: i for i, letter in enumerate(letters)}
data = torch.tensor([encode[letter] for letter in text])
print(len(letters), data[:10])

context, width, heads = 8, 16, 2


def filled(*shape, scale=0.2):
    """Weights that do not depend on a random generator."""
    count = math.prod(shape)
    return (torch.arange(count).float() * 12.9898).sin().reshape(*shape) * scale


class CausalSelfAttention(nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.heads = heads
        self.qkv = nn.Linear(width, 3 * width)
        self.proj = nn.Linear(width, width)
        self.register_buffer("mask", torch.tril(torch.ones(context, context)).view(1, 1, context, context))

    def forward(self, x):
        B, T, C = x.shape
        q, k, v = self.qkv(x).split(C, dim=2)
        q = q.view(B, T, self.heads, C // self.heads).transpose(1, 2)
        k = k.view(B, T, self.heads, C // self.heads).transpose(1, 2)
        v = v.view(B, T, self.heads, C // self.heads).transpose(1, 2)
        att = (q @ k.transpose(-2, -1)) * (1.0 / math.sqrt(k.size(-1)))
        att = att.masked_fill(self.mask[:, :, :T, :T] == 0, float("-inf"))
        att = F.softmax(att, dim=-1)
        y = att @ v
        return self.proj(y.transpose(1, 2).contiguous().view(B, T, C))


class Block(nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.ln_1 = nn.LayerNorm(width)
        self.attn = CausalSelfAttention(width, heads)
        self.ln_2 = nn.LayerNorm(width)
        self.mlp = nn.Sequential(nn.Linear(width, 4 * width), nn.GELU(), nn.Linear(4 * width, width), nn.Dropout(0.0))

    def forward(self, x):
        x = x + self.attn(self.ln_1(x))
        return x + self.mlp(self.ln_2(x))


class GPT(nn.Module):
    def __init__(self, vocabulary, layers=2):
        super().__init__()
        self.wte = nn.Embedding(vocabulary, width)
        self.wpe = nn.Embedding(context, width)
        self.blocks = nn.ModuleList([Block(width, heads) for _ in range(layers)])
        self.ln_f = nn.LayerNorm(width)
        self.lm_head = nn.Linear(width, vocabulary, bias=False)
        self.lm_head.weight = self.wte.weight

    def forward(self, ids, targets=None):
        B, T = ids.shape
        x = self.wte(ids) + self.wpe(torch.arange(T))
        for block in self.blocks:
            x = block(x)
        logits = self.lm_head(self.ln_f(x))
        if targets is None:
            return logits, None
        return logits, F.cross_entropy(logits.view(-1, logits.size(-1)), targets.view(-1))

    @torch.no_grad()
    def generate(self, ids, count):
        for _ in range(count):
            logits, _ = self(ids[:, -context:])
            ids = torch.cat((ids, logits[:, -1, :].argmax(-1, keepdim=True)), dim=1)
        return ids


model = GPT(len(letters))
print(model)
print(sum(p.numel() for p in model.parameters()))
with torch.no_grad():
    for name, p in model.named_parameters():
        if p.dim() > 1:
            p.copy_(filled(*p.shape))
        elif "ln_" not in name:
            p.zero_()
for name, p in model.named_parameters():
    print(name, tuple(p.shape), p.requires_grad)

starts = torch.arange(0, len(data) - context - 1, 3)
x = torch.stack([data[i : i + context] for i in starts])
y = torch.stack([data[i + 1 : i + context + 1] for i in starts])
print(x.shape, y[0])

decay = [p for p in model.parameters() if p.dim() >= 2]
rest = [p for p in model.parameters() if p.dim() < 2]
optimizer = torch.optim.AdamW(
    [{"params": decay, "weight_decay": 0.1}, {"params": rest, "weight_decay": 0.0}], lr=1e-2, betas=(0.9, 0.95))
scheduler = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: min(1.0, (step + 1) / 5))
model.train()
for step in range(16):
    logits, loss = model(x, y)
    if step == 0:
        print(loss)
        print(logits[0, 0])
    optimizer.zero_grad(set_to_none=True)
    loss.backward()
    norm = nn.utils.clip_grad_norm_(model.parameters(), 1.0)
    optimizer.step()
    scheduler.step()
    if step % 5 == 0:
        print(f"{step:3d} loss {loss.item():.2f} norm {norm:.1f} lr {scheduler.get_last_lr()[0]:.4f}")

model.eval()
ids = model.generate(data[:4].unsqueeze(0), 6)
print("".join(letters[i] for i in ids[0].tolist()))

state = model.state_dict()
print(list(state)[:4], len(state), state["ln_f.weight"].shape)
copy = GPT(len(letters))
print(copy.load_state_dict(state))
print(torch.equal(copy(x)[0], model(x)[0]))
try:
    copy.load_state_dict({"wte.weight": torch.zeros(2, 2)})
except RuntimeError as error:
    print(str(error)[:60])
