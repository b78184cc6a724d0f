x: int = 5
y: "list[int]"
def f(a: int, b: str = "x", *c: int, **d: float) -> "dict[str, int]": return a
class C:
    n: int
    m: str = "default"
    def __init__(self: "C", v: int): self.v: int = v
print(x, f(1), C.m, C(3).v)
