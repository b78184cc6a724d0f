"""Makes Tests/Fixtures/transformer: small random models and what transformers and TRL compute with them.

    python Tests/Fixtures/make_transformer.py

Needs torch, transformers 4.44, trl 0.11 (oracle/requirements.txt). The tests read the files; they never run this.
"""

import json
import shutil
from pathlib import Path

import torch
from safetensors.torch import save_file
from transformers import (
    DistilBertConfig,
    DistilBertForSequenceClassification,
    GPT2Config,
    GPT2LMHeadModel,
    LogitsProcessorList,
    RepetitionPenaltyLogitsProcessor,
    TemperatureLogitsWarper,
    TopKLogitsWarper,
    TopPLogitsWarper,
)
from trl import AutoModelForCausalLMWithValueHead

ROOT = Path(__file__).parent / "transformer"
VOCABULARY = 61

GPT2 = {
    "gpt2-one-head": dict(n_embd=16, n_head=1, n_layer=1, n_positions=12),
    "gpt2-odd-width": dict(n_embd=21, n_head=3, n_layer=3, n_positions=13, n_inner=40),
    "gpt2-untied": dict(
        n_embd=20, n_head=4, n_layer=2, n_positions=16, activation_function="gelu", tie_word_embeddings=False
    ),
    "gpt2-layer-scale": dict(n_embd=32, n_head=16, n_layer=2, n_positions=16, scale_attn_by_inverse_layer_idx=True),
    "gpt2-deep": dict(n_embd=12, n_head=2, n_layer=6, n_positions=16, activation_function="relu"),
}
DISTILBERT = {
    "distilbert-two-labels": dict(dim=16, n_heads=2, n_layers=2, hidden_dim=24),
    "distilbert-three-labels": dict(dim=21, n_heads=3, n_layers=1, hidden_dim=50, num_labels=3, activation="relu"),
}


def randomise(model, deviation=0.3):
    """Weights large enough that every part of the model matters to the output, biases and gains included."""
    with torch.no_grad():
        for name, parameter in model.named_parameters():
            noise = torch.randn_like(parameter) * deviation
            is_gain = name.endswith("weight") and parameter.dim() == 1
            parameter.copy_(1 + noise if is_gain else noise)
    model.tie_weights()
    model.eval()


def sequences(limit):
    """Ragged sequences, one of a single token, one as long as the positions allow."""
    lengths = [5, 1, limit, 3]
    return [torch.randint(0, VOCABULARY, (length,)).tolist() for length in lengths]


def gradients(model):
    return {f"grad/{name}": p.grad.clone() for name, p in model.named_parameters() if p.grad is not None}


def make_gpt2(name, options):
    config = GPT2Config(vocab_size=VOCABULARY, bos_token_id=0, eos_token_id=0, **options)
    # The sdpa attention of transformers 4.44 ignores scale_attn_by_inverse_layer_idx.
    model = GPT2LMHeadModel._from_config(config, attn_implementation="eager")
    randomise(model)
    model.config._name_or_path = ""
    model.save_pretrained(ROOT / name)
    data = sequences(config.n_positions)
    expected = {}
    hidden, logits, losses = [], [], []
    for ids in data:
        ids = torch.tensor([ids])
        output = model(ids, output_hidden_states=True)
        hidden.append(output.hidden_states[-1][0])
        logits.append(output.logits[0])
        losses.append(torch.nn.functional.cross_entropy(output.logits[0, :-1], ids[0, 1:], reduction="sum"))
    loss = sum(losses) / sum(len(ids) - 1 for ids in data)
    loss.backward()
    expected["hidden"] = torch.cat(hidden).detach()
    expected["logits"] = torch.cat(logits).detach()
    expected["loss"] = loss.detach()
    expected |= gradients(model)
    save_file({k: v.contiguous() for k, v in expected.items()}, ROOT / name / "expected.safetensors")
    prompts = [ids[:n] for ids, n in zip(data, (2, 1, 4, 3))]
    settings = [
        dict(max_new_tokens=6),
        dict(max_new_tokens=8, repetition_penalty=1.5),
        dict(max_new_tokens=8, min_length=9, eos_token_id=list(range(0, 40))),
        dict(max_new_tokens=5, eos_token_id=list(range(20, 61))),
    ]
    greedy = []
    for setting in settings:
        results = []
        for prompt in prompts:
            ids = torch.tensor([prompt])
            with torch.no_grad():
                output = model.generate(
                    ids, attention_mask=torch.ones_like(ids), do_sample=False, pad_token_id=0, **setting
                )
            results.append(output[0, len(prompt) :].tolist())
        greedy.append(dict(settings=setting, outputs=results))
    return dict(sequences=data, prompts=prompts, greedy=greedy)


