class V:
    def __init__(self, x): self.x = x
    def __add__(self, o): return V(self.x + (o.x if isinstance(o, V) else o))
    def __radd__(self, o): return V(o + self.x)
    def __iadd__(self, o): self.x += 100; return self
    def __sub__(self, o): return NotImplemented
    def __rmul__(self, o): return f"{o} * V"
    def __neg__(self): return V(-self.x)
    def __repr__(self): return f"V({self.x})"
    def __lt__(self, o): return self.x < o.x
    def __eq__(self, o): return self.x == o.x
    def __bool__(self): return self.x != 0
    def __len__(self): return 7
    def __contains__(self, i): return i == self.x
    def __call__(self, *a): return ("called", a)
    def __getitem__(self, k): return ("item", k)
    def __setitem__(self, k, v): print("set", k, v)
    def __delitem__(self, k): print("del", k)
    def __matmul__(self, o): return "matmul"
    def __abs__(self): return "abs"
    def __format__(self, spec): return f"<{spec}>"
    def __iter__(self): return iter([1, 2, self.x])
a, b = V(1), V(2)
print(a + b, a + 5, 5 + a, sum([a, b], V(0)), 3 * a, -a, a < b, a > b, a == V(1), a != b)
a += 1
print(a, bool(V(0)), len(a), 101 in a, a(1, 2), a[3], a[1:2], a @ b, abs(a), f"{a:xyz}", list(a))
a[1] = 2; del a[5]
try: a - b
except TypeError as e: print(e)
print(sorted([V(3), V(1)]), max(V(1), V(5)), [*a])
x, y, z = a
print(z)
