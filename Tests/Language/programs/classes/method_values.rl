class A:
    def f(self, x): return (self.n, x)
    def __init__(self, n): self.n = n
a = A(1)
f = a.f
a.n = 5
print(f(2), A.f(a, 3))
a.f = lambda x: "own " + str(x)
print(a.f(4), f(5))
A.f = lambda self, x: "patched"
print(A(2).f(1), a.f(1))
def late(self): return "late " + str(self.n)
A.g = late
print(a.g())
del A.g
print(hasattr(a, "g"))
fs = [str.upper, "abc".replace, len, max]
print(fs[0]("x"), fs[1]("b", "z"), fs[2]([1]), fs[3](1, 2))
d = {"k": print}
d["k"]("via dict")
print((lambda s: s.strip)("  q ")(), [m("a,b") for m in [lambda s: s.split(",")]])
class Callable:
    def __call__(self, *a, **k): return a, k
c = Callable()
print(c(1, x=2), list(map(c, [1])))
