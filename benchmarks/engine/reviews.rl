# Classifies every training review, cropped at 128 tokens, from text to logits, as a user would: the embedded classifier,
# or the model whose folder is named. Prints one JSON line; beside peer.py reviews.
import json
import sys
import time

import torch
from datasets import load_dataset
from transformers import AutoModelForSequenceClassification, AutoTokenizer

folder = sys.argv[1] if len(sys.argv) > 1 else "models/distilbert-imdb-nano"
count = int(sys.argv[2]) if len(sys.argv) > 2 else 25000
dataset = load_dataset("imdb", split="train").select(range(count))
tokenizer = AutoTokenizer.from_pretrained(folder)
model = AutoModelForSequenceClassification.from_pretrained(folder)

start = time.time()
texts, truth = dataset["text"], dataset["label"]
right = tokens = 0
with torch.no_grad():
    for first in range(0, count, 256):
        batch = tokenizer(texts[first:first + 256], truncation=True, max_length=128, padding=True, return_tensors="pt")
        labels = model(**batch).logits.argmax(-1).tolist()
        right += sum([a == b for a, b in zip(labels, truth[first:first + 256])])
        tokens += batch["attention_mask"].sum().item()
seconds = time.time() - start
print(json.dumps({"texts": count, "seconds": seconds, "tokens_per_s": tokens / seconds, "accuracy": right / count}))
