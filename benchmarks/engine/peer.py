"""The peers of engine-bench, in torch and transformers with their best settings: prints one JSON line a setting.

    peer.py train | classify | reviews FOLDER DATASET_JSON [COUNT]"""
import json
import os
import statistics
import sys
import time
import warnings

warnings.filterwarnings("ignore")
os.environ["HF_HUB_OFFLINE"] = "1"
import torch
import torch.nn as nn
import torch.nn.functional as F

torch.manual_seed(0)


class Block(nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.heads = heads
        self.ln_1, self.ln_2 = nn.LayerNorm(width), nn.LayerNorm(width)
        self.attn, self.proj = nn.Linear(width, 3 * width), nn.Linear(width, width)
        self.fc, self.out = nn.Linear(width, 4 * width), nn.Linear(4 * width, width)

    def forward(self, x):
        b, t, c = x.shape
        q, k, v = (y.view(b, t, self.heads, -1).transpose(1, 2) for y in self.attn(self.ln_1(x)).chunk(3, -1))
        y = F.scaled_dot_product_attention(q, k, v, is_causal=True)
        x = x + self.proj(y.transpose(1, 2).reshape(b, t, c))
        return x + self.out(F.gelu(self.fc(self.ln_2(x)), approximate="tanh"))


class GPT(nn.Module):
    def __init__(self, vocabulary=8192, positions=512, width=256, layers=4, heads=4):
        super().__init__()
        self.wte, self.wpe = nn.Embedding(vocabulary, width), nn.Embedding(positions, width)
        self.blocks = nn.ModuleList(Block(width, heads) for _ in range(layers))
        self.ln_f = nn.LayerNorm(width)

    def forward(self, ids):
        x = self.wte(ids) + self.wpe(torch.arange(ids.shape[1]))
        for block in self.blocks:
            x = block(x)
        return F.linear(self.ln_f(x), self.wte.weight)


def train(steps=6, batch=64, window=64):
    for name, precision, compiled in (("fp32", None, False), ("bf16 autocast", torch.bfloat16, False),
                                      ("fp32 compiled", None, True), ("bf16 autocast compiled", torch.bfloat16, True)):
        try:
            model = GPT()
            optimizer = torch.optim.AdamW(model.parameters(), lr=1e-3, fused=True)
            forward = torch.compile(model) if compiled else model
            times = []
            for _ in range(steps + 2):
                ids = torch.randint(0, 8192, (batch, window + 1))
                start = time.time()
                with torch.autocast("cpu", torch.bfloat16, enabled=precision is not None):
                    logits = forward(ids[:, :-1])
                    loss = F.cross_entropy(logits.float().flatten(0, 1), ids[:, 1:].flatten())
                loss.backward()
                nn.utils.clip_grad_norm_(model.parameters(), 1.0)
                optimizer.step()
                optimizer.zero_grad(set_to_none=True)
                times.append(time.time() - start)
            print(json.dumps(dict(setting=name, tokens_per_s=round(batch * window / statistics.median(times[2:])))), flush=True)
        except Exception as error:  # torch.compile needs a compiler that the machine may lack
            print(f"# {name}: {type(error).__name__}: {str(error)[:200]}", file=sys.stderr)


def classify(texts=1024, length=128):
    from transformers import DistilBertConfig, DistilBertForSequenceClassification

    for name, shape in (("nano", dict(vocab_size=8192, dim=256, hidden_dim=1024, n_layers=3, n_heads=4)), ("distilbert", {})):
        count = texts if name == "nano" else texts // 8
        for attention in ("eager", "sdpa"):
            try:
                configuration = DistilBertConfig(num_labels=2, **shape)
                model = DistilBertForSequenceClassification._from_config(configuration, attn_implementation=attention).eval()
            except Exception as error:
                print(f"# {attention}: {str(error)[:100]}", file=sys.stderr)
                continue
            ids = torch.randint(1, configuration.vocab_size, (count, length))
            mask = torch.ones_like(ids)
            for batch in (32, 128):
                best = 0
                for _ in range(2):
                    start = time.time()
                    with torch.inference_mode():
                        for at in range(0, count, batch):
                            model(ids[at:at + batch], attention_mask=mask[at:at + batch])
                    best = max(best, count * length / (time.time() - start))
                print(json.dumps(dict(setting=f"{name}, {attention}, batch {batch}", model=name, tokens_per_s=round(best))), flush=True)


def reviews(folder, data, count=25000):
    """Every review, cropped at 128 tokens, from text to logits; as they come and sorted by length."""
    from transformers import AutoModelForSequenceClassification, AutoTokenizer

    with open(data, encoding="utf-8") as file:
        rows = [json.loads(line) for line in file][:int(count)]
    tokenizer = AutoTokenizer.from_pretrained(folder)
    for attention in ("eager", "sdpa"):
        try:
            model = AutoModelForSequenceClassification.from_pretrained(
                folder, torch_dtype=torch.float32, attn_implementation=attention).eval()
        except Exception as error:
            print(f"# {attention}: {str(error)[:100]}", file=sys.stderr)
            continue
        for batch in (8, 16, 32):
            for order in ("as they come", "sorted"):
                start = time.time()
                texts = rows if order == "as they come" else sorted(rows, key=lambda row: len(row["text"]))
                right = tokens = 0
                with torch.inference_mode():
                    for at in range(0, len(texts), batch):
                        some = texts[at:at + batch]
                        encoded = tokenizer(
                            [row["text"] for row in some], truncation=True, max_length=128, padding=True, return_tensors="pt",
                            return_token_type_ids=False)
                        labels = model(**encoded).logits.argmax(-1).tolist()
                        right += sum(a == row["label"] for a, row in zip(labels, some))
                        tokens += encoded["attention_mask"].sum().item()
                seconds = time.time() - start
                print(json.dumps(dict(setting=f"{attention}, batch {batch}, {order}", seconds=seconds,
                                      tokens_per_s=round(tokens / seconds), accuracy=right / len(texts))), flush=True)


{"train": train, "classify": classify, "reviews": reviews}[sys.argv[1]](*sys.argv[2:])
