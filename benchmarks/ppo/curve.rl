# Fifty PPO iterations of the small models on the embedded reviews: prints the mean reward and KL of each as one line of JSON.
#   rlnb benchmarks/ppo/curve.rl PRECISION SEED STEPS
import json
import sys

import torch
from datasets import load_dataset
from transformers import AutoTokenizer, pipeline
from trl import AutoModelForCausalLMWithValueHead, PPOConfig, PPOTrainer
from trl.core import LengthSampler

precision, seed, steps = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
torch.manual_seed(seed)
torch.set_float32_matmul_precision({"float32": "highest", "bfloat16": "medium"}[precision])
name = "gpt2-imdb-nano"
config = PPOConfig(model_name=name, learning_rate=4e-4, batch_size=128, mini_batch_size=128, init_kl_coef=0.1, seed=seed)
tokenizer = AutoTokenizer.from_pretrained(name)
tokenizer.pad_token = tokenizer.eos_token
model = AutoModelForCausalLMWithValueHead.from_pretrained(name)
reference = AutoModelForCausalLMWithValueHead.from_pretrained(name)
classifier = pipeline("sentiment-analysis", model="distilbert-imdb-nano")
reviews = load_dataset("reviews-mini", split="train")["text"]
prompt_length, answer_length = LengthSampler(2, 8), LengthSampler(4, 16)
trainer = PPOTrainer(config, model, reference, tokenizer)
generation = {"min_length": -1, "top_k": 0, "top_p": 1.0, "do_sample": True, "pad_token_id": tokenizer.eos_token_id}

rewards, kls = [], []
for step in range(steps):
    texts = [reviews[(step * 128 + i * 7 + seed * 13) % len(reviews)] for i in range(128)]
    queries = [torch.tensor(tokenizer.encode(text)[: prompt_length()]) for text in texts]
    answers = [trainer.generate(query, max_new_tokens=answer_length(), **generation).squeeze()[len(query):] for query in queries]
    whole = [tokenizer.decode(query) + tokenizer.decode(answer) for query, answer in zip(queries, answers)]
    scores = classifier(whole, top_k=None, function_to_apply="none", batch_size=2)
    positive = [torch.tensor([entry["score"] for entry in row if entry["label"] == "POSITIVE"][0]) for row in scores]
    stats = trainer.step(queries, answers, positive)
    rewards.append(float(stats["ppo/mean_scores"]))
    kls.append(float(stats["objective/kl"]))
print(json.dumps({"precision": precision, "seed": seed, "rewards": rewards, "kl": kls}))
