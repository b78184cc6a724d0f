"""Writes Tests/Fixtures/ppo: what TRL 0.11's PPOTrainer.step computes on a tiny random GPT-2 with a value head.

Run with the oracle's Python (trl 0.11.0, torch 2.13, transformers 4.44.2):
    HF_HUB_OFFLINE=1 python Tests/Fixtures/make_ppo.py

One case is a configuration and one or two consecutive steps. For each it writes
    <case>.json         configuration, inputs, minibatch orders, every statistic, per-token quantities of the responses
    <case>.safetensors  the policy's weights after the last step
and once the folders policy/ and reference/ (config.json, model.safetensors). A case marked "compat" shows behaviour
that rlnb has only under trl_compat; one marked "patched" runs TRL with a named bug repaired.
"""
import json
import os
import shutil
import warnings
from pathlib import Path

warnings.filterwarnings("ignore")
os.environ["HF_HUB_OFFLINE"] = "1"
import numpy as np
import torch
from safetensors.torch import save_file
from tokenizers import Tokenizer, models
from transformers import GPT2Config, GPT2LMHeadModel, PreTrainedTokenizerFast
from trl import AutoModelForCausalLMWithValueHead, PPOConfig, PPOTrainer
from trl.trainer import ppo_trainer as trl_ppo

OUT = Path(__file__).resolve().parent / "ppo"
VOCABULARY, BATCH = 97, 8
torch.set_num_threads(1)


def make_models():
    """The policy, and a reference that is the policy plus noise, so that the KL is not zero."""
    torch.manual_seed(7)
    config = GPT2Config(vocab_size=VOCABULARY, n_embd=24, n_layer=2, n_head=4, n_positions=24, bos_token_id=0,
                        eos_token_id=0, initializer_range=0.25)
    base = GPT2LMHeadModel(config)
    for name, weight in base.named_parameters():
        if name.endswith("bias") or "ln_" in name:
            weight.data += 0.1 * torch.randn_like(weight)
    plain = OUT / "plain"
    base.save_pretrained(plain)
    policy = AutoModelForCausalLMWithValueHead.from_pretrained(str(plain))
    policy.save_pretrained(OUT / "policy")
    for weight in policy.parameters():
        weight.data += 0.05 * torch.randn_like(weight)
    policy.save_pretrained(OUT / "reference")
    shutil.rmtree(plain)


def make_tokenizer():
    words = {str(i): i for i in range(VOCABULARY)}
    return PreTrainedTokenizerFast(tokenizer_object=Tokenizer(models.WordLevel(words, unk_token="0")),
                                   eos_token="0", pad_token="0", unk_token="0")


def make_batch(generator, equal_total=None, masked=False):
    """Ragged queries of 2-7 tokens, responses of 1-12 (the last token of some is EOS), scores, perhaps masks."""
    queries, responses, scores, masks = [], [], [], []
    for i in range(BATCH):
        q = int(generator.integers(2, 8))
        r = int(generator.integers(4, 13)) if i else 1
        if equal_total:
            r = equal_total - q
        queries.append(torch.tensor(generator.integers(1, VOCABULARY, q)))
        response = generator.integers(1, VOCABULARY, r)
        if i % 3 == 1:
            response[-1] = 0
        responses.append(torch.tensor(response))
        scores.append(torch.tensor(float(np.float32(generator.normal(0.3, 1.5)))))
        mask = np.ones(r, dtype=np.int64)
        if masked and r > 3:
            mask[1] = 0
            if i % 2:
                mask[-1] = 0
        masks.append(torch.tensor(mask))
    return queries, responses, scores, masks if masked else None


def rows(matrix, mask):
    """The values of a padded [batch, length] matrix at the response positions, one list per sample."""
    return [[float(v) for v in row[where.bool()]] for row, where in zip(matrix, mask)]


