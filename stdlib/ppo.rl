"""PPO for language models in the open: what PPOTrainer does natively, written with tensors and .backward().

Read it from the bottom up: PPO.step is one iteration; everything above it is one idea each. It gives the native
trainer's numbers (the tests compare them), only slower: it pads every sequence to the longest and keeps whole
distributions in memory.

    from ppo import PPO
    ppo = PPO(config, model, ref_model)
    stats = ppo.step(queries, responses, scores)

Shapes: B samples, L the longest query and response together, V words. Everything per token lives on the shifted axis
[B, L - 1]: position t is about predicting token t + 1 from the tokens up to t.
"""

import torch


# Means over the tokens that count

def masked_mean(values, mask):
    """The mean of `values` where `mask` is 1."""
    return (values * mask).sum() / mask.sum()


def masked_var(values, mask):
    """The unbiased variance of `values` where `mask` is 1."""
    mean = masked_mean(values, mask)
    count = mask.sum()
    return masked_mean((values - mean) ** 2, mask) * count / (count - 1)


def masked_whiten(values, mask, shift_mean=True):
    """`values` with mean 0 and variance 1 where `mask` is 1; shift_mean=False keeps the mean."""
    mean = masked_mean(values, mask)
    whitened = (values - mean) * torch.rsqrt(masked_var(values, mask) + 1e-8)
    return whitened if shift_mean else whitened + mean


# What the models say of a batch

def pad(sequences, value=0):
    """A [B, L] tensor of the 1-D tensors, filled up on the right, and a mask of what is not filling."""
    longest = max(len(s) for s in sequences)
    rows = [s.tolist() + [value] * (longest - len(s)) for s in sequences]
    mask = [[1] * len(s) + [0] * (longest - len(s)) for s in sequences]
    return torch.tensor(rows), torch.tensor(mask)


def response_mask(queries, responses, length):
    """1 at the positions that predict a response token, [B, length - 1].

    Position len(query) - 1 predicts the first response token; the last one predicts the last, EOS or not.
    """
    rows = []
    for query, response in zip(queries, responses):
        before = len(query) - 1
        after = length - 1 - before - len(response)
        rows.append([0.0] * before + [1.0] * len(response) + [0.0] * after)
    return torch.tensor(rows)


def forward(model, tokens, attention_mask):
    """Of each next token: its log-probability, the whole log-distribution, and the value of the state before it."""
    logits, _, values = model(tokens, attention_mask=attention_mask)
    log_distribution = torch.log_softmax(logits[:, :-1], dim=-1)
    logprobs = log_distribution.gather(2, tokens[:, 1:].unsqueeze(2)).squeeze(2)
    return logprobs, log_distribution, values[:, :-1]


# Rewards

def kl_penalty(kind, logprobs, ref_logprobs, log_distribution, ref_log_distribution):
    """How far the policy went from the reference at each token."""
    if kind == "kl":
        return logprobs - ref_logprobs
    if kind == "abs":
        return (logprobs - ref_logprobs).abs()
    if kind == "mse":
        return 0.5 * (logprobs - ref_logprobs) ** 2
    if kind == "full":
        return (log_distribution.exp() * (log_distribution - ref_log_distribution)).sum(-1)
    raise ValueError(f"kl_penalty must be 'kl', 'abs', 'mse' or 'full', not {kind!r}")


def compute_rewards(scores, kl, mask, kl_coef):
    """Minus kl_coef times the KL at every token, and the score on top at the last token of the response."""
    non_score = -kl_coef * kl
    positions = torch.arange(mask.shape[1])
    last = (mask * positions).max(1).values
    at_last = (positions.unsqueeze(0) == last.unsqueeze(1)).float()
    return non_score + at_last * torch.tensor(scores).unsqueeze(1), non_score


# Advantages

def compute_advantages(values, rewards, mask, gamma, lam, whiten_rewards=False):
    """Generalised advantage estimation: how much better than expected each token turned out.

    delta[t] = reward[t] + gamma * value[t + 1] - value[t]: the surprise of one step.
    advantage[t] = delta[t] + gamma * lam * advantage[t + 1]: the surprises from here on, ever fainter.
    """
    values = values * mask
    rewards = rewards * mask
    if whiten_rewards:
        rewards = masked_whiten(rewards, mask, shift_mean=False) * mask
    steps = rewards.shape[1]
    columns = []
    advantage = torch.zeros(rewards.shape[0])
    for t in reversed(range(steps)):
        next_value = values[:, t + 1] if t + 1 < steps else 0.0
        delta = rewards[:, t] + gamma * next_value - values[:, t]
        advantage = delta + gamma * lam * advantage
        columns.append(advantage)
    advantages = torch.stack(columns[::-1], dim=1)
    returns = advantages + values
    return values, masked_whiten(advantages, mask), returns


# Losses

