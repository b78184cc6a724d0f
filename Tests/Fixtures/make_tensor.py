"""Write Tests/Fixtures/tensor/operations.json: forward values and gradients of every fused operation from torch.

Computed in float64 from float32 inputs, so that the file states the true values. Run with torch 2.x:
    python make_tensor.py
"""
import json
import math
import pathlib

import torch
import torch.nn.functional as F

torch.manual_seed(7)
HERE = pathlib.Path(__file__).parent / "tensor"
CASES = {}


def pack(t, digits=7):
    """Results need no more digits than the tests' tolerance; inputs are written so that float32 reads them back. JSON
    has no NaN: null stands for it."""
    numbers = [None if math.isnan(v) else float(f"{v:.{digits}g}") for v in t.detach().double().flatten().tolist()]
    return {"shape": list(t.shape), "data": numbers}


def random(*shape, scale=1.0):
    return (torch.randn(shape) * scale).double().requires_grad_(True)


def case(name, inputs, function, ints=None, numbers=None):
    """inputs: name → float tensor. function(**inputs) → one tensor or a tuple; upstream gradients are random."""
    outputs = function(*inputs.values())
    if not isinstance(outputs, tuple):
        outputs = (outputs,)
    upstream = [torch.randn(o.shape).double() for o in outputs]
    sum((o * u).sum() for o, u in zip(outputs, upstream)).backward()
    CASES[name] = {
        "inputs": {k: pack(v, 9) for k, v in inputs.items()},
        "ints": ints or {},
        "numbers": numbers or {},
        "outputs": [pack(o) for o in outputs],
        "upstream": [pack(u, 9) for u in upstream],
        "gradients": {k: pack(v.grad) for k, v in inputs.items() if v.grad is not None},
    }


def attention(qkv, heads, lengths, causal):
    width = qkv.shape[1] // 3
    size = width // heads
    rows = []
    start = 0
    for length in lengths:
        q, k, v = (p.view(length, heads, size).transpose(0, 1) for p in qkv[start : start + length].split(width, 1))
        scores = q @ k.transpose(1, 2) / math.sqrt(size)
        if causal:
            scores = scores.masked_fill(torch.ones(length, length).triu(1).bool(), -math.inf)
        rows.append((scores.softmax(-1) @ v).transpose(0, 1).reshape(length, width))
        start += length
    return torch.cat(rows)


def log_probabilities(hidden, weight, targets):
    logp = (hidden @ weight.t()).log_softmax(-1)
    return logp[torch.arange(len(targets)), targets], -(logp.exp() * logp).sum(-1)


for n, i, o in [(1, 1, 1), (5, 7, 3), (13, 32, 17)]:
    x, w, b = random(n, i), random(i, o), random(o)
    case(f"linear_inputOutput_{n}", {"x": x, "weight": w, "bias": b}, lambda x, weight, bias: x @ weight + bias)
    case(f"linear_outputInput_{n}", {"x": random(n, i), "weight": random(o, i)}, lambda x, weight: x @ weight.t())
for n, c in [(1, 1), (3, 7), (5, 37)]:
    case(
        f"layerNorm_{n}", {"x": random(n, c), "weight": random(c), "bias": random(c)},
        lambda x, weight, bias: F.layer_norm(x, (x.shape[1],), weight, bias, 1e-5))
