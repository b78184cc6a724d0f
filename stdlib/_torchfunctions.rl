"""Functions of torch that are made of others. Those of one tensor are methods of tensors as well."""
import functools
import math
import torch


def _axis(x, dim):
    if dim < -max(x.dim(), 1) or dim >= max(x.dim(), 1):
        raise IndexError(
            f"Dimension out of range (expected to be in range of [{-max(x.dim(), 1)}, {max(x.dim(), 1) - 1}], but got {dim})")
    return dim + x.dim() if dim < 0 else dim


def _decorated(context, function):
    """`function` with the mode of `context` switched: what `@torch.no_grad()` makes of it."""
    @functools.wraps(function)
    def wrapper(*args, **kwargs):
        with context:
            return function(*args, **kwargs)
    return wrapper


# Element by element


def frac(input):
    return input - input.detach().trunc()


def fmod(input, other):
    other = torch.as_tensor(other)
    quotient = (input.detach() / other.detach()).trunc()
    result = input - quotient * other
    return result if input.is_floating_point() or other.is_floating_point() else result.to(input.dtype)


def sgn(input):
    return input.sign()


def lerp(input, end, weight):
    return torch._renamed(input + weight * (end - input), "lerp")


def addcmul(input, tensor1, tensor2, *, value=1):
    return input + value * tensor1 * tensor2


def addcdiv(input, tensor1, tensor2, *, value=1):
    return input + value * tensor1 / tensor2


def clamp_min(input, min):
    return input.clamp(min=min)


def clamp_max(input, max):
    return input.clamp(max=max)


def nan_to_num(input, nan=0.0, posinf=None, neginf=None):
    info = torch.finfo(torch.float32)
    result = torch.where(input.isnan(), nan, input)
    result = torch.where(result == math.inf, info.max if posinf is None else posinf, result)
    return torch.where(result == -math.inf, info.min if neginf is None else neginf, result)


def logaddexp(input, other):
    top = torch.maximum(input.detach(), other.detach())
    top = torch.where(top.isinf(), 0.0, top)
    return ((input - top).exp() + (other - top).exp()).log() + top


def hypot(input, other):
    return (input * input + other * other).sqrt()


def logit(input, eps=None):
    if eps is not None:
        input = input.clamp(eps, 1 - eps)
    return (input / (1 - input)).log()


def heaviside(input, values):
    return torch.where(input == 0, values, (input > 0).to(input.dtype))


def isposinf(input):
    return input == math.inf


def isneginf(input):
    return input == -math.inf


def signbit(input):
    return input < 0


def deg2rad(input):
    return input * (math.pi / 180)


def rad2deg(input):
    return input * (180 / math.pi)


def positive(input):
    return input


def negative(input):
    return -input


def absolute(input):
    return input.abs()


def fix(input):
    return input.trunc()


def float_power(input, exponent):
    return input.float() ** exponent


def isclose(input, other, rtol=1e-05, atol=1e-08, equal_nan=False):
    result = (input == other) | ((input - other).abs() <= atol + rtol * other.abs())
    return result | (input.isnan() & other.isnan()) if equal_nan else result


def isin(elements, test_elements):
    tests = torch.as_tensor(test_elements).reshape(-1)
    return (torch.as_tensor(elements).unsqueeze(-1) == tests).any(-1)


def greater(input, other):
    return input > other


def greater_equal(input, other):
    return input >= other


def less(input, other):
    return input < other


def less_equal(input, other):
    return input <= other


def not_equal(input, other):
    return input != other


def is_nonzero(input):
    return bool(input)


# Reductions


def count_nonzero(input, dim=None):
    return (input != 0).sum(dim)


def nansum(input, dim=None, keepdim=False):
    return torch.where(input.isnan(), 0.0, input).sum(dim, keepdim=keepdim)


def nanmean(input, dim=None, keepdim=False):
    return nansum(input, dim, keepdim) / (~input.isnan()).sum(dim, keepdim=keepdim)


def _pair(name, values, indices):
    return torch._return_pair(name, values, indices)


def kthvalue(input, k, dim=-1, keepdim=False):
    values, indices = input.sort(dim)
    values, indices = values.select(dim, k - 1), indices.select(dim, k - 1)
    if keepdim:
        values, indices = values.unsqueeze(dim), indices.unsqueeze(dim)
    return _pair("kthvalue", values, indices)


