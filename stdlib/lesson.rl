"""What the lesson notebooks/rlhf_ppo.rlnb uses and a learner should be able to read."""

import json
import os
import torch
import pandas as pd
from datasets import load_dataset
from transformers import AutoTokenizer
from trl import log_probabilities
from trl.core import LengthSampler


# Files

def save_to_json(data, file_path):
    """Saves the dictionary `data` as a JSON file."""
    folder = os.path.dirname(file_path)
    if folder:
        os.makedirs(folder, exist_ok=True)
    with open(file_path, "w") as json_file:
        json.dump(data, json_file, indent=4)
    print(f"Saved to {file_path}")


def load_from_json(file_path):
    """Returns what the JSON file holds."""
    with open(file_path, "r") as json_file:
        return json.load(json_file)


# Padding

def pad_sequence_to_length(tensor, length, pad_token_id):
    """Returns the 1-D `tensor` filled up with `pad_token_id` to `length`; a longer one stays as it is."""
    padding_length = length - tensor.size(0)
    if padding_length > 0:
        padding = torch.full((padding_length,), pad_token_id, dtype=torch.long, device=tensor.device)
        return torch.cat((tensor, padding))
    return tensor


def pad_list_to_batch_size(tensors, batch_size, pad_token_id):
    """Returns exactly `batch_size` tensors of one length: those given, padded, then tensors of padding alone."""
    max_length = max(t.size(0) for t in tensors)
    padded = [pad_sequence_to_length(t, max_length, pad_token_id) for t in tensors]
    while len(padded) < batch_size:
        padded.append(torch.full((max_length,), pad_token_id, dtype=torch.long, device=tensors[0].device))
    return padded[:batch_size]


# Statistics

_WORDS = {
    "en": {
        "title": "PPO training statistics", "objective": "Objective", "losses": "Losses that PPO minimises",
        "policy": "Policy", "reward": "Reward and value function", "lengths": "Lengths in tokens", "time": "Time",
        "objective/kl": "KL divergence", "objective/kl_coef": "KL coefficient", "objective/entropy": "Entropy",
        "ppo/loss/policy": "Policy loss", "ppo/loss/value": "Value loss", "ppo/loss/total": "Total loss",
        "ppo/policy/entropy": "Policy entropy", "ppo/policy/approxkl": "Approximate KL",
        "ppo/policy/clipfrac": "Share of clipped tokens",
        "ppo/mean_non_score_reward": "Mean reward without score", "ppo/mean_scores": "Mean score",
        "ppo/std_scores": "Standard deviation of scores", "ppo/val/vpred": "Value prediction",
        "ppo/val/error": "Value error", "ppo/val/var": "Variance of values", "ppo/val/mean": "Mean value",
        "ppo/val/var_explained": "Explained variance", "tokens/queries_len_mean": "Mean prompt length",
        "tokens/responses_len_mean": "Mean answer length", "time/ppo/total": "Whole step (seconds)",
    },
    "es": {
        "title": "Estadísticas de entrenamiento PPO", "objective": "Objetivo", "losses": "Pérdidas que PPO minimiza",
        "policy": "Política", "reward": "Recompensa y función de valor", "lengths": "Longitudes en tokens",
        "time": "Tiempo",
        "objective/kl": "Divergencia KL", "objective/kl_coef": "Coeficiente KL", "objective/entropy": "Entropía",
        "ppo/loss/policy": "Pérdida de la política", "ppo/loss/value": "Pérdida de valor",
        "ppo/loss/total": "Pérdida total", "ppo/policy/entropy": "Entropía de la política",
        "ppo/policy/approxkl": "KL aproximada", "ppo/policy/clipfrac": "Proporción de tokens recortados",
        "ppo/mean_non_score_reward": "Recompensa media sin puntuación", "ppo/mean_scores": "Puntuación media",
        "ppo/std_scores": "Desviación típica de las puntuaciones", "ppo/val/vpred": "Predicción de valor",
        "ppo/val/error": "Error de valor", "ppo/val/var": "Varianza de los valores", "ppo/val/mean": "Valor medio",
        "ppo/val/var_explained": "Varianza explicada", "tokens/queries_len_mean": "Longitud media de los prompts",
        "tokens/responses_len_mean": "Longitud media de las respuestas", "time/ppo/total": "Paso completo (segundos)",
    },
}

_OBJECTIVE_GROUPS = [
    ("objective", ["objective/kl", "objective/kl_coef", "objective/entropy"]),
    ("losses", ["ppo/loss/policy", "ppo/loss/value", "ppo/loss/total"]),
    ("policy", ["ppo/policy/entropy", "ppo/policy/approxkl", "ppo/policy/clipfrac"]),
]
_REWARD_GROUPS = [
    ("reward", ["ppo/mean_non_score_reward", "ppo/mean_scores", "ppo/std_scores", "ppo/val/vpred", "ppo/val/error",
                "ppo/val/var", "ppo/val/mean", "ppo/val/var_explained"]),
]
_COMMON_GROUPS = [
    ("lengths", ["tokens/queries_len_mean", "tokens/responses_len_mean"]),
]


def print_ppo_stats(stats, related_to_objective=False, language="en"):
    """Prints the statistics of one PPO step: those of the objective, or those of reward and value function."""
    words = _WORDS[language]
    print(words["title"])
    for heading, keys in (_OBJECTIVE_GROUPS if related_to_objective else _REWARD_GROUPS) + _COMMON_GROUPS:
        print()
        print(words[heading])
        for key in keys:
            print(f"  {words[key]} ({key}): {float(stats[key]):.6g}")


# Prompts

