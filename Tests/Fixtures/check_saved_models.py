"""Proves that transformers and TRL load what this engine saves, and compute the same with it.

    swift build -c release --product engine-bench
    for model in Tests/Fixtures/transformer/*/; do
      .build/release/engine-bench resave "$model" /tmp/resaved/$(basename "$model")
    done
    python Tests/Fixtures/check_saved_models.py /tmp/resaved

Every model of Tests/Fixtures/transformer was read by the engine and saved again; here both are loaded and their
outputs compared. Needs torch, transformers 4.44, trl 0.11.
"""

import sys
from pathlib import Path

import torch
from transformers import AutoModelForCausalLM, AutoModelForSequenceClassification, GPT2LMHeadModel
from trl import AutoModelForCausalLMWithValueHead

ORIGINALS = Path(__file__).parent / "transformer"


def load(kind, folder):
    if kind is AutoModelForCausalLMWithValueHead:
        return kind.from_pretrained(str(folder)).eval()
    model, report = kind.from_pretrained(folder, output_loading_info=True)
    assert not report["unexpected_keys"] and not report["mismatched_keys"], report
    assert not report["missing_keys"], report
    return model.eval()


def outputs(model, ids, with_values):
    result = model(ids)
    logits = result[0].flatten() if isinstance(result, tuple) else result.logits.flatten()
    return torch.cat([logits, result[2].flatten()]) if with_values else logits


def main():
    saved = Path(sys.argv[1])
    for original in sorted(ORIGINALS.iterdir()):
        if not original.is_dir():
            continue
        if original.name == "gpt2-value-head":
            kinds = [AutoModelForCausalLMWithValueHead]
        elif original.name.startswith("gpt2"):
            kinds = [AutoModelForCausalLM, GPT2LMHeadModel, AutoModelForCausalLMWithValueHead]
        else:
            kinds = [AutoModelForSequenceClassification]
        for kind in kinds:
            before = load(kind, original)
            after = load(kind, saved / original.name)
            with_values = original.name == "gpt2-value-head"
            ids = torch.randint(0, before.config.vocab_size, (2, 9))
            with torch.no_grad():
                difference = (outputs(before, ids, with_values) - outputs(after, ids, with_values)).abs().max().item()
            print(f"{original.name:26} {kind.__name__:36} largest difference {difference:.1e}")
            assert difference < 1e-6, "the saved model computes something else"
    print("all saved models load and agree")


if __name__ == "__main__":
    main()