def median(input, dim=None, keepdim=False):
    if dim is None:
        flat = input.reshape(-1)
        return flat.sort().values[(flat.numel() - 1) // 2]
    values, indices = kthvalue(input, (input.shape[dim] - 1) // 2 + 1, dim, keepdim)
    return _pair("median", values, indices)


def mode(input, dim=-1, keepdim=False):
    ordered, places = input.sort(dim)
    dim = _axis(input, dim)
    # How often each element is there; of the most frequent the smallest, of equals the last.
    counts = (ordered.unsqueeze(dim) == ordered.unsqueeze(dim + 1)).sum(dim)
    first = counts.argmax(dim, keepdim=True)
    values = ordered.gather(dim, first)
    last = (input == values).long().cumsum(dim).argmax(dim, keepdim=True)
    if not keepdim:
        values, last = values.squeeze(dim), last.squeeze(dim)
    return _pair("mode", values, last)


def quantile(input, q, dim=None, keepdim=False, interpolation="linear"):
    q = torch.as_tensor(q)
    flat = input.reshape(-1) if dim is None else input
    axis = 0 if dim is None else _axis(input, dim)
    ordered = flat.sort(axis).values
    parts = []
    for share in q.reshape(-1).tolist():
        place = share * (ordered.shape[axis] - 1)
        low, high = math.floor(place), math.ceil(place)
        below, above = ordered.select(axis, low), ordered.select(axis, high)
        weight = {"linear": place - low, "lower": 0.0, "higher": 1.0, "nearest": float(round(place) - low),
                  "midpoint": 0.5}[interpolation]
        part = below + (above - below) * weight
        if keepdim:
            part = part.reshape([1] * input.dim()) if dim is None else part.unsqueeze(axis)
        parts.append(part)
    return parts[0] if q.dim() == 0 else torch.stack(parts)


def nanquantile(input, q, dim=None, keepdim=False):
    if dim is not None:
        raise NotImplementedError("nanquantile() along an axis is not supported")
    return quantile(input[~input.isnan()], q, None, keepdim)


def var_mean(input, dim=None, *, correction=1, keepdim=False, unbiased=None):
    correction = correction if unbiased is None else int(unbiased)
    return input.var(dim, correction=correction, keepdim=keepdim), input.mean(dim, keepdim=keepdim)


def std_mean(input, dim=None, *, correction=1, keepdim=False, unbiased=None):
    correction = correction if unbiased is None else int(unbiased)
    return input.std(dim, correction=correction, keepdim=keepdim), input.mean(dim, keepdim=keepdim)


def aminmax(input, *, dim=None, keepdim=False):
    if dim is None:
        return torch.amin(input), torch.amax(input)
    return input.amin(dim, keepdim=keepdim), input.amax(dim, keepdim=keepdim)


def _running(input, dim, better):
    values, indices = [], []
    for k in range(input.shape[dim]):
        value = input.select(dim, k)
        place = torch.full(value.shape, k)
        if values:
            keep = better(values[-1], value)
            value, place = torch.where(keep, values[-1], value), torch.where(keep, indices[-1], place)
        values.append(value)
        indices.append(place)
    return torch.stack(values, dim), torch.stack(indices, dim)


def cummax(input, dim):
    return _pair("cummax", *_running(input, dim, lambda old, new: old > new))


def cummin(input, dim):
    return _pair("cummin", *_running(input, dim, lambda old, new: old < new))


def logcumsumexp(input, dim):
    top = input.detach().amax(dim, keepdim=True)
    return (input - top).exp().cumsum(dim).log() + top


def dist(input, other, p=2):
    return (input - other).norm(p)


def cdist(x1, x2, p=2.0):
    return (x1.unsqueeze(-2) - x2.unsqueeze(-3)).norm(p, dim=-1)


# Differences and statistics


def diff(input, n=1, dim=-1):
    for _ in range(n):
        length = input.shape[dim]
        input = input.narrow(dim, 1, length - 1) - input.narrow(dim, 0, length - 1)
    return input


def gradient(input, spacing=1):
    inner = (input[2:] - input[:-2]) / (2 * spacing)
    first, last = (input[1:2] - input[:1]) / spacing, (input[-1:] - input[-2:-1]) / spacing
    return (torch.cat([first, inner, last]),)


def trapezoid(y, x=None, *, dx=1, dim=-1):
    length = y.shape[dim]
    middle = (y.narrow(dim, 1, length - 1) + y.narrow(dim, 0, length - 1)) / 2
    return (middle * (dx if x is None else diff(x, dim=dim))).sum(dim)


def cumulative_trapezoid(y, x=None, *, dx=1, dim=-1):
    length = y.shape[dim]
    middle = (y.narrow(dim, 1, length - 1) + y.narrow(dim, 0, length - 1)) / 2
    return (middle * (dx if x is None else diff(x, dim=dim))).cumsum(dim)


def cov(input, *, correction=1):
    x = input - input.mean(-1, keepdim=True)
    return x @ x.transpose(-1, -2) / (input.shape[-1] - correction)


def corrcoef(input):
    c = cov(input)
    deviation = torch.diagonal(c).sqrt()
    return c / deviation.unsqueeze(0) / deviation.unsqueeze(1)


def cross(input, other, dim=-1):
    a, b = input.unbind(dim), other.unbind(dim)
    return torch.stack(
        [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]], dim)


def result_type(tensor1, tensor2):
    return (torch.as_tensor(tensor1).reshape(-1)[:0] * torch.as_tensor(tensor2).reshape(-1)[:0]).dtype


def can_cast(from_, to):
    order = [torch.bool, torch.int64, torch.float32]
    return order.index(from_) <= order.index(to)
