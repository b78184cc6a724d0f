"""The distributions of torch.distributions that policies are made of."""
import math
import torch


class Distribution:
    def sample(self, sample_shape=()):
        with torch.no_grad():
            return self.rsample(sample_shape)

    def rsample(self, sample_shape=()):
        raise NotImplementedError


class Categorical(Distribution):
    """One of several classes, by probabilities or logits along the last axis."""

    def __init__(self, probs=None, logits=None, validate_args=None):
        if (probs is None) == (logits is None):
            raise ValueError("Either `probs` or `logits` must be specified, but not both.")
        if probs is not None:
            self._given = probs
            self.probs = probs / probs.sum(-1, keepdim=True)
            self.logits = torch.clamp(self.probs, min=1.1920928955078125e-07, max=1 - 1.1920928955078125e-07).log()
        else:
            self._given = logits
            self.logits = logits - logits.logsumexp(-1, keepdim=True)
            self.probs = torch.softmax(self.logits, -1)
        self._by_probs = probs is not None
        self.batch_shape = self.logits.shape[:-1]

    @property
    def param_shape(self):
        return self.logits.shape

    @property
    def mode(self):
        return self.probs.argmax(-1)

    def sample(self, sample_shape=()):
        classes = self.probs.shape[-1]
        count = 1
        for length in sample_shape:
            count *= length
        with torch.no_grad():
            rows = self.probs.detach().reshape(-1, classes)
            drawn = torch.multinomial(rows, count, True).t()
            return drawn.reshape(tuple(sample_shape) + tuple(self.batch_shape))

    def log_prob(self, value):
        value = value.long().unsqueeze(-1)
        shape = torch.broadcast_shapes(value.shape[:-1], self.batch_shape)
        logits = self.logits.expand(tuple(shape) + (self.logits.shape[-1],))
        return logits.gather(-1, value.expand(tuple(shape) + (1,))).squeeze(-1)

    def entropy(self):
        logits = torch.clamp(self.logits, min=-3.4028234663852886e+38)
        return -(logits * self.probs).sum(-1)

    def __repr__(self):
        return f"Categorical({'probs' if self._by_probs else 'logits'}: {_text(self._given if not self._by_probs else self.probs)})"


class Bernoulli(Distribution):
    """0 or 1."""

    def __init__(self, probs=None, logits=None, validate_args=None):
        if (probs is None) == (logits is None):
            raise ValueError("Either `probs` or `logits` must be specified, but not both.")
        if probs is not None:
            self.probs = torch.as_tensor(probs)
            clamped = self.probs.clamp(1.1920928955078125e-07, 1 - 1.1920928955078125e-07)
            self.logits = torch.log(clamped) - torch.log1p(-clamped)
        else:
            self.logits = torch.as_tensor(logits)
            self.probs = torch.sigmoid(self.logits)
        self.batch_shape = self.probs.shape

    @property
    def mean(self):
        return self.probs

    def sample(self, sample_shape=()):
        with torch.no_grad():
            return torch.bernoulli(self.probs.detach().expand(tuple(sample_shape) + tuple(self.batch_shape)))

    def log_prob(self, value):
        return -torch.nn.functional.binary_cross_entropy_with_logits(self.logits, value, reduction="none")

    def entropy(self):
        return torch.nn.functional.binary_cross_entropy_with_logits(self.logits, self.probs, reduction="none")


class Normal(Distribution):
    """A bell curve with mean `loc` and standard deviation `scale`."""

    def __init__(self, loc, scale, validate_args=None):
        loc, scale = torch.as_tensor(loc), torch.as_tensor(scale)
        self.loc, self.scale = torch.broadcast_tensors(loc.float(), scale.float())
        self.batch_shape = self.loc.shape

    @property
    def mean(self):
        return self.loc

    @property
    def stddev(self):
        return self.scale

    @property
    def variance(self):
        return self.scale.pow(2)

    def rsample(self, sample_shape=()):
        shape = tuple(sample_shape) + tuple(self.batch_shape)
        return self.loc + torch.randn(shape) * self.scale

    def log_prob(self, value):
        return -((value - self.loc) ** 2) / (2 * self.scale ** 2) - self.scale.log() - math.log(math.sqrt(2 * math.pi))

    def entropy(self):
        return 0.5 + 0.5 * math.log(2 * math.pi) + torch.log(self.scale)

    def __repr__(self):
        return f"Normal(loc: {_text(self.loc)}, scale: {_text(self.scale)})"


class Uniform(Distribution):
    """Every number from `low` to `high` alike."""

    def __init__(self, low, high, validate_args=None):
        low, high = torch.as_tensor(low), torch.as_tensor(high)
        self.low, self.high = torch.broadcast_tensors(low.float(), high.float())
        self.batch_shape = self.low.shape

    def rsample(self, sample_shape=()):
        shape = tuple(sample_shape) + tuple(self.batch_shape)
        return self.low + torch.rand(shape) * (self.high - self.low)

    def log_prob(self, value):
        inside = ((self.low <= value) & (value < self.high)).float()
        return torch.log(inside) - torch.log(self.high - self.low)

    def entropy(self):
        return torch.log(self.high - self.low)


class Independent(Distribution):
    """The last axes of a distribution taken as one event."""

    def __init__(self, base_distribution, reinterpreted_batch_ndims, validate_args=None):
        self.base_dist = base_distribution
        self._axes = tuple(range(-reinterpreted_batch_ndims, 0))

    def rsample(self, sample_shape=()):
        return self.base_dist.rsample(sample_shape)

    def sample(self, sample_shape=()):
        return self.base_dist.sample(sample_shape)

    def log_prob(self, value):
        result = self.base_dist.log_prob(value)
        return result.sum(self._axes) if self._axes else result

    def entropy(self):
        result = self.base_dist.entropy()
        return result.sum(self._axes) if self._axes else result


def kl_divergence(p, q):
    """The Kullback-Leibler divergence of two distributions of one kind, in nats."""
    if isinstance(p, Categorical) and isinstance(q, Categorical):
        terms = p.probs * (p.logits - q.logits)
        terms = torch.where(q.probs == 0, torch.tensor(math.inf), terms)
        return torch.where(p.probs == 0, torch.tensor(0.0), terms).sum(-1)
    if isinstance(p, Normal) and isinstance(q, Normal):
        ratio = (p.scale / q.scale).pow(2)
        shift = ((p.loc - q.loc) / q.scale).pow(2)
        return 0.5 * (ratio + shift - 1 - ratio.log())
    raise NotImplementedError(
        f"No KL(p || q) is implemented for p type {type(p).__name__} and q type {type(q).__name__}")


def _text(tensor):
    return repr(tensor) if tensor.numel() == 1 else str(tensor.size())
