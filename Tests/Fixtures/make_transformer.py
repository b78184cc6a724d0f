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
    BertConfig,
    BertForSequenceClassification,
    DistilBertConfig,
    DistilBertForSequenceClassification,
    GenerationConfig,
    GPT2Config,
    GPT2LMHeadModel,
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
    "gpt2-silu-unscaled": dict(
        n_embd=14, n_head=7, n_layer=2, n_positions=11, n_inner=9, activation_function="silu",
        scale_attn_weights=False, layer_norm_epsilon=1e-3, tie_word_embeddings=False,
    ),
    "gpt2-tanh": dict(
        n_embd=24, n_head=12, n_layer=4, n_positions=12, n_inner=33, activation_function="tanh",
        scale_attn_by_inverse_layer_idx=True, layer_norm_epsilon=0.1,
    ),
    "gpt2-quick-gelu": dict(n_embd=17, n_head=1, n_layer=5, n_positions=12, activation_function="quick_gelu"),
}
DISTILBERT = {
    "distilbert-two-labels": dict(dim=16, n_heads=2, n_layers=2, hidden_dim=24),
    "distilbert-three-labels": dict(dim=21, n_heads=3, n_layers=1, hidden_dim=50, num_labels=3, activation="relu"),
    "distilbert-one-label": dict(dim=32, n_heads=16, n_layers=4, hidden_dim=20, num_labels=1, activation="gelu"),
}
BERT = {
    "bert-two-labels": dict(
        hidden_size=16, num_attention_heads=2, num_hidden_layers=2, intermediate_size=24,
        id2label={0: "negative", 1: "positive"}, label2id={"negative": 0, "positive": 1},
    ),
    "bert-five-labels": dict(
        hidden_size=21, num_attention_heads=7, num_hidden_layers=3, intermediate_size=31, num_labels=5,
        hidden_act="gelu_new", layer_norm_eps=1e-3, type_vocab_size=3,
    ),
    "bert-one-head": dict(
        hidden_size=13, num_attention_heads=1, num_hidden_layers=6, intermediate_size=13, hidden_act="silu",
        type_vocab_size=1,
    ),
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
        dict(max_new_tokens=8, min_new_tokens=4, eos_token_id=list(range(0, 50))),
        dict(max_new_tokens=8, no_repeat_ngram_size=1),
        dict(max_new_tokens=8, no_repeat_ngram_size=2, bad_words_ids=[[i] for i in range(1, 30)]),
        dict(max_new_tokens=8, bad_words_ids=[[i, j] for i in range(0, 61, 4) for j in range(0, 61, 5)]),
        dict(
            max_new_tokens=8, repetition_penalty=1.3, no_repeat_ngram_size=2, min_length=7, suppress_tokens=[5, 6, 7],
            begin_suppress_tokens=list(range(30)), eos_token_id=list(range(3, 40)),
        ),
        dict(max_length=6),
        dict(max_new_tokens=7, forced_eos_token_id=9, eos_token_id=9),
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


def make_bert(name, options):
    config = BertConfig(vocab_size=VOCABULARY, max_position_embeddings=14, **options)
    model = BertForSequenceClassification(config)
    randomise(model)
    model.config._name_or_path = ""
    model.save_pretrained(ROOT / name)
    data = sequences(14)
    types = [torch.randint(0, config.type_vocab_size, (len(ids),)).tolist() for ids in data]
    labels = [index % config.num_labels for index in range(len(data))]
    rows = [model(torch.tensor([i]), token_type_ids=torch.tensor([t])).logits for i, t in zip(data, types)]
    logits = torch.cat(rows)
    loss = torch.nn.functional.cross_entropy(logits, torch.tensor(labels))
    loss.backward()
    expected = {"logits": logits.detach(), "loss": loss.detach()} | gradients(model)
    save_file({k: v.contiguous() for k, v in expected.items()}, ROOT / name / "expected.safetensors")
    return dict(sequences=data, types=types, labels=labels)


def make_processors():
    """Next-token probabilities after the processors and warpers that `generate` itself builds, for one row each."""
    model = GPT2LMHeadModel(GPT2Config(vocab_size=VOCABULARY, n_embd=4, n_head=1, n_layer=1))
    cases = []
    for settings in (
        dict(temperature=0.7),
        dict(top_k=5),
        dict(top_p=0.8),
        dict(temperature=1.7, top_k=20, top_p=0.5),
        dict(repetition_penalty=1.4, temperature=0.9, top_p=0.95),
        dict(top_p=0.01),
        dict(repetition_penalty=0.6),
        dict(min_p=0.1, temperature=1.3),
        dict(typical_p=0.4),
        dict(typical_p=0.9, temperature=0.5, top_k=30),
        dict(epsilon_cutoff=0.02),
        dict(eta_cutoff=0.03, top_p=0.9),
        dict(bad_words_ids=[[3], [7, 8], [1, 2, 5], [9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9]], top_k=40),
        dict(no_repeat_ngram_size=1),
        dict(no_repeat_ngram_size=2, temperature=0.8),
        dict(no_repeat_ngram_size=3, repetition_penalty=1.2),
        dict(min_length=12, eos_token_id=[4, 11]),
        dict(min_new_tokens=4, eos_token_id=[4, 11], bad_words_ids=[[4], [5]]),
        dict(suppress_tokens=[1, 2, 3], begin_suppress_tokens=[10, 11]),
        dict(
            repetition_penalty=1.3, no_repeat_ngram_size=2, bad_words_ids=[[2, 6], [0]], min_new_tokens=9,
            suppress_tokens=[7], temperature=0.6, top_k=25, top_p=0.9, min_p=0.01, typical_p=0.95,
            eos_token_id=[4],
        ),
    ):
        for prompt in (9, 6):
            config = GenerationConfig(**{"eos_token_id": [0], "pad_token_id": 0, "top_k": 0, **settings}, do_sample=True)
            model._prepare_special_tokens(config, device=torch.device("cpu"))
            logits = torch.randn(1, VOCABULARY) * 2
            history = torch.randint(0, 12, (1, 9))
            history[0, -2:] = history[0, :2]
            # The pair that begins the history ends it: what follows it is a repeated trigram.
            processors = model._get_logits_processor(
                config, input_ids_seq_length=prompt, encoder_input_ids=history[:, :prompt], prefix_allowed_tokens_fn=None,
                logits_processor=[], device="cpu",
            )
            warpers = model._get_logits_warper(config, device="cpu")
            probabilities = warpers(history, processors(history, logits.clone())).softmax(-1)
            cases.append(
                dict(
                    settings=settings,
                    logits=logits[0].tolist(),
                    history=history[0].tolist(),
                    prompt=prompt,
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
    cases |= {name: make_bert(name, options) for name, options in BERT.items()}
    cases["processors"] = make_processors()
    (ROOT / "cases.json").write_text(json.dumps(cases) + "\n")


if __name__ == "__main__":
    main()
