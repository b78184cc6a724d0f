class Ctx:
    def __init__(self, name, swallow=False): self.name, self.swallow = name, swallow
    def __enter__(self): print("enter", self.name); return self.name.upper()
    def __exit__(self, t, v, tb): print("exit", self.name, t.__name__ if t else None, v); return self.swallow
with Ctx("a") as a, Ctx("b") as b: print(a, b)
with Ctx("s", True): raise ValueError("x")
print("after")
try:
    with Ctx("p"): 1 / 0
except ZeroDivisionError: print("propagated")
def f():
    with Ctx("r"): return "value"
print(f())
for i in range(3):
    with Ctx(str(i)):
        if i == 0: continue
        break
with (Ctx("x") as x, Ctx("y") as y): print(x + y)