def ppo_loss(config, old, logprobs, values, mask):
    """The clipped policy loss, the clipped value loss, and what to look at."""
    ratio = torch.exp(logprobs - old["logprobs"])
    clipped_ratio = torch.clamp(ratio, 1.0 - config.cliprange, 1.0 + config.cliprange)
    free = -old["advantages"] * ratio
    bounded = -old["advantages"] * clipped_ratio
    policy_loss = masked_mean(torch.max(free, bounded), mask)

    low = old["values"] - config.cliprange_value
    high = old["values"] + config.cliprange_value
    clipped_values = torch.max(torch.min(values, high), low)
    free_error = (values - old["returns"]) ** 2
    bounded_error = (clipped_values - old["returns"]) ** 2
    value_loss = 0.5 * masked_mean(torch.max(free_error, bounded_error), mask)

    difference = logprobs - old["logprobs"]
    stats = {
        "ppo/loss/policy": policy_loss,
        "ppo/loss/value": value_loss,
        "ppo/loss/total": policy_loss + config.vf_coef * value_loss,
        "ppo/policy/approxkl": 0.5 * masked_mean(difference ** 2, mask),
        "ppo/policy/policykl": masked_mean(-difference, mask),
        "ppo/policy/clipfrac": masked_mean((bounded > free).float(), mask),
        "ppo/val/clipfrac": masked_mean((bounded_error > free_error).float(), mask),
        "ppo/val/error": masked_mean(free_error, mask),
        "ppo/val/vpred": masked_mean(values, mask),
        "ppo/returns/mean": masked_mean(old["returns"], mask),
        "ppo/returns/var": masked_var(old["returns"], mask),
    }
    mean_ratio = masked_mean(ratio, mask).item()
    return policy_loss + config.vf_coef * value_loss, mean_ratio, {key: value.item() for key, value in stats.items()}


# One iteration

class PPO:
    """The white-box trainer: PPO(config, model, ref_model).step(queries, responses, scores)."""

    def __init__(self, config, model, ref_model):
        self.config = config
        self.model = model
        self.ref_model = ref_model
        self.kl_coef = config.init_kl_coef
        self.optimizer = torch.optim.Adam(model.parameters(), lr=config.learning_rate)

    def step(self, queries, responses, scores, response_masks=None):
        """Learns from `responses` to `queries` and their `scores`; returns statistics by the trainer's names."""
        config = self.config
        scores = [float(s) for s in scores]
        if config.score_clip is not None:
            scores = [max(-config.score_clip, min(config.score_clip, s)) for s in scores]
        tokens, attention_mask = pad([torch.cat((q, r)) for q, r in zip(queries, responses)])
        mask = response_mask(queries, responses, tokens.shape[1])
        if response_masks is not None:
            for row, (query, kept) in enumerate(zip(queries, response_masks)):
                for t, value in enumerate(kept.tolist()):
                    mask[row, len(query) - 1 + t] = float(value)

        # What both models say of the texts before anything is learnt
        with torch.no_grad():
            logprobs, distribution, values = forward(self.model, tokens, attention_mask)
            ref_logprobs, ref_distribution, _ = forward(self.ref_model, tokens, attention_mask)
            kl = kl_penalty(config.kl_penalty, logprobs, ref_logprobs, distribution, ref_distribution)
            rewards, non_score = compute_rewards(scores, kl, mask, self.kl_coef)
            values, advantages, returns = compute_advantages(
                values, rewards, mask, config.gamma, config.lam, config.whiten_rewards)
        old = {"logprobs": logprobs, "values": values, "advantages": advantages, "returns": returns}

        # Several passes over the same texts, in minibatches
        minibatches = []
        for epoch in range(config.ppo_epochs):
            order = torch.randperm(len(queries)).tolist()
            for start in range(0, len(order), config.backward_batch_size):
                moved = False
                for first in range(start, start + config.backward_batch_size, config.mini_batch_size):
                    rows = torch.tensor(order[first:first + config.mini_batch_size])
                    stats, moves = self.accumulate(rows, tokens, attention_mask, mask, old)
                    minibatches.append(stats)
                    moved = moved or moves
                if moved:
                    if config.max_grad_norm is not None:
                        torch.nn.utils.clip_grad_norm_(self.model.parameters(), config.max_grad_norm)
                    self.optimizer.step()
                self.optimizer.zero_grad()
            if config.early_stopping and minibatches[-1]["ppo/policy/policykl"] > 1.5 * config.target_kl:
                break

        stats = {key: sum(m[key] for m in minibatches) / len(minibatches) for key in minibatches[0]}
        stats["objective/kl"] = (kl * mask).sum(1).mean().item()
        stats["objective/kl_coef"] = self.kl_coef
        stats["objective/entropy"] = (-logprobs * mask).sum(1).mean().item()
        stats["ppo/mean_non_score_reward"] = masked_mean(non_score, mask).item()
        stats["ppo/mean_scores"] = sum(scores) / len(scores)
        stats["ppo/val/var_explained"] = 1 - stats["ppo/val/error"] / stats["ppo/returns/var"]
        self.update_kl_coef(stats["objective/kl"], len(queries))
        return stats

    def accumulate(self, rows, tokens, attention_mask, mask, old):
        """Adds the gradient of the samples `rows`; returns their statistics and whether they were not skipped."""
        logprobs, distribution, values = forward(self.model, tokens[rows], attention_mask[rows])
        picked = {key: value[rows] for key, value in old.items()}
        loss, mean_ratio, stats = ppo_loss(self.config, picked, logprobs, values, mask[rows])
        entropy = -(distribution.exp() * distribution).sum(-1)
        stats["ppo/policy/entropy"] = masked_mean(entropy, mask[rows]).item()
        if mean_ratio > self.config.ratio_threshold:
            for key in ("ppo/loss/policy", "ppo/loss/value", "ppo/loss/total"):
                stats[key] = 0.0
            return stats, False
        (loss / self.config.gradient_accumulation_steps).backward()
        return stats, True

    def update_kl_coef(self, kl, samples):
        """Raises the price of the KL when it is above its target, lowers it when below."""
        if self.config.adap_kl_ctrl:
            error = max(-0.2, min(0.2, kl / self.config.target - 1))
            self.kl_coef *= 1 + error * samples / self.config.horizon
