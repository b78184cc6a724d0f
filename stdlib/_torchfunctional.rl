"""Functions of torch.nn.functional that are made of others."""
import math
import torch


def _reduced(losses, reduction, name):
    if reduction == "mean":
        losses = losses.mean()
    elif reduction == "sum":
        losses = losses.sum()
    elif reduction != "none":
        raise ValueError(f"{reduction} is not a valid value for reduction")
    return torch._renamed(losses, name)


def _check_sizes(input, target):
    if target.shape != input.shape:
        torch.broadcast_shapes(input.shape, target.shape)


# Losses


def mse_loss(input, target, reduction="mean"):
    _check_sizes(input, target)
    return _reduced((input - target).square(), reduction, "mse_loss")


def l1_loss(input, target, reduction="mean"):
    _check_sizes(input, target)
    return _reduced((input - target).abs(), reduction, "mean" if reduction == "mean" else "abs")


def smooth_l1_loss(input, target, reduction="mean", beta=1.0):
    if beta == 0:
        return l1_loss(input, target, reduction)
    d = (input - target).abs()
    return _reduced(torch.where(d < beta, 0.5 * d * d / beta, d - 0.5 * beta), reduction, "smooth_l1_loss")


def huber_loss(input, target, reduction="mean", delta=1.0):
    d = (input - target).abs()
    return _reduced(torch.where(d <= delta, 0.5 * d * d, delta * (d - 0.5 * delta)), reduction, "huber_loss")


def cross_entropy(
    input, target, weight=None, size_average=None, ignore_index=-100, reduce=None, reduction="mean", label_smoothing=0.0
):
    """−log softmax(input)[target], in nats, with the classes along axis 1 (axis 0 of one sample)."""
    axis = 0 if input.dim() == 1 else 1
    if target.is_floating_point():
        if target.shape != input.shape:
            raise RuntimeError(
                f"cross_entropy: probabilities of shape {list(target.shape)} for logits of shape {list(input.shape)}")
        logp = torch.log_softmax(input, axis)
        if label_smoothing > 0:
            target = target * (1 - label_smoothing) + label_smoothing / input.shape[axis]
        terms = logp * target
        if weight is not None:
            terms = terms * weight.reshape([-1 if k == axis else 1 for k in range(input.dim())])
        losses = -terms.sum(axis)
        if reduction == "mean":
            return torch._renamed(losses.sum() / max(losses.numel(), 1), "divide")
        return _reduced(losses, reduction, "neg" if reduction == "none" else "sum")
    if weight is None and label_smoothing == 0 and reduction == "mean" and input.dim() <= 2:
        return torch._cross_entropy(input, target, ignore_index)
    logp = torch.log_softmax(input, axis)
    losses = nll_loss(logp, target, weight, ignore_index=ignore_index, reduction=reduction)
    if label_smoothing == 0:
        return losses
    kept = target != ignore_index
    if weight is not None:
        shape = [-1 if k == axis else 1 for k in range(input.dim())]
        smooth = -(logp * weight.reshape(shape)).sum(axis)
    else:
        smooth = -logp.sum(axis)
    smooth = torch.where(kept, smooth, 0.0)
    if reduction == "mean":
        counts = kept.sum() if weight is None else torch.where(kept, weight[target.clamp(min=0)], 0.0).sum()
        smooth = smooth.sum() / counts
    elif reduction == "sum":
        smooth = smooth.sum()
    return (1 - label_smoothing) * losses + label_smoothing / input.shape[axis] * smooth


def nll_loss(
    input, target, weight=None, size_average=None, ignore_index=-100, reduce=None, reduction="mean"
):
    axis = 0 if input.dim() == 1 else 1
    classes = input.shape[axis]
    if target.shape != torch.Size([n for k, n in enumerate(input.shape) if k != axis]):
        raise ValueError(
            f"Expected input batch_size ({input.shape[0]}) to match target batch_size ({target.shape[0]}).")
    kept = target != ignore_index
    outside = kept & ((target < 0) | (target >= classes))
    if outside.any():
        raise IndexError(f"Target {target[outside][0].item()} is out of bounds.")
    index = torch.where(kept, target, 0)
    chosen = input.gather(axis, index.unsqueeze(axis)).squeeze(axis)
    if weight is None:
        losses = torch.where(kept, -chosen, 0.0)
        counts = kept.sum()
    else:
        weights = torch.where(kept, weight[index], 0.0)
        losses = -chosen * weights
        counts = weights.sum()
    name = "nll_loss" if input.dim() <= 2 else "nll_loss2d"
    if reduction == "mean":
        return torch._renamed(losses.sum() / counts, name)
    return _reduced(losses, reduction, name)


def binary_cross_entropy(input, target, weight=None, reduction="mean"):
    if input.numel() and (input.min() < 0 or input.max() > 1):
        raise RuntimeError("all elements of input should be between 0 and 1")
    losses = -(target * input.log().clamp(min=-100) + (1 - target) * (1 - input).log().clamp(min=-100))
    return _reduced(losses if weight is None else losses * weight, reduction, "binary_cross_entropy")


def binary_cross_entropy_with_logits(input, target, weight=None, reduction="mean", pos_weight=None):
    if target.shape != input.shape:
        raise ValueError(f"Target size ({target.size()}) must be the same as input size ({input.size()})")
    if pos_weight is None:
        losses = (1 - target) * input - torch.nn.functional.logsigmoid(input)
    else:
        scale = 1 + (pos_weight - 1) * target
        losses = (1 - target) * input - scale * torch.nn.functional.logsigmoid(input)
    if weight is not None:
        losses = losses * weight
    return _reduced(losses, reduction, "binary_cross_entropy_with_logits")


