"""Write Tests/Fixtures/torch/text.json: tensors and how torch prints them.

Run with torch 2.x:  python make_torch_text.py
"""
import json
import math
import pathlib

import torch

torch.manual_seed(3)
tensors = [
    torch.tensor(3), torch.tensor(-2.5), torch.tensor(True), torch.tensor(1.0), torch.tensor(0.0), torch.tensor(1e-7),
    torch.tensor([]), torch.tensor([], dtype=torch.long), torch.zeros(0, 3), torch.zeros(2, 0, dtype=torch.long),
    torch.tensor([1, -20, 300]), torch.tensor([1.0, 2.0, -30.0]), torch.tensor([0.5, -1.25, 100.0]),
    torch.tensor([1e-5, 1.0]), torch.tensor([1e9, 1.0]), torch.tensor([1.0, 2000.0]), torch.tensor([0.1, 2000.0]),
    torch.tensor([math.nan, 1.0, math.inf, -math.inf]), torch.tensor([math.nan, 1.5]), torch.tensor([math.nan]),
    torch.tensor([True, False]), torch.tensor([[1, 2], [3, 40]]), torch.tensor([[1.0, 2.5], [3.0, -40.0]]),
    torch.arange(24).reshape(2, 3, 4), torch.arange(30), torch.randn(3, 4), torch.randn(20), torch.randn(2, 30),
    torch.arange(1001), torch.randn(40, 40), torch.arange(2000).reshape(2, 1000), torch.randn(12, 10, 10),
    torch.tensor([[[1.0]]]), torch.full((3,), 50256), torch.rand(5) * 1e-6, torch.tensor([0.00012, 0.5]),
    torch.tensor([16777216.0, 1.0]), torch.randn(5).requires_grad_(), torch.randn(3, 30).requires_grad_(),
]
cases = []
for t in tensors:
    data = [str(v) if isinstance(v, float) and not math.isfinite(v) else v for v in t.detach().flatten().tolist()]
    cases.append({"shape": list(t.shape), "dtype": str(t.dtype), "data": [float(v) if not isinstance(v, str) else v for v in data],
                  "grad": t.requires_grad, "repr": repr(t)})
folder = pathlib.Path(__file__).parent / "torch"
folder.mkdir(exist_ok=True)
(folder / "text.json").write_text("[\n" + ",\n".join(json.dumps(c, separators=(",", ":")) for c in cases) + "\n]\n")