def run_case(name, options, steps=1, equal_total=None, masked=False, note=None, repair=(), kind="plain", seed=11):
    torch.manual_seed(3)
    np.random.seed(seed)
    policy = AutoModelForCausalLMWithValueHead.from_pretrained(str(OUT / "policy"))
    reference = AutoModelForCausalLMWithValueHead.from_pretrained(str(OUT / "reference"))
    config = PPOConfig(batch_size=BATCH, **{"mini_batch_size": BATCH, "learning_rate": 5e-4, **options})
    trainer = PPOTrainer(config, policy, reference, make_tokenizer())
    if "max_grad_norm" in repair:
        trainer.model_params = [p for p in trainer.model.parameters() if p.requires_grad]
    if "use_score_scaling" in repair:
        update = trainer.running.update

        def repaired(xs):
            result = update(xs)
            trainer.running.std = torch.as_tensor(trainer.running.std)
            trainer.running.mean = torch.as_tensor(trainer.running.mean)
            return result

        trainer.running.update = repaired

    record = {}
    order_of = np.random.permutation

    def permutation(n):
        order = order_of(n)
        record["orders"].append([int(i) for i in order])
        return order

    trl_ppo.np.random.permutation = permutation
    compute_rewards, compute_advantages, loss, forward = (
        trainer.compute_rewards, trainer.compute_advantages, trainer.loss, trainer.batched_forward_pass)

    def spy_forward(*arguments, **keywords):
        result = forward(*arguments, **keywords)
        if "old" not in record:
            record["old"] = result
            record["positions"] = response_positions(result[3], arguments[1], arguments[2])
        elif "ref" not in record:
            record["ref"] = result
        return result

    def spy_rewards(*arguments):
        result = compute_rewards(*arguments)
        record["rewards"], record["non_score"], record["kl"] = result
        return result

    def spy_advantages(*arguments):
        result = compute_advantages(*arguments)
        record["values"], record["advantages"], record["returns"] = result
        return result

    def spy_loss(*arguments):
        result = loss(*arguments)
        mask = arguments[5].bool()
        record["minibatches"].append({
            **{k: float(v) for k, v in result[2].items() if v.numel() == 1},
            "ratio": [float(v) for v in result[2]["policy/ratio"][mask]],
            "advantages": [float(v) for v in result[2]["policy/advantages"][mask]],
        })
        return result

    trainer.batched_forward_pass, trainer.compute_rewards = spy_forward, spy_rewards
    trainer.compute_advantages, trainer.loss = spy_advantages, spy_loss

    generator = np.random.default_rng(seed)
    dumped = []
    for _ in range(steps):
        queries, responses, scores, masks = make_batch(generator, equal_total, masked)
        record.clear()
        record.update(orders=[], minibatches=[])
        stats = trainer.step(queries, responses, scores, masks)
        positions = record["positions"]
        scalars = {k: float(v) for k, v in stats.items() if np.isscalar(v) and not k.startswith("time/")}
        dumped.append({
            "queries": [q.tolist() for q in queries],
            "responses": [r.tolist() for r in responses],
            "scores": [float(s) for s in scores],
            "masks": [m.tolist() for m in masks] if masks else None,
            "orders": record["orders"],
            "stats": scalars,
            "kl_dist": [float(v) for v in stats["objective/kl_dist"]],
            "minibatches": record["minibatches"],
            "logprobs": rows(record["old"][0], positions),
            "raw_values": rows(record["old"][2], positions),
            "ref_logprobs": rows(record["ref"][0], positions),
            "kl": rows(record["kl"], positions),
            "rewards": rows(record["rewards"], positions),
            "values": rows(record["values"], positions),
            "advantages": rows(record["advantages"], positions),
            "returns": rows(record["returns"], positions),
            "kl_coef_after": float(trainer.kl_ctl.value),
        })
    trl_ppo.np.random.permutation = order_of
    weights = {k: v.detach().clone() for k, v in policy.state_dict().items() if k != "lm_head.weight"}
    save_file(weights, OUT / f"{name}.safetensors")
    used = {"batch_size": BATCH, "mini_batch_size": BATCH, "learning_rate": 5e-4, **options}
    (OUT / f"{name}.json").write_text(json.dumps(
        {"name": name, "kind": kind, "note": note, "config": used, "steps": dumped}) + "\n")
    skipped = sum(m["loss/total"] == 0 for s in dumped for m in s["minibatches"])
    print(f"{name}: {[len(s['minibatches']) for s in dumped]} minibatches, {skipped} skipped, "
          f"kl {[round(s['stats']['objective/kl'], 3) for s in dumped]}, "
          f"clipfrac {[round(s['stats']['ppo/policy/clipfrac'], 3) for s in dumped]}, "
          f"{[round(s['stats']['ppo/val/clipfrac'], 3) for s in dumped]}")


