# The gradients of what is made of several operations.
import torch
import torch.nn.functional as F

x = (torch.arange(12.0).reshape(3, 4) / 3 - 1.25).requires_grad_()
y = torch.linspace(-1, 1, 12).reshape(3, 4).cos()
t = torch.tensor([0, 3, 1])
index = torch.tensor([[2, 0], [1, 1], [3, 2]])
mask = torch.tensor([[True, False, True, False]])

cases = {
    "cross_entropy": lambda x: F.cross_entropy(x, t),
    "cross_entropy smoothed": lambda x: F.cross_entropy(x, t, label_smoothing=0.2),
    "cross_entropy weighted": lambda x: F.cross_entropy(x, t, weight=torch.tensor([1.0, 2.0, 3.0, 4.0])),
    "cross_entropy ignoring": lambda x: F.cross_entropy(x, torch.tensor([0, -100, 1])),
    "cross_entropy of shares": lambda x: F.cross_entropy(x, y.softmax(1)),
    "nll_loss": lambda x: F.nll_loss(x.log_softmax(1), t, reduction="sum"),
    "mse_loss": lambda x: F.mse_loss(x, y),
    "smooth_l1_loss": lambda x: F.smooth_l1_loss(x, y, beta=0.5),
    "huber_loss": lambda x: F.huber_loss(x, y, delta=0.3),
    "bce": lambda x: F.binary_cross_entropy(x.sigmoid(), y.abs()),
    "bce with logits": lambda x: F.binary_cross_entropy_with_logits(x * 3, y.abs(), pos_weight=torch.tensor(3.0)),
    "kl_div": lambda x: F.kl_div(x.log_softmax(1), y.softmax(1), reduction="batchmean"),
    "kl_div of logs": lambda x: F.kl_div(x.log_softmax(1), y.log_softmax(1), reduction="sum", log_target=True),
    "gelu": lambda x: F.gelu(x),
    "silu": lambda x: F.silu(x),
    "softplus": lambda x: F.softplus(x, beta=2),
    "logsigmoid": lambda x: F.logsigmoid(x),
    "elu": lambda x: F.elu(x, 0.5),
    "leaky_relu": lambda x: F.leaky_relu(x, 0.1),
    "normalize": lambda x: F.normalize(x, dim=1) * y,
    "cosine_similarity": lambda x: F.cosine_similarity(x, y, dim=1),
    "layer_norm": lambda x: F.layer_norm(x, (4,)) * y,
    "layer_norm of all": lambda x: F.layer_norm(x, (3, 4)) * y,
    "rms_norm": lambda x: F.rms_norm(x, (4,)) * y,
    "attention": lambda x: F.scaled_dot_product_attention(x[None], x[None] * 2, x[None], is_causal=True) * y,
    "einsum": lambda x: torch.einsum("ij,kj->ik", x, y * x),
    "logsumexp": lambda x: x.logsumexp((0, 1)),
    "prod": lambda x: x.prod(1),
    "cumprod": lambda x: x.cumprod(1) * y,
    "cumsum": lambda x: x.cumsum(0) * y,
    "std": lambda x: x.std(1),
    "var": lambda x: x.var((0, 1), unbiased=False),
    "norm": lambda x: x.norm(dim=1),
    "amax": lambda x: x.amax(1),
    "max": lambda x: torch.max(x, y),
    "sort": lambda x: x.sort(1, descending=True).values * y,
    "topk": lambda x: x.topk(2, 1).values * 3,
    "median": lambda x: x.median(1).values,
    "gather": lambda x: x.gather(1, index) * torch.tensor([1.0, 2.0]),
    "scatter": lambda x: x.scatter(1, index[:, :1], 5.0) * y,
    "scatter source": lambda x: torch.zeros(3, 4).scatter(1, index[:, :1], x[:, :1]) * y,
    "scatter_add": lambda x: x.scatter_add(1, index, x[:, :2] * 2) * y,
    "index_add": lambda x: torch.zeros(2, 4).index_add(0, torch.tensor([0, 1, 0]), x) ** 2,
    "masked_fill": lambda x: x.masked_fill(mask, 9.0) * y,
    "masked_select": lambda x: x.masked_select(mask) ** 2,
    "where": lambda x: torch.where(x > 0, x * 2, x * 3),
    "clamp": lambda x: x.clamp(-1, 1) ** 2,
    "pad": lambda x: F.pad(x, (1, 0, 0, 1)) ** 2,
    "roll": lambda x: x.roll(1, 1) * y,
    "repeat": lambda x: x.repeat(2, 1)[:4] ** 2,
    "diagonal": lambda x: torch.diagonal(x) ** 2,
    "tril": lambda x: x.tril() * y,
    "stack": lambda x: torch.stack([x, x * 2]).prod(0),
    "index": lambda x: x[torch.tensor([0, 0, 2]), torch.tensor([1, 1, 3])] ** 2,
    "slice": lambda x: x[1:, ::2] ** 3,
    "erf": lambda x: torch.erf(x),
    "log1p": lambda x: torch.log1p(x * x),
    "atan2": lambda x: torch.atan2(x, y),
    "pow": lambda x: y.abs() ** x,
    "lerp": lambda x: torch.lerp(x, x * x, 0.3),
    "solve": lambda x: torch.linalg.solve(x[:, :3] + 3 * torch.eye(3), y[0, :3]),
    "quantile": lambda x: torch.quantile(x, 0.3, dim=1),
}
for name, f in cases.items():
    x.grad = None
    f(x).sum().backward()
    print(name, x.grad, sep="\n")

# A tensor that was changed in place.
def first_row(h):
    h[0] = 2.0


def second_column(h):
    h[:, 1] = x[:, 0] * 2


for change in (
    lambda h: h.clamp_(0, 1),
    lambda h: h.mul_(3).add_(1),
    lambda h: h.masked_fill_(mask, 0.5),
    first_row,
    second_column,
):
    x.grad = None
    h = x * x
    change(h)
    (h * y).sum().backward()
    print(h)
    print(x.grad)