wide = torch.linspace(-9, 9, 61).double()
case("gelu_tanh", {"x": wide.clone().requires_grad_()}, lambda x: F.gelu(x, approximate="tanh"))
case("gelu_exact", {"x": wide.clone().requires_grad_()}, lambda x: F.gelu(x))
case("relu", {"x": random(37)}, F.relu)
case("tanh", {"x": wide.clone().requires_grad_()}, torch.tanh)
case("sigmoid", {"x": wide.clone().requires_grad_()}, torch.sigmoid)
ids = [3, 0, 4, 3, 3, 1]
case("embedding", {"table": random(5, 19)}, lambda table: F.embedding(torch.tensor(ids), table), ints={"ids": ids})
case("gatherRows", {"x": random(5, 3)}, lambda x: x[torch.tensor(ids)], ints={"ids": ids})
for name, heads, size, lengths in [
    ("one", 1, 1, [1]), ("small", 2, 3, [3, 1, 0, 5]), ("wide", 3, 16, [7, 12, 2]), ("long", 1, 4, [70, 131]),
    ("head64", 1, 64, [9, 17]),
]:
    for causal in (True, False):
        c = heads * size
        scale = 0.5 if name == "long" else 1.0
        case(
            f"attention_{name}_{'causal' if causal else 'full'}", {"qkv": random(sum(lengths), 3 * c, scale=scale)},
            lambda qkv: attention(qkv, heads, lengths, causal),
            ints={"lengths": lengths, "heads": [heads], "causal": [int(causal)]})
for n, c, v in [(1, 1, 1), (5, 3, 7), (11, 8, 50)]:
    targets = torch.randint(v, (n,)).tolist()
    some = [t if k % 3 else -100 for k, t in enumerate(targets)] if n > 1 else targets
    case(
        f"linearCrossEntropy_{n}", {"hidden": random(n, c), "weight": random(v, c)},
        lambda hidden, weight: F.cross_entropy(hidden @ weight.t(), torch.tensor(some)), ints={"targets": some})
    case(
        f"linearLogProbabilities_{n}", {"hidden": random(n, c), "weight": random(v, c)},
        lambda hidden, weight: log_probabilities(hidden, weight, torch.tensor(targets)), ints={"targets": targets})
    case(
        f"crossEntropy_{n}", {"logits": random(n, v, scale=3)},
        lambda logits: F.cross_entropy(logits, torch.tensor(some)), ints={"targets": some})

pairs = {"add": torch.add, "subtract": torch.sub, "multiply": torch.mul, "divide": torch.div,
         "maximum": torch.maximum, "minimum": torch.minimum}
for name, function in pairs.items():
    for tag, a, b in [("same", (3, 5), (3, 5)), ("row", (3, 5), (5,)), ("column", (3, 1), (4,)), ("scalar", (7,), ()),
                      ("cube", (2, 1, 3), (1, 5, 3))]:
        case(f"{name}_{tag}", {"a": random(*a), "b": random(*b)}, lambda a, b: function(a, b))
positive = (torch.rand(23) * 5 + 0.01).double()
case("power", {"a": positive.clone().requires_grad_(), "b": random(23)}, torch.pow)
case("exp", {"x": (wide * 2).clone().requires_grad_()}, torch.exp)
case("log", {"x": positive.clone().requires_grad_()}, torch.log)
case("sqrt", {"x": positive.clone().requires_grad_()}, torch.sqrt)
case("square", {"x": random(19)}, torch.square)
case("abs", {"x": random(19)}, torch.abs)
case("clamp", {"x": random(37)}, lambda x: x.clamp(-0.5, 0.8))
case("sum", {"x": random(4, 9)}, lambda x: x.sum())
case("mean", {"x": random(4, 9)}, lambda x: x.mean())
case("sum_axis0", {"x": random(4, 9)}, lambda x: x.sum(0))
case("sum_axis1", {"x": random(4, 3, 5)}, lambda x: x.sum(1))
case("mean_axis2", {"x": random(4, 3, 5)}, lambda x: x.mean(2))
case("variance", {"x": random(4, 9)}, lambda x: x.var())
case("variance_axis1", {"x": random(4, 9)}, lambda x: x.var(1))
case("max_axis1", {"x": random(4, 9)}, lambda x: x.max(1).values)
case("softmax", {"x": random(4, 19, scale=3)}, lambda x: x.softmax(-1))
case("softmax_axis0", {"x": random(4, 3)}, lambda x: x.softmax(0))
case("logSoftmax", {"x": random(4, 19, scale=3)}, lambda x: x.log_softmax(-1))
case("matmul", {"a": random(5, 7), "b": random(7, 3)}, torch.matmul)
case("matmul_batched", {"a": random(2, 1, 5, 7), "b": random(3, 7, 2)}, torch.matmul)
case("matmul_vector", {"a": random(5, 7), "b": random(7)}, torch.matmul)
case("cat", {"a": random(2, 3), "b": random(4, 3)}, lambda a, b: torch.cat((a, b)))
case("cat_axis1", {"a": random(2, 3), "b": random(2, 1)}, lambda a, b: torch.cat((a, b), 1))
case("stack", {"a": random(2, 3), "b": random(2, 3)}, lambda a, b: torch.stack((a, b), 1))
case("slice", {"x": random(4, 9)}, lambda x: x[:, 2:8:2])
case("select", {"x": random(4, 9)}, lambda x: x[-1])
case("transpose", {"x": random(2, 3, 4)}, lambda x: x.transpose(0, 2))
case("gather", {"x": random(3, 5)}, lambda x: x.gather(1, torch.tensor([[0, 4], [1, 1], [3, 2]])),
     ints={"indices": [0, 4, 1, 1, 3, 2]})
