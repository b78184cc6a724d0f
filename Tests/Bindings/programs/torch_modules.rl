# The modules of torch.nn: what they print, what they own, what they compute.
import torch
import torch.nn as nn
import torch.nn.functional as F
from torch.utils.data import DataLoader, TensorDataset

net = nn.Sequential(nn.Linear(3, 4), nn.ReLU(), nn.LayerNorm(4), nn.Dropout(0.1), nn.Linear(4, 2, bias=False))
print(net)
print(len(net), net[0], net[-1].bias)
print([name for name, _ in net.named_parameters()])
print([tuple(p.shape) for p in net.parameters()])
print(sum(p.numel() for p in net.parameters() if p.requires_grad))
print(nn.Embedding(5, 2, padding_idx=0), nn.GELU(), nn.GELU("tanh"), nn.Softmax(dim=-1), nn.LeakyReLU(0.2))
print(nn.LayerNorm((2, 3)), nn.Flatten(), nn.Identity(), nn.Tanh(), nn.Sigmoid(), nn.SiLU(), nn.ELU(), nn.Softplus())
print(nn.ModuleList([nn.Linear(2, 2), nn.Linear(2, 2), nn.ReLU()]))
print(nn.ModuleDict({"a": nn.Linear(1, 2), "b": nn.ReLU()}))
print(nn.MSELoss(), nn.CrossEntropyLoss(), nn.BCEWithLogitsLoss(), nn.SmoothL1Loss(), nn.KLDivLoss(reduction="batchmean"))

with torch.no_grad():
    for p in net.parameters():
        p.copy_((torch.arange(p.numel()).float() / 5 - 1).reshape(p.shape))
p = net[0].weight
print(p)
print(type(p).__name__, isinstance(p, torch.Tensor), isinstance(p, nn.Parameter), p.is_leaf)
x = torch.tensor([[0.5, -1.0, 2.0], [1.0, 0.0, -0.5]])
net.eval()
print(net(x))
print(net.training, net[3].training)
net.train()
print(net.training, net[3].training)

loss = nn.MSELoss()(net.eval()(x), torch.zeros(2, 2))
print(loss)
loss.backward()
print(net[4].weight.grad)
net.zero_grad()
print(net[4].weight.grad)


class Gate(nn.Module):
    def __init__(self):
        super().__init__()
        self.scale = nn.Parameter(torch.tensor([1.0, 2.0]))
        self.inner = nn.Linear(2, 2)
        self.register_buffer("steps", torch.zeros(1))
        self.note = "text"

    def forward(self, x):
        self.steps += 1
        return self.inner(x) * self.scale

    def extra_repr(self):
        return "gates=2"


gate = Gate()
print(gate)
for name, module in gate.named_modules():
    print(repr(name), type(module).__name__)
print([name for name, _ in gate.named_parameters()], [name for name, _ in gate.named_buffers()])
print(list(gate.state_dict()))
gate(torch.ones(1, 2))
gate(torch.ones(1, 2))
print(gate.steps, gate.state_dict()["steps"])
gate.inner.requires_grad_(False)
print([p.requires_grad for p in gate.parameters()])
nn.init.zeros_(gate.inner.weight)
nn.init.constant_(gate.inner.bias, 3.0)
print(gate(torch.ones(1, 2)))
print(gate.load_state_dict(gate.state_dict()))
try:
    gate.load_state_dict({"scale": torch.ones(2)})
except RuntimeError as error:
    print(error)
print(gate.load_state_dict({"scale": torch.ones(2)}, strict=False))
try:
    nn.Module()(1)
except NotImplementedError as error:
    print(error)

shared = nn.Linear(2, 2)
both = nn.ModuleList([shared, shared])
print(len(list(both.parameters())), len(both))

w = nn.init.uniform_(torch.empty(100, 50), -0.1, 0.1)
print(bool(w.min() >= -0.1), bool(w.max() < 0.1), bool(w.std() > 0.04))
k = nn.init.kaiming_normal_(torch.empty(400, 100), nonlinearity="relu")
print(round(k.std().item(), 2), nn.init.calculate_gain("tanh"))
o = nn.init.orthogonal_(torch.empty(4, 6))
print(torch.allclose(o @ o.T, torch.eye(4), atol=1e-4))

# Optimizers with groups, states and schedules.
a = nn.Parameter(torch.tensor([1.0, -2.0]))
b = nn.Parameter(torch.tensor([[0.5]]))
opt = torch.optim.AdamW([{"params": [a], "lr": 0.1}, {"params": [b], "weight_decay": 0.0}], lr=0.01)
print(opt)
for _ in range(3):
    opt.zero_grad()
    (a.square().sum() + (b * 3).sum()).backward()
    opt.step()
print(a, b)
state = opt.state_dict()
print(list(state), list(state["state"]), state["param_groups"][0]["params"], state["param_groups"][1]["lr"])
print(state["state"][0]["step"], state["state"][0]["exp_avg"])
again = torch.optim.AdamW([{"params": [a], "lr": 0.5}, {"params": [b]}], lr=0.3)
again.load_state_dict(state)
print([group["lr"] for group in again.param_groups])
again.step()
print(a, b)
for make in (
    lambda p: torch.optim.SGD(p, lr=0.1, momentum=0.9, nesterov=True),
    lambda p: torch.optim.RMSprop(p, lr=0.01),
    lambda p: torch.optim.Adam(p, lr=0.1, weight_decay=0.1, maximize=True),
):
    c = torch.tensor([1.0, 2.0], requires_grad=True)
    opt = make([c])
    for _ in range(4):
        opt.zero_grad()
        (c ** 2).sum().backward()
        opt.step()
    print(c)
print(opt)

for make in (
    lambda o: torch.optim.lr_scheduler.StepLR(o, 2, 0.5),
    lambda o: torch.optim.lr_scheduler.MultiStepLR(o, [1, 3]),
    lambda o: torch.optim.lr_scheduler.ExponentialLR(o, 0.9),
    lambda o: torch.optim.lr_scheduler.CosineAnnealingLR(o, 4),
    lambda o: torch.optim.lr_scheduler.LinearLR(o, 0.5, 1.0, 3),
    lambda o: torch.optim.lr_scheduler.ConstantLR(o, 0.5, 2),
    lambda o: torch.optim.lr_scheduler.LambdaLR(o, lambda e: 1 / (e + 1)),
):
    opt = torch.optim.SGD([a], lr=1.0)
    schedule = make(opt)
    rates = []
    for _ in range(5):
        rates.append(round(schedule.get_last_lr()[0], 5))
        opt.step()
        schedule.step()
    print(type(schedule).__name__, rates)

data = TensorDataset(torch.arange(10).reshape(5, 2), torch.arange(5))
print(len(data), data[1])
for xs, ys in DataLoader(data, batch_size=2):
    print(xs.tolist(), ys)
print(len(DataLoader(data, batch_size=2, drop_last=True)))
print(sorted(y.item() for _, ys in DataLoader(data, batch_size=2, shuffle=True) for y in ys))
print(nn.utils.parameters_to_vector([a, b]).shape)
