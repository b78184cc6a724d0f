"""Functions of torch that order, repeat, count and find elements, and new tensors like others."""
import math
import torch
from _torchfunctions import _axis


# Shapes


def meshgrid(*tensors, indexing="ij"):
    if len(tensors) == 1 and isinstance(tensors[0], (list, tuple)):
        tensors = tensors[0]
    shape = [x.numel() for x in tensors]
    grids = []
    for k, x in enumerate(tensors):
        grids.append(x.reshape([-1 if axis == k else 1 for axis in range(len(shape))]).expand(shape))
    return tuple(grid.transpose(0, 1) for grid in grids) if indexing == "xy" and len(grids) > 1 else tuple(grids)


def cartesian_prod(*tensors):
    return torch.stack([grid.reshape(-1) for grid in meshgrid(*tensors)], dim=1)


def combinations(input, r=2, with_replacement=False):
    import itertools
    rule = itertools.combinations_with_replacement if with_replacement else itertools.combinations
    return torch.stack([input[list(places)] for places in rule(range(input.numel()), r)])


def roll(input, shifts, dims=None):
    if dims is None:
        return roll(input.reshape(-1), shifts, 0).reshape(input.shape)
    shifts = (shifts,) if isinstance(shifts, int) else shifts
    dims = (dims,) if isinstance(dims, int) else dims
    for shift, dim in zip(shifts, dims):
        length = input.shape[dim]
        input = input.index_select(dim, (torch.arange(length) - shift) % length) if length else input
    return torch._renamed(input, "roll")


def fliplr(input):
    return input.flip(1)


def flipud(input):
    return input.flip(0)


def rot90(input, k=1, dims=(0, 1)):
    for _ in range(k % 4):
        input = input.flip(dims[1]).transpose(dims[0], dims[1])
    return input


def tile(input, *dims):
    if len(dims) == 1 and isinstance(dims[0], (list, tuple)):
        dims = dims[0]
    return input.repeat([1] * (input.dim() - len(dims)) + list(dims))


def repeat_interleave(input, repeats, dim=None):
    if dim is None:
        input, dim = input.reshape(-1), 0
    places = []
    counts = [repeats] * input.shape[dim] if isinstance(repeats, int) else torch.as_tensor(repeats).tolist()
    if len(counts) == 1:
        counts = counts * input.shape[dim]
    for place, count in enumerate(counts):
        places.extend([place] * count)
    return input.index_select(dim, torch.tensor(places, dtype=torch.long))


def movedim(input, source, destination):
    source = [source] if isinstance(source, int) else source
    destination = [destination] if isinstance(destination, int) else destination
    source = [_axis(input, axis) for axis in source]
    order = [axis for axis in range(input.dim()) if axis not in source]
    for place, axis in sorted(zip([_axis(input, axis) for axis in destination], source)):
        order.insert(place, axis)
    return input.permute(order)


moveaxis = movedim


def swapdims(input, dim0, dim1):
    return input.transpose(dim0, dim1)


def ravel(input):
    return input.reshape(-1)