mask = [1, 0, 1, 1, 0]
case("where", {"a": random(3, 5), "b": random(5)}, lambda a, b: torch.where(torch.tensor(mask).bool(), a, b),
     ints={"condition": mask})

# Ten steps of Adam and AdamW on fixed gradients.
for name, kind in [("adam", torch.optim.Adam), ("adamw", torch.optim.AdamW)]:
    p = torch.randn(11, dtype=torch.float64)
    start = p.clone()
    p.requires_grad_()
    gradients = torch.randn(10, 11).double()
    optimizer = kind([p], lr=0.03, betas=(0.8, 0.95), eps=1e-6, weight_decay=0.1)
    for g in gradients:
        p.grad = g.clone()
        optimizer.step()
    CASES[name] = {"inputs": {"p": pack(start, 9), "gradients": pack(gradients, 9)}, "ints": {}, "numbers": {},
                   "outputs": [pack(p)], "upstream": [], "gradients": {}}

# Every operation at odd sizes: one element, primes, axes of length 1, nothing.
SHAPES = {"scalar": (), "one": (1,), "prime": (7,), "thin": (3, 1, 5), "flat": (1, 13), "empty": (0,), "noRows": (0, 3),
          "noColumns": (2, 0)}


def uniform(shape, low, high):
    return (torch.rand(shape, dtype=torch.float64) * (high - low) + low).float().double().requires_grad_(True)


UNARY = {
    "exp": (torch.exp, -3, 3), "log": (torch.log, 0.1, 4), "sqrt": (torch.sqrt, 0.1, 4), "square": (torch.square, -3, 3),
    "abs": (torch.abs, -3, 3), "clamp": (lambda x: x.clamp(-0.5, 0.8), -2, 2), "relu": (F.relu, -2, 2),
    "tanh": (torch.tanh, -3, 3), "sigmoid": (torch.sigmoid, -4, 4), "gelu_exact": (F.gelu, -3, 3),
    "gelu_tanh": (lambda x: F.gelu(x, approximate="tanh"), -3, 3), "sum": (torch.sum, -2, 2),
    "expand": (lambda x: x.expand(2, *x.shape), -2, 2),
    **{f"scalar_{name}": (getattr(torch, name), low, high) for name, low, high in [
        ("sin", -4, 4), ("cos", -4, 4), ("tan", -1.2, 1.2), ("asin", -0.9, 0.9), ("acos", -0.9, 0.9), ("atan", -3, 3),
        ("sinh", -2, 2), ("cosh", -2, 2), ("asinh", -3, 3), ("acosh", 1.2, 4), ("atanh", -0.9, 0.9), ("erf", -2, 2),
        ("erfc", -2, 2), ("log1p", -0.5, 3), ("expm1", -2, 2), ("exp2", -3, 3), ("log2", 0.1, 4), ("log10", 0.1, 4),
        ("rsqrt", 0.2, 4)]},
    "scalar_logsigmoid": (F.logsigmoid, -6, 6), "scalar_softplus": (F.softplus, -6, 6),
}
for name, (function, low, high) in UNARY.items():
    for tag, shape in SHAPES.items():
        case(f"{name}_at_{tag}", {"x": uniform(shape, low, high)}, lambda x: function(x))
