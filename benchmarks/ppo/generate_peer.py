"""Tokens per second of transformers' `generate` at several batch sizes, GPT-2 124M with random weights: prompts of
2 to 7 tokens padded on the left, 16 new tokens each, sampled from the whole distribution."""
import json
import os
import random
import time
import warnings

warnings.filterwarnings("ignore")
os.environ["HF_HUB_OFFLINE"] = "1"
import torch
from transformers import GPT2Config, GPT2LMHeadModel
from transformers.utils import logging

logging.set_verbosity_error()
PROMPTS, NEW = 256, 16
torch.manual_seed(0)
random.seed(0)
configuration = GPT2Config()
model = GPT2LMHeadModel(configuration).eval()
prompts = [torch.randint(0, 50256, (random.randint(2, 7),)) for _ in range(PROMPTS)]


def generate(batch):
    longest = max(map(len, batch))
    ids = torch.stack([torch.nn.functional.pad(p, (longest - len(p), 0), value=50256) for p in batch])
    mask = torch.stack([(torch.arange(longest) >= longest - len(p)).long() for p in batch])
    with torch.no_grad():
        out = model.generate(ids, attention_mask=mask, do_sample=True, top_k=0, top_p=1.0, min_new_tokens=NEW,
                             max_new_tokens=NEW, pad_token_id=50256)
    return out.shape[0] * (out.shape[1] - longest)


for size in (16, 32, 64, 128, 256):
    generate(prompts[:size])
    start = time.time()
    tokens = sum(generate(prompts[at:at + size]) for at in range(0, PROMPTS, size))
    print(json.dumps(dict(batch=size, tokens_per_s=round(tokens / (time.time() - start), 1))), flush=True)
