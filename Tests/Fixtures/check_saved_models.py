"""Proves both directions: what transformers, TRL and torch save, the engine reads and computes the same; what the
engine saves, transformers, TRL and peft load and compute the same.

    swift build -c release -Xcc -march=native --product engine-bench
    python Tests/Fixtures/check_saved_models.py .build/release/engine-bench

The models are those of Tests/Fixtures/transformer and new random ones: GPT-2 small, medium, large and XL shapes (fewer
layers, the smaller vocabulary), GPT-2-like configurations, DistilBERT and BERT classifiers. Each is saved as
safetensors, as pytorch_model.bin and in shards. Needs torch, transformers 4.44, trl 0.11, peft 0.13; 10 GB of memory,
some minutes.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

import torch
from peft import LoraConfig, PeftModel, get_peft_model
from safetensors.torch import load_file
from transformers import (
    AutoModelForCausalLM,
    AutoModelForSequenceClassification,
    BertConfig,
    BertForSequenceClassification,
    DistilBertConfig,
    DistilBertForSequenceClassification,
    GPT2Config,
    GPT2LMHeadModel,
)
from transformers.utils import logging
from trl import AutoModelForCausalLMWithValueHead

FIXTURES = Path(__file__).parent / "transformer"
ENGINE = sys.argv[1]
logging.set_verbosity_error()
logging.disable_progress_bar()


def engine(*words):
    subprocess.run([ENGINE, *map(str, words)], check=True)


def load(kind, folder):
    # The sdpa attention of transformers 4.44 ignores scale_attn_by_inverse_layer_idx.
    options = dict(attn_implementation="eager")
    if kind is AutoModelForCausalLMWithValueHead:
        return kind.from_pretrained(str(folder), **options).eval()
    options = {} if kind is AutoModelForSequenceClassification else options
    model, report = kind.from_pretrained(folder, output_loading_info=True, **options)
    assert not report["unexpected_keys"] and not report["mismatched_keys"], report
    assert not report["missing_keys"], report
    return model.eval()


def outputs(model, ids):
    with torch.no_grad():
        result = model(torch.tensor([ids]))
    if isinstance(result, tuple):
        return dict(logits=result[0][0], values=result[2][0])
    return dict(logits=result.logits[0] if result.logits.dim() == 3 else result.logits)


def difference(a, b):
    """The largest, relative to the magnitude of the numbers where that is above 1."""
    return max(((a[k] - b[k]).abs() / b[k].abs().clamp(min=1)).max().item() for k in a if k in b)


def check(name, original, kinds, work, tolerance=1e-4):
    """The engine's outputs of `original` against Python's, then Python's of what the engine saves again."""
    expected = load(kinds[0], original)
    config = expected.config if hasattr(expected, "config") else expected.pretrained_model.config
    ids = torch.randint(0, config.vocab_size, (min(9, config.max_position_embeddings),)).tolist()
    reference = outputs(expected, ids)
    engine("logits", original, work / "out.safetensors", "tokens=" + ",".join(map(str, ids)))
    there = difference(load_file(work / "out.safetensors"), reference)
    again = work / "again"
    subprocess.run(["rm", "-rf", again], check=True)
    engine("resave", original, again)
    back = max(difference(outputs(load(kind, again), ids), reference) for kind in kinds)
    print(f"{name:46} read {there:.1e}  written {back:.1e}  {', '.join(kind.__name__ for kind in kinds)}", flush=True)
    assert there < tolerance, "the engine computes something else"
    assert back < 1e-5, "the saved model computes something else"
    return again


def check_peft(name, folder, work):
    """A LoRA adapter on what the engine saved: it attaches, is saved and loaded, and merges."""
    torch.manual_seed(1)
    config = LoraConfig(r=2, target_modules=["c_attn"], fan_in_fan_out=True, init_lora_weights=False, task_type="CAUSAL_LM")
    model = get_peft_model(AutoModelForCausalLM.from_pretrained(folder), config).eval()
    model.save_pretrained(work / "adapter")
    loaded = PeftModel.from_pretrained(AutoModelForCausalLM.from_pretrained(folder), work / "adapter").eval()
    merged = loaded.merge_and_unload()
    merged.save_pretrained(work / "merged")
    ids = list(range(5))
    engine("logits", work / "merged", work / "out.safetensors", "tokens=" + ",".join(map(str, ids)))
    gap = difference(load_file(work / "out.safetensors"), outputs(model, ids))
    print(f"{name:46} peft {gap:.1e}", flush=True)
    assert gap < 1e-4, "the merged model computes something else"


