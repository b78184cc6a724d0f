"""The verbs of RLHF, over the pieces that the field knows.

    ds      = load_dataset("imdb", split="train")
    prompts = tokenize(ds, tokenizer, LengthSampler(2, 8))
    answers = generate(policy, prompts, LengthSampler(4, 16))
    scores  = reward(answers, "POSITIVE")
    stats   = step(trainer, answers, scores)
    plot(stats)
"""

import random
import torch
from datasets import load_dataset
from transformers import pipeline
from trl import distinct_n, log_probabilities

# Plain sampling from the policy's whole distribution: the KL is only meaningful for what was drawn like this.
SAMPLING = {"do_sample": True, "top_k": 0, "top_p": 1.0, "min_length": -1}


class Prompts:
    """Beginnings of texts: `tensors` of token ids, their `texts`, and the tokenizer they came from."""

    def __init__(self, tensors, tokenizer):
        self.tensors = tensors
        self.tokenizer = tokenizer
        self.texts = [tokenizer.decode(t) for t in tensors]

    def __len__(self):
        return len(self.tensors)

    def __getitem__(self, rows):
        tensors = self.tensors[rows]
        return Prompts(tensors if isinstance(rows, slice) else [tensors], self.tokenizer)

    def __repr__(self):
        return f"Prompts({len(self)}: {self.texts[:3]}…)"

    def sample(self, count):
        """`count` of the prompts, drawn without replacement."""
        return Prompts(random.sample(self.tensors, count), self.tokenizer)


class Answers:
    """What a policy said to prompts: `queries` and `responses` of token ids, and the `texts` they make together."""

    def __init__(self, prompts, responses):
        self.prompts = prompts
        self.queries = prompts.tensors
        self.responses = responses
        self.continuations = [prompts.tokenizer.decode(r, skip_special_tokens=True) for r in responses]
        self.texts = [q + r for q, r in zip(prompts.texts, self.continuations)]

    def __len__(self):
        return len(self.responses)

    def __repr__(self):
        return f"Answers({len(self)}: {self.texts[:3]}…)"


def tokenize(dataset, tokenizer, length_sampler, column="text"):
    """The first tokens of each text of `dataset` (a data set with that column, or a list of strings)."""
    texts = dataset if isinstance(dataset, list) else dataset[column]
    tensors = [torch.tensor(tokenizer.encode(text)[:length_sampler()]) for text in texts]
    return Prompts([t for t in tensors if len(t) > 0], tokenizer)


def generate(policy, prompts, length_sampler, **settings):
    """The answers of `policy` (a model or a trainer) to all prompts in one batch, each of its own length."""
    lengths = [length_sampler() for _ in range(len(prompts))]
    options = {"pad_token_id": prompts.tokenizer.eos_token_id, **SAMPLING, **settings}
    responses = policy.generate(prompts.tensors, return_prompt=False, max_new_tokens=lengths, **options)
    return Answers(prompts, responses)


_classifiers = {}


def reward(answers, label="POSITIVE", model="distilbert-imdb-nano"):
    """The score that the classifier `model` (a name or a pipeline) gives `label` for each text."""
    texts = answers.texts if isinstance(answers, Answers) else answers
    if isinstance(model, str):
        if model not in _classifiers:
            _classifiers[model] = pipeline("sentiment-analysis", model=model)
        model = _classifiers[model]
    outputs = model(texts, top_k=None, function_to_apply="none", batch_size=len(texts))
    return [item["score"] for output in outputs for item in output if item["label"] == label]


def step(trainer, answers, scores):
    """One PPO step of `trainer` on the answers and their scores; the statistics by their names."""
    return trainer.step(answers.queries, answers.responses, [torch.tensor(s) for s in scores])


def plot(stats, keys=("ppo/mean_scores", "objective/kl", "ppo/loss/total")):
    """Draws how the named statistics went from step to step; `stats` is one step's dict or a list of them."""
    import matplotlib.pyplot as plt

    steps = stats if isinstance(stats, list) else [stats]
    plt.figure(figsize=(10, 2.6 * len(keys)))
    for row, key in enumerate(keys):
        plt.subplot(len(keys), 1, row + 1)
        plt.plot([float(s[key]) for s in steps])
        plt.ylabel(key)
        plt.grid(True)
    plt.xlabel("step")
    plt.tight_layout()
    plt.show()


# Measures on many prompts

def share_positive(answers, model="distilbert-imdb-nano"):
    """The share of texts that the classifier finds more POSITIVE than NEGATIVE."""
    positive, negative = reward(answers, "POSITIVE", model), reward(answers, "NEGATIVE", model)
    return sum(p > n for p, n in zip(positive, negative)) / len(positive)


def mean_score(answers, label="POSITIVE", model="distilbert-imdb-nano"):
    """The mean score of `label`."""
    scores = reward(answers, label, model)
    return sum(scores) / len(scores)


def distance(policy, reference, answers):
    """The mean KL of `policy` from `reference` on the answers, summed over each answer, nats."""
    ours = log_probabilities(policy, answers.queries, answers.responses)
    theirs = log_probabilities(reference, answers.queries, answers.responses)
    return sum(float((p - r).sum()) for p, r in zip(ours, theirs)) / len(answers)


def perplexity(reference, answers):
    """How surprised `reference` is by the answers: exp of the mean negative log-probability of a token."""
    from trl import perplexity as measured

    return measured(reference, answers.queries, answers.responses)


def evaluate(policy, reference, prompts, length_sampler, model="distilbert-imdb-nano"):
    """A row of figures on the answers of `policy` to all `prompts`."""
    answers = generate(policy, prompts, length_sampler)
    return {
        "positive": share_positive(answers, model),
        "mean score": mean_score(answers, "POSITIVE", model),
        "kl": distance(policy, reference, answers),
        "distinct-2": distinct_n(answers.responses, 2),
        "perplexity": perplexity(reference, answers),
    }
