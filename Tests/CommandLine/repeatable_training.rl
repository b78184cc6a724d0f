# A few iterations of the lesson's training: prints a text of every answer and the statistics, saves the weights.
#   rlnb repeatable_training.rl PRECISION FOLDER
import sys

import torch
from datasets import load_dataset
from transformers import AutoTokenizer, pipeline
from trl import AutoModelForCausalLMWithValueHead, PPOConfig, PPOTrainer
from trl.core import LengthSampler

precision, folder = sys.argv[1], sys.argv[2]
torch.manual_seed(7)
torch.set_float32_matmul_precision({"float32": "highest", "bfloat16": "medium"}[precision])
name = "gpt2-imdb-nano"
config = PPOConfig(model_name=name, learning_rate=4e-4, batch_size=32, mini_batch_size=16, ppo_epochs=2, seed=7)
tokenizer = AutoTokenizer.from_pretrained(name)
tokenizer.pad_token = tokenizer.eos_token
model = AutoModelForCausalLMWithValueHead.from_pretrained(name)
reference = AutoModelForCausalLMWithValueHead.from_pretrained(name)
classifier = pipeline("sentiment-analysis", model="distilbert-imdb-nano")
reviews = load_dataset("reviews-mini", split="train")["text"]
lengths = LengthSampler(4, 16)
trainer = PPOTrainer(config, model, reference, tokenizer)
generation = {"min_length": -1, "top_k": 0, "top_p": 1.0, "do_sample": True, "pad_token_id": tokenizer.eos_token_id}
for step in range(3):
    queries = [torch.tensor(tokenizer.encode(text)[:5]) for text in reviews[step * 32:step * 32 + 32]]
    answers = [trainer.generate(query, max_new_tokens=lengths(), **generation).squeeze()[len(query):] for query in queries]
    texts = [tokenizer.decode(query) + tokenizer.decode(answer) for query, answer in zip(queries, answers)]
    scores = [torch.tensor(row[0]["score"]) for row in classifier(texts, top_k=None, function_to_apply="none")]
    stats = trainer.step(queries, answers, scores)
    print(texts, float(stats["ppo/loss/total"]), float(stats["objective/kl"]))
model.save_pretrained(folder)