def response_positions(masks, queries, responses):
    """Where the responses are on the shifted axis, whatever the response masks say."""
    positions = torch.zeros_like(masks)
    for i, (q, r) in enumerate(zip(queries, responses)):
        positions[i, len(q) - 1 : len(q) - 1 + len(r)] = 1
    return positions


if __name__ == "__main__":
    OUT.mkdir(exist_ok=True)
    make_models()
    run_case("kl", {}, steps=2)
    run_case("abs", {"kl_penalty": "abs"})
    run_case("mse", {"kl_penalty": "mse"})
    run_case("full", {"kl_penalty": "full"}, steps=2)
    run_case("fixed_kl", {"adap_kl_ctrl": False, "init_kl_coef": 0.05, "gamma": 0.97, "lam": 0.9, "vf_coef": 0.5,
                          "cliprange": 0.02, "cliprange_value": 0.03, "ppo_epochs": 3}, steps=2)
    run_case("adaptive", {"target": 0.5, "horizon": 50, "init_kl_coef": 0.4, "ppo_epochs": 2}, steps=2)
    run_case("minibatches", {"mini_batch_size": 4, "ppo_epochs": 2}, steps=2)
    run_case("accumulation", {"mini_batch_size": 2, "gradient_accumulation_steps": 2, "ppo_epochs": 2}, steps=2)
    run_case("whiten_equal", {"whiten_rewards": True}, equal_total=14,
             note="equal lengths: no padding, where TRL leaks whitened rewards into the advantages")
    run_case("whiten_padded", {"whiten_rewards": True}, kind="compat",
             note="TRL whitens the padding's zero rewards too, and GAE carries them back into the responses")
    run_case("masks", {}, masked=True, steps=2)
    run_case("score_clip", {"score_clip": 0.7})
    run_case("score_norm", {"use_score_scaling": True, "use_score_norm": True, "score_clip": 1.2}, steps=2,
             repair=["use_score_scaling"], kind="patched")
    run_case("score_scaling", {"use_score_scaling": True}, steps=2, repair=["use_score_scaling"], kind="patched")
    run_case("grad_norm", {"max_grad_norm": 0.3}, repair=["max_grad_norm"], kind="patched")
    run_case("grad_norm_once", {"max_grad_norm": 0.3}, kind="compat", note="TRL clips only the first update")
    run_case("ratio_threshold", {"ratio_threshold": 1.01, "learning_rate": 2e-3}, kind="compat",
             note="TRL zeroes the loss of a skipped minibatch but Adam still moves the weights")
    run_case("early_stopping", {"early_stopping": True, "target_kl": 0.001, "learning_rate": 2e-3, "ppo_epochs": 6})
    run_case("together", {"kl_penalty": "mse", "mini_batch_size": 2, "gradient_accumulation_steps": 2,
                          "score_clip": 1.0, "vf_coef": 0.3, "max_grad_norm": 0.5, "ppo_epochs": 3}, masked=True,
             steps=2, repair=["max_grad_norm"], kind="patched", seed=23)