for name, function in {**pairs, "power": torch.pow, "atan2": torch.atan2}.items():
    low = 0.3 if name in ("power", "divide") else -2
    for tag, a, b in [("scalars", (), ()), ("one", (1,), (1,)), ("primes", (7, 1), (1, 5)), ("empty", (0, 3), (3,)),
                      ("emptyRow", (2, 0), (2, 1))]:
        case(f"{name}_at_{tag}", {"a": uniform(a, low, 2), "b": uniform(b, low, 2)}, lambda a, b: function(a, b))
for tag, shape in [("one", (1,)), ("ones", (1, 1, 1)), ("prime", (7,)), ("thin", (3, 1, 5)), ("noRows", (0, 3)),
                   ("noColumns", (2, 0))]:
    for axis in range(len(shape)):
        ints = {"axis": [axis]}
        for name, function in {
            "sumAxis": lambda x: x.sum(axis), "meanAxis": lambda x: x.mean(axis, keepdim=True),
            "cumsum": lambda x: x.cumsum(axis), "softmaxAxis": lambda x: x.softmax(axis),
            "logSoftmaxAxis": lambda x: x.log_softmax(axis), "prod": lambda x: x.prod(axis),
            "selectEach": lambda x: x.index_select(axis, torch.arange(x.shape[axis]).flip(0)),
            "swap": lambda x: x.transpose(axis, 0), "doubled": lambda x: torch.cat((x, x), axis),
            "flatten": lambda x: x.reshape(-1),
        }.items():
            case(f"{name}_{tag}_{axis}", {"x": random(*shape)}, lambda x: function(x), ints=ints)
        if shape[axis] > 0:
            case(f"maxAxis_{tag}_{axis}", {"x": random(*shape)}, lambda x: x.max(axis).values, ints=ints)
            case(f"minAxis_{tag}_{axis}", {"x": random(*shape)}, lambda x: x.min(axis).values, ints=ints)
        if shape[axis] > 1 and 0 not in shape:
            case(f"varianceAxis_{tag}_{axis}", {"x": random(*shape)}, lambda x: x.var(axis), ints=ints)
case("prod_zero_0", {"x": torch.tensor([0.0, 2.0, -3.0]).double().requires_grad_()}, lambda x: x.prod(0), ints={"axis": [0]})
for m, k, n in [(1, 1, 1), (1, 7, 1), (3, 1, 5), (0, 3, 2), (2, 0, 3), (2, 3, 0)]:
    case(f"matmul_{m}x{k}x{n}", {"a": random(m, k), "b": random(k, n)}, torch.matmul)
    case(f"matmul_batched_{m}x{k}x{n}", {"a": random(2, m, k), "b": random(2, k, n)}, torch.matmul)
case("matmul_dot", {"a": random(7), "b": random(7)}, torch.matmul)
case("matmul_row", {"a": random(1), "b": random(1, 5)}, torch.matmul)
for n, i, o in [(1, 1, 5), (1, 13, 1), (0, 3, 2), (7, 1, 1)]:
    case(f"linear_inputOutput_{n}x{i}x{o}", {"x": random(n, i), "weight": random(i, o), "bias": random(o)},
         lambda x, weight, bias: x @ weight + bias)
    case(f"linear_outputInput_{n}x{i}x{o}", {"x": random(n, i), "weight": random(o, i)}, lambda x, weight: x @ weight.t())