def build_dataset(config, dataset_name="imdb", input_min_text_length=2, input_max_text_length=8):
    """Returns the reviews of `dataset_name` with a prompt each.

    The columns are review, label, input_ids (the first 2 to 7 tokens, as a tensor) and query (the same as text).
    """
    tokenizer = AutoTokenizer.from_pretrained(config.model_name)
    tokenizer.pad_token = tokenizer.eos_token
    ds = load_dataset(dataset_name, split="train")
    ds = ds.rename_columns({"text": "review"})
    ds = ds.filter(lambda x: len(x["review"]) > 200, batched=False)
    input_size = LengthSampler(input_min_text_length, input_max_text_length)

    def tokenize(sample):
        sample["input_ids"] = tokenizer.encode(sample["review"])[: input_size()]
        sample["query"] = tokenizer.decode(sample["input_ids"])
        return sample

    ds = ds.map(tokenize, batched=False)
    ds.set_format(type="torch")
    return ds


def evaluation_prompts(dataset_name, tokenizer, count, input_min_text_length=2, input_max_text_length=8):
    """Returns `count` prompts, 1-D tensors, from reviews that neither the models nor PPO trained on.

    The built-in reviews have no such part: their prompts come from all of them.
    """
    split = "heldout" if dataset_name == "imdb" else "train"
    reviews = load_dataset(dataset_name, split=split)["text"]
    stride = max(1, len(reviews) // count)
    input_size = LengthSampler(input_min_text_length, input_max_text_length)
    texts = [reviews[i * stride % len(reviews)] for i in range(count)]
    return [torch.tensor(tokenizer.encode(text)[: input_size()]) for text in texts]


def batches(dataloader, count):
    """Yields `count` batches, going through the data as often as that takes."""
    done = 0
    while done < count:
        for batch in dataloader:
            if done == count:
                return
            yield batch
            done += 1


# Comparison

def label_scores(outputs, label):
    """Returns the score of `label` in each of the classifier's outputs."""
    return [item["score"] for output in outputs for item in output if item["label"] == label]


def compare_models_on_dataset(model, ref_model, dataset, tokenizer, sentiment_pipe, sent_kwargs, device,
                              output_length_sampler, names=("before", "after"), language="en"):
    """Returns a table of 16 prompts, each continued by `ref_model` (before) and `model` (after), with POSITIVE scores."""
    response_column, score_column = {"en": ("response", "score"), "es": ("respuesta", "puntuación")}[language]
    gen_kwargs = {"min_length": -1, "top_k": 0.0, "top_p": 1.0, "do_sample": True,
                  "pad_token_id": tokenizer.eos_token_id}
    bs = 16
    game_data = {}
    dataset.set_format("pandas")
    df_batch = dataset[:].sample(bs)
    dataset.set_format("torch")
    game_data["query"] = df_batch["query"].tolist()
    query_tensors = df_batch["input_ids"].tolist()

    for name, generator in zip(names, (ref_model, model)):
        responses = []
        for query in query_tensors:
            gen_len = output_length_sampler()
            # The newest tokens that fit beside the answer.
            input_ids = torch.tensor(query[-(generator.config.max_position_embeddings - gen_len):])
            output = generator.generate(input_ids.unsqueeze(dim=0).to(device), max_new_tokens=gen_len, **gen_kwargs)
            responses.append(tokenizer.decode(output.squeeze()[len(input_ids):]))
        game_data[f"{response_column} ({name})"] = responses

    for name in names:
        texts = [q + r for q, r in zip(game_data["query"], game_data[f"{response_column} ({name})"])]
        outputs = sentiment_pipe(texts, **sent_kwargs)
        game_data[f"{score_column} ({name})"] = label_scores(outputs, "POSITIVE")
    return pd.DataFrame(game_data)


# Evaluation

def distinct_n(responses, n):
    """Returns the share of n-grams of tokens in `responses` that are different from one another."""
    grams = [tuple(r[i:i + n]) for r in responses for i in range(len(r) - n + 1)]
    return len(set(grams)) / max(1, len(grams))


def evaluate_policy(name, model, ref_model, prompts, tokenizer, sentiment_pipe,
                    output_min_length=4, output_max_length=16):
    """Measures `model` on `prompts`; returns a row of figures and the samples they come from."""
    from math import exp
    from statistics import mean, stdev

    output_size = LengthSampler(output_min_length, output_max_length)
    answers = model.generate(prompts, max_new_tokens=[output_size() for _ in prompts], return_prompt=False,
                             do_sample=True, top_k=0, top_p=1.0, pad_token_id=tokenizer.eos_token_id)
    queries = [tokenizer.decode(p) for p in prompts]
    responses = [tokenizer.decode(a, skip_special_tokens=True) for a in answers]
    outputs = sentiment_pipe([q + r for q, r in zip(queries, responses)],
                             top_k=None, function_to_apply="none", batch_size=len(prompts))
    positive = label_scores(outputs, "POSITIVE")
    negative = label_scores(outputs, "NEGATIVE")

    # Log-probabilities of the answers' tokens, one tensor per answer, under the model and under the reference.
    log_model = log_probabilities(model, prompts, answers)
    log_reference = log_probabilities(ref_model, prompts, answers)
    kl = [float((p - r).sum()) for p, r in zip(log_model, log_reference)]
    reference_total = sum(float(r.sum()) for r in log_reference)
    tokens = sum(len(a) for a in answers)

    row = {
        "model": name,
        "positive": sum(p > n for p, n in zip(positive, negative)) / len(positive),
        "mean score": mean(positive),
        "score sd": stdev(positive),
        "objective/kl": mean(kl),
        "distinct-2": distinct_n([a.tolist() for a in answers], 2),
        "perplexity": exp(-reference_total / tokens),
    }
    samples = [{"query": q, "response": r, "score": s} for q, r, s in zip(queries, responses, positive)]
    return row, samples
