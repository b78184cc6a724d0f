# What torch.save writes, torch.load reads.
import os
import tempfile
import torch
import torch.nn as nn

model = nn.Linear(2, 3)
nn.init.constant_(model.weight, 0.5)
nn.init.constant_(model.bias, -1.0)
optimizer = torch.optim.Adam(model.parameters(), lr=0.1)
model(torch.ones(1, 2)).sum().backward()
optimizer.step()

with tempfile.TemporaryDirectory() as folder:
    path = os.path.join(folder, "model.pt")
    torch.save(model.state_dict(), path)
    state = torch.load(path)
    print(list(state), state["bias"])
    copy = nn.Linear(2, 3)
    print(copy.load_state_dict(state))
    print(torch.equal(copy.weight, model.weight))

    torch.save(
        {"model": model.state_dict(), "optimizer": optimizer.state_dict(), "step": 7, "loss": 0.25, "note": "día",
         "big": 2 ** 40, "nothing": None, "flags": [True, False], "pair": (1, "a"), "empty": torch.zeros(0, 3),
         "ids": torch.tensor([[1, -2], [3, 4]]), "mask": torch.tensor([True, False])}, path)
    saved = torch.load(path, weights_only=True)
    print({name: value for name, value in saved.items() if name not in ("model", "optimizer")})
    again = torch.optim.Adam(copy.parameters(), lr=0.5)
    again.load_state_dict(saved["optimizer"])
    print(again.param_groups[0]["lr"], again.param_groups[0]["betas"], again.state_dict()["state"][0]["step"])
    torch.save(torch.arange(3.0), path)
    print(torch.load(path))
    try:
        torch.load(os.path.join(folder, "missing.pt"))
    except FileNotFoundError as error:
        print("missing")
