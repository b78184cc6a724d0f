"""Functions of torch and torch.linalg on matrices, and einsum."""
import math
import torch
from _torchfunctions import _axis


def tril(input, diagonal=0):
    return _triangle(input, diagonal, True)


def triu(input, diagonal=0):
    return _triangle(input, diagonal, False)


def _triangle(input, diagonal, lower):
    if input.dim() < 2:
        raise RuntimeError(f"{'tril' if lower else 'triu'}: input tensor must have at least 2 dimensions")
    distance = torch.arange(input.shape[-1]) - torch.arange(input.shape[-2]).unsqueeze(1)
    keep = distance <= diagonal if lower else distance >= diagonal
    return torch._renamed(torch.where(keep, input, torch.zeros((), dtype=input.dtype)), "tril" if lower else "triu")


def tril_indices(row, col, offset=0):
    return torch.stack(torch.where(torch.ones(row, col).tril(offset) > 0))


def triu_indices(row, col, offset=0):
    return torch.stack(torch.where(torch.ones(row, col).triu(offset) > 0))


def diagonal(input, offset=0, dim1=0, dim2=1):
    rest = [axis for axis in range(input.dim()) if axis not in (_axis(input, dim1), _axis(input, dim2))]
    x = input.permute(rest + [_axis(input, dim1), _axis(input, dim2)])
    rows, columns = x.shape[-2:]
    count = max(0, min(rows, columns - offset) if offset >= 0 else min(rows + offset, columns))
    places = torch.arange(count)
    x = x.reshape(list(x.shape[:-2]) + [rows * columns])
    start = offset if offset >= 0 else -offset * columns
    return torch._renamed(x.index_select(-1, start + places * (columns + 1)), "diagonal")


def diag(input, diagonal=0):
    if input.dim() == 2:
        return torch.diagonal(input, diagonal)
    count = input.numel() + abs(diagonal)
    places = torch.arange(input.numel())
    start = diagonal if diagonal >= 0 else -diagonal * count
    zeros = torch.zeros(count * count, dtype=input.dtype)
    return zeros.scatter(0, start + places * (count + 1), input).view(count, count)


def diag_embed(input):
    return input.unsqueeze(-1) * torch.eye(input.shape[-1], dtype=input.dtype)


def trace(input):
    return torch.diagonal(input).sum()


def inner(input, other):
    return input.matmul(other) if input.dim() == 1 and other.dim() == 1 else input.matmul(other.transpose(-1, -2))


def ger(input, vec2):
    return torch.outer(input, vec2)


def vdot(input, other):
    return torch.dot(input, other)


def addmm(input, mat1, mat2, *, beta=1, alpha=1):
    return beta * input + alpha * (mat1 @ mat2)


def addmv(input, mat, vec, *, beta=1, alpha=1):
    return beta * input + alpha * (mat @ vec)


def baddbmm(input, batch1, batch2, *, beta=1, alpha=1):
    return beta * input + alpha * (batch1 @ batch2)


def tensordot(a, b, dims=2):
    if isinstance(dims, int):
        dims = [list(range(a.dim() - dims, a.dim())), list(range(dims))]
    left, right = ([_axis(x, dim) for dim in axes] for x, axes in zip((a, b), dims))
    free_a = [axis for axis in range(a.dim()) if axis not in left]
    free_b = [axis for axis in range(b.dim()) if axis not in right]
    length = 1
    for axis in left:
        length *= a.shape[axis]
    x = a.permute(free_a + left).reshape(-1, length)
    y = b.permute(right + free_b).reshape(length, -1)
    return (x @ y).reshape([a.shape[axis] for axis in free_a] + [b.shape[axis] for axis in free_b])


def kron(input, other):
    if input.dim() == 1:
        return (input.unsqueeze(1) * other).reshape(-1)
    (a, b), (c, d) = input.shape, other.shape
    return (input.reshape(a, 1, b, 1) * other.reshape(1, c, 1, d)).reshape(a * c, b * d)


def einsum(equation, *operands):
    """Sums of products by the letters of their axes, as in einsum("bij,bjk->bik", x, y)."""
    if len(operands) == 1 and isinstance(operands[0], (list, tuple)):
        operands = operands[0]
    equation = equation.replace(" ", "")
    left, arrow, output = equation.partition("->")
    terms = left.split(",")
    if len(terms) != len(operands):
        raise ValueError(f"einsum(): {len(terms)} terms for {len(operands)} operands")
    # An ellipsis stands for as many axes as are left, aligned at the end.
    spare = [name for name in "ABCDEFGHIJKLMNOPQRSTUVWXYZ" if name not in equation]
    extra = 0
    for k, (term, x) in enumerate(zip(terms, operands)):
        if "..." in term:
            count = x.dim() - len(term) + 3
            extra = max(extra, count)
            terms[k] = term.replace("...", "".join(spare[len(spare) - count:]))
        if len(terms[k]) != x.dim():
            raise RuntimeError(
                f"einsum(): the number of subscripts in the equation ({len(terms[k])}) does not match the number of "
                f"dimensions ({x.dim()}) for operand {k} and no ellipsis was given")
    batch = "".join(spare[len(spare) - extra:])
    if arrow:
        output = output.replace("...", batch)
    else:
        letters = "".join(terms)
        output = batch + "".join(sorted(name for name in set(letters) if letters.count(name) == 1 and name not in batch))
    sizes = {}
    for term, x in zip(terms, operands):
        for name, length in zip(term, x.shape):
            if sizes.get(name, 1) not in (1, length) and length != 1:
                raise RuntimeError(
                    f"einsum(): axis '{name}' has length {length} in shape {list(x.shape)} but {sizes[name]} before")
            sizes[name] = max(sizes.get(name, 1), length)
    result, names = None, ""
    for k, (term, x) in enumerate(zip(terms, operands)):
        term, x = _without_repeats(term, x)
        later = output + "".join(terms[k + 1:])
        if result is None:
            result, names = x, term
        else:
            result, names = _contract(result, names, x, term, later)
        # What nothing needs any more is summed.
        gone = [place for place, name in enumerate(names) if name not in later]
        if gone:
            result = result.sum(gone)
            names = "".join(name for name in names if name in later)
    return result.permute([names.index(name) for name in output])