def kl_div(input, target, reduction="mean", log_target=False):
    """Σ target · (log target − input): `input` holds log-probabilities."""
    if log_target:
        losses = target.exp() * (target - input)
    else:
        safe = torch.where(target > 0, target, 1.0)
        losses = target * safe.log() - target * input
    if reduction == "batchmean":
        return torch._renamed(losses.sum() / losses.shape[0], "divide")
    return _reduced(losses, reduction, {"mean": "mean", "sum": "sum"}.get(reduction, "subtract"))


def margin_ranking_loss(input1, input2, target, margin=0.0, reduction="mean"):
    return _reduced((-target * (input1 - input2) + margin).clamp(min=0), reduction, "mean")


def hinge_embedding_loss(input, target, margin=1.0, reduction="mean"):
    losses = torch.where(target == 1, input, (margin - input).clamp(min=0))
    return _reduced(losses, reduction, "mean")


def gaussian_nll_loss(input, target, var, full=False, eps=1e-06, reduction="mean"):
    var = var.clamp(min=eps)
    losses = 0.5 * (var.log() + (input - target) ** 2 / var)
    return _reduced(losses + 0.5 * math.log(2 * math.pi) if full else losses, reduction, "mean")


def poisson_nll_loss(input, target, log_input=True, full=False, eps=1e-08, reduction="mean"):
    losses = input.exp() - target * input if log_input else input - target * (input + eps).log()
    return _reduced(losses, reduction, "mean")


def cosine_embedding_loss(input1, input2, target, margin=0.0, reduction="mean"):
    similarity = cosine_similarity(input1, input2, -1)
    return _reduced(torch.where(target == 1, 1 - similarity, (similarity - margin).clamp(min=0)), reduction, "mean")


# Distances and norms


def normalize(input, p=2.0, dim=1, eps=1e-12):
    return input / input.norm(p, dim, keepdim=True).clamp(min=eps)


def cosine_similarity(x1, x2, dim=1, eps=1e-8):
    x1, x2 = torch.broadcast_tensors(x1, x2)
    return ((x1 / x1.norm(2, dim, keepdim=True).clamp(min=eps)) * (x2 / x2.norm(2, dim, keepdim=True).clamp(min=eps))).sum(dim)


def pairwise_distance(x1, x2, p=2.0, eps=1e-6, keepdim=False):
    return (x1 - x2 + eps).norm(p, -1, keepdim)


def rms_norm(input, normalized_shape, weight=None, eps=None):
    eps = torch.finfo(torch.float32).eps if eps is None else eps
    axes = list(range(-len(normalized_shape), 0))
    result = input * torch.rsqrt(input.pow(2).mean(axes, keepdim=True) + eps)
    return result if weight is None else result * weight


# Activations


def relu6(input, inplace=False):
    return input.clamp(0, 6)


def leaky_relu(input, negative_slope=0.01, inplace=False):
    return torch._renamed(torch.where(input > 0, input, input * negative_slope), "leaky_relu")


def prelu(input, weight):
    return torch.where(input > 0, input, input * weight)


def elu(input, alpha=1.0, inplace=False):
    return torch._renamed(torch.where(input > 0, input, alpha * input.clamp(max=0).expm1()), "elu")


def selu(input, inplace=False):
    scale, alpha = 1.0507009873554805, 1.6732632423543772
    return scale * torch.where(input > 0, input, alpha * input.clamp(max=0).expm1())


def mish(input, inplace=False):
    return input * torch.nn.functional.softplus(input).tanh()


def hardtanh(input, min_val=-1.0, max_val=1.0, inplace=False):
    return input.clamp(min_val, max_val)


def hardsigmoid(input, inplace=False):
    return (input + 3).clamp(0, 6) / 6


def hardswish(input, inplace=False):
    return input * hardsigmoid(input)


def softsign(input):
    return input / (1 + input.abs())


def tanhshrink(input):
    return input - input.tanh()


def threshold(input, threshold, value, inplace=False):
    return torch.where(input > threshold, input, value)


def glu(input, dim=-1):
    first, second = input.chunk(2, dim)
    return first * second.sigmoid()


def softmin(input, dim=-1):
    return torch.softmax(-input, dim)


def gumbel_softmax(logits, tau=1, hard=False, eps=1e-10, dim=-1):
    noise = -torch.log(-torch.log(torch.rand(logits.shape).clamp(min=1e-20)))
    soft = ((logits + noise) / tau).softmax(dim)
    if not hard:
        return soft
    chosen = torch.zeros_like(soft).scatter(dim, soft.argmax(dim, keepdim=True), 1.0)
    return chosen - soft.detach() + soft


def scaled_dot_product_attention(query, key, value, attn_mask=None, dropout_p=0.0, is_causal=False, scale=None):
    """softmax(q kᵀ · scale + mask) v, over the last two axes."""
    scale = 1 / math.sqrt(query.shape[-1]) if scale is None else scale
    scores = query @ key.transpose(-2, -1) * scale
    if is_causal:
        attn_mask = torch.ones(query.shape[-2], key.shape[-2], dtype=torch.bool).tril()
    if attn_mask is not None:
        if attn_mask.dtype == torch.bool:
            scores = scores.masked_fill(~attn_mask, -math.inf)
        else:
            scores = scores + attn_mask
    weights = scores.softmax(-1)
    if dropout_p > 0:
        weights = torch.nn.functional.dropout(weights, dropout_p)
    return weights @ value
