class P:
    kind = "point"
    count = 0
    def __init__(self, x, y=0):
        self.x, self.y = x, y
        P.count += 1
    def __repr__(self): return f"P({self.x}, {self.y})"
    def __eq__(self, o): return isinstance(o, P) and (self.x, self.y) == (o.x, o.y)
    def __hash__(self): return hash((self.x, self.y))
    def moved(self, dx): return type(self)(self.x + dx, self.y)
    @classmethod
    def origin(cls): return cls(0, 0)
    @staticmethod
    def helper(a): return a * 2
    @property
    def norm(self): return (self.x ** 2 + self.y ** 2) ** 0.5
p = P(3, 4)
print(p, p.norm, p.kind, P.count, p == P(3, 4), p != P(1), {p: 1}[P(3, 4)])
print(p.moved(2), P.origin(), P.helper(4), p.helper(5), str(p), [p])
p.z = 9; p.kind = "mine"
print(p.z, p.kind, P.kind, hasattr(p, "w"), getattr(p, "w", None), vars(p))
del p.z
print(hasattr(p, "z"), isinstance(p, P), type(p).__name__, P.__name__)
m = p.moved
print(m(1), P.moved(p, 1))
try: p.norm = 5
except AttributeError as e: print(e)