def _without_repeats(term, x):
    for name in term:
        while term.count(name) > 1:
            first = term.index(name)
            second = term.index(name, first + 1)
            x = torch.diagonal(x, 0, first, second)
            term = term.replace(name, "") + name
    return term, x


def _contract(x, left, y, right, later):
    """The product of two tensors as one batched matrix product."""
    both = [name for name in left if name in right]
    summed = [name for name in both if name not in later]
    batch = [name for name in both if name in later]
    rows = [name for name in left if name not in right]
    columns = [name for name in right if name not in left]
    x = x.permute([left.index(name) for name in batch + rows + summed])
    y = y.permute([right.index(name) for name in batch + summed + columns])
    if any(x.shape[k] != y.shape[k] for k in range(len(batch))) or any(
        x.shape[len(batch) + len(rows) + k] != y.shape[len(batch) + k] for k in range(len(summed))):
        # An axis of length 1 is repeated.
        shape = [max(x.shape[k], y.shape[k]) for k in range(len(batch))]
        lengths = [max(x.shape[len(batch) + len(rows) + k], y.shape[len(batch) + k]) for k in range(len(summed))]
        x = x.expand(shape + list(x.shape[len(batch):len(batch) + len(rows)]) + lengths)
        y = y.expand(shape + lengths + list(y.shape[len(batch) + len(summed):]))
    shape = list(x.shape[:len(batch)])
    row_shape = list(x.shape[len(batch):len(batch) + len(rows)])
    column_shape = list(y.shape[len(batch) + len(summed):])
    length = 1
    for k in range(len(summed)):
        length *= y.shape[len(batch) + k]
    x = x.reshape(shape + [math.prod(row_shape), length])
    y = y.reshape(shape + [length, math.prod(column_shape)])
    return (x @ y).reshape(shape + row_shape + column_shape), "".join(batch + rows + columns)


# torch.linalg


def _linalg_vector_norm(x, ord=2, dim=None, keepdim=False):
    return x.norm(ord, dim, keepdim)


def _linalg_norm(A, ord=None, dim=None, keepdim=False):
    return A.norm(2 if ord is None else ord, dim, keepdim)


_linalg_matrix_norm = _linalg_norm


def _linalg_solve(A, B):
    """Gaussian elimination with pivots, differentiable."""
    count = A.shape[-1]
    column = B.dim() == 1
    rows = [A[k] for k in range(count)]
    right = [B[k] for k in range(count)]
    for k in range(count):
        pivot = max(range(k, count), key=lambda r: abs(rows[r][k].item()))
        if rows[pivot][k].item() == 0:
            raise RuntimeError("torch.linalg.solve: The solver failed because the input matrix is singular.")
        rows[k], rows[pivot] = rows[pivot], rows[k]
        right[k], right[pivot] = right[pivot], right[k]
        for r in range(k + 1, count):
            factor = rows[r][k] / rows[k][k]
            rows[r] = rows[r] - factor * rows[k]
            right[r] = right[r] - factor * right[k]
    result = [None] * count
    for k in range(count - 1, -1, -1):
        value = right[k]
        for j in range(k + 1, count):
            value = value - rows[k][j] * result[j]
        result[k] = value / rows[k][k]
    return torch.stack(result)


def _linalg_inv(A):
    return _linalg_solve(A, torch.eye(A.shape[-1]))


def _linalg_det(A):
    rows = [A[k] for k in range(A.shape[-1])]
    result = torch.tensor(1.0)
    for k in range(len(rows)):
        pivot = max(range(k, len(rows)), key=lambda r: abs(rows[r][k].item()))
        if rows[pivot][k].item() == 0:
            return torch.zeros(())
        if pivot != k:
            rows[k], rows[pivot] = rows[pivot], rows[k]
            result = -result
        result = result * rows[k][k]
        for r in range(k + 1, len(rows)):
            rows[r] = rows[r] - rows[r][k] / rows[k][k] * rows[k]
    return result


inverse = _linalg_inv
det = _linalg_det