def randomise(model):
    with torch.no_grad():
        for name, parameter in model.named_parameters():
            noise = torch.randn_like(parameter) * 0.05
            parameter.copy_(1 + noise if name.endswith("weight") and parameter.dim() == 1 else noise)
    model.tie_weights()
    return model.eval()


def random_models():
    def gpt2(**options):
        options = dict(vocab_size=997, n_positions=64, n_layer=2) | options
        return randomise(GPT2LMHeadModel._from_config(GPT2Config(**options), attn_implementation="eager"))

    yield "gpt2 small, whole", lambda: gpt2(vocab_size=50257, n_positions=1024, n_layer=12)
    yield "gpt2 medium, 4 layers", lambda: gpt2(n_embd=1024, n_head=16, n_layer=4)
    yield "gpt2 large, 3 layers", lambda: gpt2(n_embd=1280, n_head=20, n_layer=3)
    yield "gpt2 XL, 3 layers", lambda: gpt2(n_embd=1600, n_head=25, n_layer=3)
    for name in ("gelu_new", "gelu", "relu", "silu", "swish", "tanh", "quick_gelu", "gelu_fast", "gelu_pytorch_tanh"):
        yield f"gpt2 {name}", lambda name=name: gpt2(n_embd=30, n_head=5, activation_function=name)
    flags = dict(n_embd=36, n_head=6, n_inner=50, layer_norm_epsilon=1e-2, tie_word_embeddings=False)
    for scale in (True, False):
        for inverse in (True, False):
            options = flags | dict(scale_attn_weights=scale, scale_attn_by_inverse_layer_idx=inverse)
            yield f"gpt2 untied, scale {scale}, by layer {inverse}", lambda options=options: gpt2(**options)

    labels = dict(id2label={0: "bad", 1: "fair", 2: "good"}, label2id={"bad": 0, "fair": 1, "good": 2})
    yield "distilbert base", lambda: randomise(DistilBertForSequenceClassification(DistilBertConfig()))
    yield "distilbert, three labels", lambda: randomise(
        DistilBertForSequenceClassification(DistilBertConfig(vocab_size=997, dim=48, n_heads=6, hidden_dim=70, **labels))
    )
    yield "bert base", lambda: randomise(BertForSequenceClassification(BertConfig()))
    yield "bert, three labels", lambda: randomise(
        BertForSequenceClassification(
            BertConfig(
                vocab_size=997, hidden_size=48, num_attention_heads=6, intermediate_size=70, num_hidden_layers=3,
                hidden_act="gelu_new", **labels,
            )
        )
    )


def kinds_of(model_type, has_values=False):
    if has_values:
        return [AutoModelForCausalLMWithValueHead]
    if model_type == "gpt2":
        return [AutoModelForCausalLM, GPT2LMHeadModel, AutoModelForCausalLMWithValueHead]
    return [AutoModelForSequenceClassification]


def main():
    torch.manual_seed(0)
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        for original in sorted(FIXTURES.iterdir()):
            if original.is_dir():
                kind = "gpt2" if original.name.startswith("gpt2") else "bert"
                again = check(original.name, original, kinds_of(kind, original.name == "gpt2-value-head"), work)
                if original.name == "gpt2-odd-width":
                    check_peft(original.name, again, work)
        for name, make in random_models():
            model = make()
            kinds = kinds_of(model.config.model_type)
            for form, options in (
                ("safetensors", dict()),
                ("bin", dict(safe_serialization=False)),
                ("shards", dict(max_shard_size="50KB")),
            ):
                if form != "safetensors" and model.num_parameters() > 30_000_000:
                    options = dict(safe_serialization=False) if form == "bin" else dict(max_shard_size="90MB")
                target = work / "model"
                subprocess.run(["rm", "-rf", target], check=True)
                model.save_pretrained(target, **options)
                check(f"{name}, {form}", target, kinds, work)
        # The policy as TRL trains it: a value head on a new model.
        policy = AutoModelForCausalLMWithValueHead.from_pretrained(str(FIXTURES / "gpt2-untied"))
        for form in (True, False):
            policy.save_pretrained(work / "policy", safe_serialization=form)
            check(f"value head, safe {form}", work / "policy", [AutoModelForCausalLMWithValueHead], work)
            subprocess.run(["rm", "-rf", work / "policy"], check=True)
    print("every model is read, written and computed alike")


if __name__ == "__main__":
    main()
