# What stops a backward pass under anomaly detection, and what switches it.
import torch

x = torch.tensor([0.0, 4.0], requires_grad=True)

# 0 times an infinite slope: without detection the gradient is silently nan.
(x.sqrt() * torch.tensor([0.0, 1.0])).sum().backward()
print(x.grad)
x.grad = None

print(torch.is_anomaly_enabled())
with torch.autograd.detect_anomaly():
    print(torch.is_anomaly_enabled())
    try:
        (x.sqrt() * torch.tensor([0.0, 1.0])).sum().backward()
    except RuntimeError as error:
        print(error)
print(torch.is_anomaly_enabled(), x.grad)

torch.autograd.set_detect_anomaly(True)
w = torch.tensor([1.0, -1.0], requires_grad=True)
try:
    w.pow(0.5).sum().backward()
except RuntimeError as error:
    print(type(error).__name__)
print(w.grad)

# A mask of minus infinity is no anomaly.
scores = torch.tensor([[1.0, 2.0], [3.0, 4.0]], requires_grad=True)
mask = torch.tensor([[False, True], [False, False]])
scores.masked_fill(mask, float("-inf")).softmax(-1).pow(2).sum().backward()
print(scores.grad)
torch.autograd.set_detect_anomaly(False)

with torch.autograd.set_detect_anomaly(True):
    print(torch.is_anomaly_enabled())
print(torch.is_anomaly_enabled())


@torch.no_grad()
def value(x):
    return torch.is_grad_enabled(), (x * 2).requires_grad


print(value(x), torch.is_grad_enabled())
with torch.set_grad_enabled(False):
    print((x * 2).requires_grad)
print((x * 2).requires_grad)