def unflatten(input, dim, sizes):
    dim = _axis(input, dim)
    known = math.prod(size for size in sizes if size != -1)
    sizes = [input.shape[dim] // known if size == -1 else size for size in sizes]
    return input.reshape(list(input.shape[:dim]) + sizes + list(input.shape[dim + 1:]))


def broadcast_to(input, size):
    return input.expand(size)


def broadcast_shapes(*shapes):
    total = ()
    for shape in shapes:
        total = _broadcast(total, (shape,) if isinstance(shape, int) else tuple(shape))
    return torch.Size(total)


def _broadcast(a, b):
    a, b = list(a), list(b)
    a = [1] * (len(b) - len(a)) + a
    b = [1] * (len(a) - len(b)) + b
    for x, y in zip(a, b):
        if x != y and x != 1 and y != 1:
            raise RuntimeError(f"Shape mismatch: objects cannot be broadcast to a single shape: {a} and {b}")
    return [y if x == 1 else x for x, y in zip(a, b)]


def broadcast_tensors(*tensors):
    shape = broadcast_shapes(*[x.shape for x in tensors])
    return tuple(x.expand(shape) for x in tensors)


def sum_to_size(input, *size):
    size = size[0] if len(size) == 1 and not isinstance(size[0], int) else size
    while input.dim() > len(size):
        input = input.sum(0)
    axes = [axis for axis, length in enumerate(size) if length == 1 and input.shape[axis] != 1]
    return input.sum(axes, keepdim=True) if axes else input


def reshape_as(input, other):
    return input.reshape(other.shape)


def vstack(tensors):
    return torch.cat([x.unsqueeze(0) if x.dim() < 2 else x for x in tensors])


row_stack = vstack


def dstack(tensors):
    parts = []
    for x in tensors:
        x = x.reshape(1, -1) if x.dim() < 2 else x
        parts.append(x.unsqueeze(2) if x.dim() == 2 else x)
    return torch.cat(parts, 2)


def column_stack(tensors):
    return torch.cat([x.reshape(-1, 1) if x.dim() < 2 else x for x in tensors], 1)


def tensor_split(input, indices_or_sections, dim=0):
    length = input.shape[dim]
    if isinstance(indices_or_sections, int):
        base, more = divmod(length, indices_or_sections)
        sizes = [base + 1] * more + [base] * (indices_or_sections - more)
    else:
        bounds = [0] + [min(place, length) for place in indices_or_sections] + [length]
        sizes = [high - low for low, high in zip(bounds, bounds[1:])]
    return torch.split(input, sizes, dim)


def split_with_sizes(input, split_sizes, dim=0):
    return torch.split(input, split_sizes, dim)


# Counting and searching


def unique_consecutive(input, return_inverse=False, return_counts=False):
    x = input.reshape(-1)
    starts = torch.cat([torch.tensor([True]), x[1:] != x[:-1]]) if x.numel() else torch.zeros(0, dtype=torch.bool)
    results = [x[starts]]
    if return_inverse:
        results.append((starts.long().cumsum(0) - 1).reshape(input.shape))
    if return_counts:
        places = torch.cat([torch.where(starts)[0], torch.tensor([x.numel()])])
        results.append(places[1:] - places[:-1])
    return results[0] if len(results) == 1 else tuple(results)


def bincount(input, weights=None, minlength=0):
    if input.numel() and input.min() < 0:
        raise RuntimeError("bincount only supports 1-d non-negative integral inputs.")
    length = max(int(input.max()) + 1 if input.numel() else 0, minlength)
    weights = torch.ones_like(input) if weights is None else weights
    return torch.zeros(length, dtype=weights.dtype).scatter_add(0, input, weights)


def histc(input, bins=100, min=0, max=0):
    low, high = float(min), float(max)
    if low == high:
        low, high = float(input.min()), float(input.max())
    x = input.reshape(-1)
    x = x[(x >= low) & (x <= high)]
    place = ((x - low) * (bins / (high - low))).long().clamp(max=bins - 1)
    return torch.zeros(bins).scatter_add(0, place, torch.ones(place.numel()))


def searchsorted(sorted_sequence, values, *, right=False, side=None):
    values = torch.as_tensor(values)
    table = sorted_sequence.unsqueeze(-2)
    value = values.unsqueeze(-1)
    return (table <= value if right or side == "right" else table < value).sum(-1)


def bucketize(input, boundaries, *, right=False):
    return searchsorted(boundaries, input, right=right)


def msort(input):
    return input.sort(0).values


def argwhere(input):
    return torch.nonzero(input)


def take_along_dim(input, indices, dim=None):
    if dim is None:
        return input.reshape(-1).gather(0, indices.reshape(-1))
    return input.gather(dim, indices)


def take(input, index):
    return input.reshape(-1)[index]


def _along(input, dim, index):
    """`index` as the index of a scatter into `input` along `dim`, for a source whose other axes are whole."""
    shape = [1] * input.dim()
    shape[dim] = index.numel()
    size = list(input.shape)
    size[dim] = index.numel()
    return index.reshape(shape).expand(size)


def index_add(input, dim, index, source, *, alpha=1):
    places = _along(input, dim, index)
    return input.scatter_add(dim, places, (source if alpha == 1 else source * alpha).expand(places.shape))


def index_copy(input, dim, index, source):
    return input.scatter(dim, _along(input, dim, index), source)


def index_fill(input, dim, index, value):
    return input.scatter(dim, _along(input, dim, index), value)


def index_put(input, indices, values, accumulate=False):
    result = input.clone()
    if accumulate:
        places = torch.arange(input.numel()).reshape(input.shape)[indices]
        flat = values.expand(places.shape).reshape(-1).to(input.dtype)
        return input.reshape(-1).scatter_add(0, places.reshape(-1), flat).reshape(input.shape)
    result[indices] = values
    return result


def masked_scatter(input, mask, source):
    mask = mask.expand(input.shape)
    result = input.clone()
    result[mask] = source.reshape(-1)[:int(mask.sum())]
    return result


def scatter_reduce(input, dim, index, src, reduce, *, include_self=True):
    if reduce == "sum":
        base = input if include_self else input.scatter(dim, index, 0)
        return base.scatter_add(dim, index, src)
    if reduce == "mean":
        total = scatter_reduce(input, dim, index, src, "sum", include_self=include_self)
        counts = torch.ones_like(input) if include_self else torch.ones_like(input).scatter(dim, index, 0.0)
        counts = counts.scatter_add(dim, index, torch.ones_like(src))
        return total / counts.clamp(min=1)
    raise NotImplementedError(f"scatter_reduce() by '{reduce}' is not supported")


# New tensors


def new_tensor(input, data, *, dtype=None, device=None, requires_grad=False):
    return torch.tensor(data, dtype=dtype or input.dtype, requires_grad=requires_grad)


def new_zeros(input, *size, dtype=None, device=None, requires_grad=False):
    return torch.zeros(*size, dtype=dtype or input.dtype, requires_grad=requires_grad)


def new_ones(input, *size, dtype=None, device=None, requires_grad=False):
    return torch.ones(*size, dtype=dtype or input.dtype, requires_grad=requires_grad)


def new_empty(input, *size, dtype=None, device=None, requires_grad=False):
    return torch.zeros(*size, dtype=dtype or input.dtype, requires_grad=requires_grad)


def new_full(input, size, fill_value, *, dtype=None, device=None, requires_grad=False):
    return torch.full(size, fill_value, dtype=dtype or input.dtype, requires_grad=requires_grad)


def logspace(start, end, steps, base=10.0, **kwargs):
    return torch.tensor([base ** x for x in torch.linspace(start, end, steps).tolist()], **kwargs)


def vander(x, N=None, increasing=False):
    count = x.numel() if N is None else N
    powers = range(count) if increasing else range(count - 1, -1, -1)
    return torch.stack([x ** power for power in powers], 1)


def complex(real, imag):
    raise NotImplementedError("complex numbers are not supported")


def randint_like(input, low, high=None, **kwargs):
    size = tuple(input.shape)
    return torch.randint(low, size) if high is None else torch.randint(low, high, size)