for n, c in [(1, 7), (7, 1), (0, 5), (2, 1)]:
    case(f"layerNorm_{n}x{c}", {"x": random(n, c), "weight": random(c), "bias": random(c)},
         lambda x, weight, bias: F.layer_norm(x, (x.shape[1],), weight, bias, 1e-5))
for tag, some in [("none", []), ("one", [0]), ("again", [2, 2, 2, 0])]:
    case(f"embedding_{tag}", {"table": random(3, 1)}, lambda table: F.embedding(torch.tensor(some).long(), table),
         ints={"ids": some})
    case(f"gatherRows_{tag}", {"x": random(3, 7)}, lambda x: x[torch.tensor(some).long()], ints={"ids": some})
for tag, shape, index, axis in [("one", (1, 1), [[0]], 1), ("again", (3, 5), [[0, 0, 4], [1, 1, 1], [3, 0, 3]], 1),
                                ("rows", (5, 3), [[4, 0, 1]], 0), ("none", (3, 5), [[], [], []], 1)]:
    places = torch.tensor(index).long()
    ints = {"axis": [axis], "indices": places.flatten().tolist(), "shape": list(places.shape)}
    case(f"gatherAt_{tag}", {"x": random(*shape)}, lambda x: x.gather(axis, places), ints=ints)
    case(f"scatterAdd_{tag}", {"x": random(*shape), "source": random(*places.shape)},
         lambda x, source: x.scatter_add(axis, places, source), ints=ints)
    if tag != "again":
        case(f"scatterSet_{tag}", {"x": random(*shape), "source": random(*places.shape)},
             lambda x, source: x.scatter(axis, places, source), ints=ints)
for tag, shape in [("scalar", ()), ("thin", (3, 1)), ("empty", (0, 5))]:
    chosen = torch.rand(torch.broadcast_shapes(shape, (5,))) > 0.5
    case(f"whereAt_{tag}", {"a": random(*shape), "b": random(5)}, lambda a, b: torch.where(chosen, a, b),
         ints={"condition": chosen.flatten().long().tolist(), "shape": list(chosen.shape)})
for n, c, v in [(1, 1, 3), (2, 7, 1), (3, 1, 5)]:
    targets = torch.randint(v, (n,)).tolist()
    case(f"linearCrossEntropy_{n}x{c}x{v}", {"hidden": random(n, c), "weight": random(v, c)},
         lambda hidden, weight: F.cross_entropy(hidden @ weight.t(), torch.tensor(targets)), ints={"targets": targets})
    case(f"linearLogProbabilities_{n}x{c}x{v}", {"hidden": random(n, c), "weight": random(v, c)},
         lambda hidden, weight: log_probabilities(hidden, weight, torch.tensor(targets)), ints={"targets": targets})
    case(f"crossEntropy_{n}x{c}x{v}", {"logits": random(n, v)},
         lambda logits: F.cross_entropy(logits, torch.tensor(targets)), ints={"targets": targets})
for lengths, heads, size in [([1, 1], 1, 1), ([5], 5, 1), ([1, 0, 7], 1, 3)]:
    for causal in (True, False):
        case(f"attention_{lengths[0]}{heads}{size}_{'causal' if causal else 'full'}",
             {"qkv": random(sum(lengths), 3 * heads * size)}, lambda qkv: attention(qkv, heads, lengths, causal),
             ints={"lengths": lengths, "heads": [heads], "causal": [int(causal)]})

HERE.mkdir(exist_ok=True)
text = ",\n".join(f"{json.dumps(k)}:{json.dumps(v, separators=(',', ':'))}" for k, v in CASES.items())
(HERE / "operations.json").write_text("{\n" + text + "\n}\n")
