# PPO by hand: generalised advantage estimation, the clipped losses, entropy, KL, minibatches, a policy and its critic.
import torch
import torch.nn as nn
import torch.nn.functional as F
from torch.distributions import Categorical, Normal, kl_divergence

torch.manual_seed(0)
T, N, actions = 6, 3, 4
obs = torch.linspace(-1, 1, T * N * 5).reshape(T, N, 5).sin()
taken = torch.arange(T * N).reshape(T, N) % actions
rewards = torch.tensor([[1.0, 0.0, -1.0]] * T).cumsum(0) / 4
dones = torch.zeros(T, N)
dones[3, 1] = 1.0


class Agent(nn.Module):
    def __init__(self):
        super().__init__()
        self.critic = nn.Sequential(nn.Linear(5, 8), nn.Tanh(), nn.Linear(8, 1))
        self.actor = nn.Sequential(nn.Linear(5, 8), nn.Tanh(), nn.Linear(8, actions))

    def get_action_and_value(self, x, action):
        probs = Categorical(logits=self.actor(x))
        return probs.log_prob(action), probs.entropy(), self.critic(x)


agent = Agent()
for k, p in enumerate(agent.parameters()):
    nn.init.constant_(p, 0.1)
    with torch.no_grad():
        p += (torch.arange(p.numel()).reshape(p.shape) + k).cos() * 0.3
print(agent)

with torch.no_grad():
    logprobs, _, values = agent.get_action_and_value(obs, taken)
    values = values.squeeze(-1)
    next_value = values[-1] * 0.5
    advantages = torch.zeros_like(rewards)
    last = 0
    for t in reversed(range(T)):
        if t == T - 1:
            following, alive = next_value, 1.0 - dones[t]
        else:
            following, alive = values[t + 1], 1.0 - dones[t + 1]
        delta = rewards[t] + 0.99 * following * alive - values[t]
        advantages[t] = last = delta + 0.99 * 0.95 * alive * last
    returns = advantages + values
print(values)
print(advantages)
print(returns.mean(), returns.std(unbiased=False))

b_obs, b_taken, b_logprobs = obs.reshape(-1, 5), taken.reshape(-1), logprobs.reshape(-1)
b_advantages, b_returns, b_values = advantages.reshape(-1), returns.reshape(-1), values.reshape(-1)
optimizer = torch.optim.Adam(agent.parameters(), lr=0.02, eps=1e-5)
for epoch in range(3):
    for start in range(0, T * N, 6):
        mb = torch.arange(start, start + 6)
        newlogprob, entropy, newvalue = agent.get_action_and_value(b_obs[mb], b_taken.long()[mb])
        logratio = newlogprob - b_logprobs[mb]
        ratio = logratio.exp()
        with torch.no_grad():
            old_kl = (-logratio).mean()
            kl = ((ratio - 1) - logratio).mean()
            clipfrac = ((ratio - 1.0).abs() > 0.2).float().mean().item()
        adv = b_advantages[mb]
        adv = (adv - adv.mean()) / (adv.std() + 1e-8)
        pg_loss = torch.max(-adv * ratio, -adv * torch.clamp(ratio, 1 - 0.2, 1 + 0.2)).mean()
        newvalue = newvalue.view(-1)
        v_clipped = b_values[mb] + torch.clamp(newvalue - b_values[mb], -0.2, 0.2)
        v_loss = 0.5 * torch.max((newvalue - b_returns[mb]) ** 2, (v_clipped - b_returns[mb]) ** 2).mean()
        loss = pg_loss - 0.01 * entropy.mean() + v_loss * 0.5
        optimizer.zero_grad()
        loss.backward()
        norm = nn.utils.clip_grad_norm_(agent.parameters(), 0.5)
        optimizer.step()
        print(f"{loss.item():.4f} {pg_loss.item():.4f} {v_loss.item():.4f} {entropy.mean().item():.4f} "
              f"{kl.item():.4f} {clipfrac:.2f} {norm.item():.3f}")
print(loss)
print(agent.actor[0].weight[0])
explained = 1 - (b_returns - b_values).var() / b_returns.var()
print(f"{explained:.4f}")

# The token-level form: logits of a batch with a mask.
logits = (torch.arange(2 * 4 * 5).reshape(2, 4, 5).float() * 0.7).sin().requires_grad_()
ids = torch.tensor([[1, 4, 2, 0], [3, 3, 0, 0]])
mask = torch.tensor([[1, 1, 1, 0], [1, 1, 0, 0]])


def masked_mean(x, mask):
    return (x * mask).sum() / mask.sum()


def whiten(x, mask):
    mean = masked_mean(x, mask)
    var = masked_mean((x - mean) ** 2, mask)
    return (x - mean) * torch.rsqrt(var + 1e-8) * mask


logp = torch.gather(logits.log_softmax(-1), 2, ids.unsqueeze(-1)).squeeze(-1)
print(logp)
reference = logp.detach() - 0.1
penalty = -0.2 * (logp.detach() - reference)
scores = torch.tensor([1.0, -0.5])
reward = penalty.clone()
ends = mask.sum(1) - 1
reward[torch.arange(2), ends] += scores
print(reward)
print(whiten(reward, mask))
ratio = torch.exp(logp - reference)
loss = masked_mean(-whiten(reward, mask) * ratio, mask)
loss.backward()
print(loss.grad_fn is not None, abs(loss.item()) < 1e-6)
print(logits.grad[0])
print(logits.grad[1].abs().sum(-1))

p, q = Categorical(logits=logits.detach()[0]), Categorical(probs=torch.full((4, 5), 0.2))
print(kl_divergence(p, q))
print(p.entropy(), q.log_prob(torch.tensor([0, 1, 2, 3])))
n = Normal(torch.tensor([0.0, 1.0]), torch.tensor([1.0, 2.0]))
print(n.log_prob(torch.tensor([0.5, 0.5])), n.entropy())
print(kl_divergence(n, Normal(0.0, 1.0)))