def make_value_head():
    torch.manual_seed(5)
    model = AutoModelForCausalLMWithValueHead.from_pretrained(str(ROOT / "gpt2-odd-width"))
    model.eval()
    model.pretrained_model.config._name_or_path = ""
    model.save_pretrained(ROOT / "gpt2-value-head")
    data = sequences(10)
    values = []
    for ids in data:
        with torch.no_grad():
            values.append(model(torch.tensor([ids]))[2][0])
    save_file({"values": torch.cat(values)}, ROOT / "gpt2-value-head" / "expected.safetensors")
    return dict(sequences=data)


def make_distilbert(name, options):
    config = DistilBertConfig(vocab_size=VOCABULARY, max_position_embeddings=14, **options)
    model = DistilBertForSequenceClassification(config)
    randomise(model)
    model.config._name_or_path = ""
    model.save_pretrained(ROOT / name)
    data = sequences(14)
    labels = [index % config.num_labels for index in range(len(data))]
    logits = torch.cat([model(torch.tensor([ids])).logits for ids in data])
    loss = torch.nn.functional.cross_entropy(logits, torch.tensor(labels))
    loss.backward()
    expected = {"logits": logits.detach(), "loss": loss.detach()} | gradients(model)
    save_file({k: v.contiguous() for k, v in expected.items()}, ROOT / name / "expected.safetensors")
    return dict(sequences=data, labels=labels)


def make_processors():
    """Next-token probabilities after transformers' processors and warpers, for one row of logits each."""
    cases = []
    for settings in (
        dict(temperature=0.7),
        dict(top_k=5),
        dict(top_p=0.8),
        dict(temperature=1.7, top_k=20, top_p=0.5),
        dict(repetition_penalty=1.4, temperature=0.9, top_p=0.95),
        dict(top_p=0.0),
    ):
        logits = torch.randn(1, VOCABULARY) * 2
        history = torch.randint(0, VOCABULARY, (1, 9))
        chain = LogitsProcessorList()
        if "repetition_penalty" in settings:
            chain.append(RepetitionPenaltyLogitsProcessor(settings["repetition_penalty"]))
        if "temperature" in settings:
            chain.append(TemperatureLogitsWarper(settings["temperature"]))
        if "top_k" in settings:
            chain.append(TopKLogitsWarper(settings["top_k"]))
        if "top_p" in settings:
            chain.append(TopPLogitsWarper(settings["top_p"]))
        probabilities = chain(history, logits).softmax(-1)
        cases.append(
            dict(
                settings=settings,
                logits=logits[0].tolist(),
                history=history[0].tolist(),
                probabilities=probabilities[0].tolist(),
            )
        )
    return cases


def main():
    shutil.rmtree(ROOT, ignore_errors=True)
    ROOT.mkdir()
    torch.manual_seed(1)
    cases = {name: make_gpt2(name, options) for name, options in GPT2.items()}
    cases["gpt2-value-head"] = make_value_head()
    cases |= {name: make_distilbert(name, options) for name, options in DISTILBERT.items()}
    cases["processors"] = make_processors()
    (ROOT / "cases.json").write_text(json.dumps(cases) + "\n")


if __name__ == "__main__":
    main()
