class Meta:
    a = 1
    b = a + 1
    def f(self): return self.a
    g = f
    l = [x for x in range(3)]
    if a: c = "cond"
    for i in range(2): pass
    def __init__(self, *a, **k): self.args = (a, k)
m = Meta(1, z=2)
print(m.args, m.g(), Meta.b, Meta.c, Meta.i, Meta.l)
class Outer:
    class Inner:
        v = 3
        def who(self): return type(self).__qualname__
    def make(self): return self.Inner()
print(Outer().make().v, Outer.Inner().who(), Outer.Inner.__qualname__, Outer.make.__qualname__)
def make_class(base, n):
    class Made(base):
        val = n
        def get(self): return self.val + n
    return Made
K = make_class(object, 4)
print(K().get(), K.__name__, K.__qualname__)
class Count:
    instances = []
    def __new__(cls, *a):
        o = super().__new__(cls)
        cls.instances.append(a)
        return o
    def __init__(self, x): self.x = x
print(Count(1).x, Count(2).x, Count.instances)
class Base:
    def __init__(self): self.log = ["base"]
    def run(self): return "+".join(self.log)
class Mid(Base): pass
class Leaf(Mid):
    def __init__(self):
        super().__init__()
        self.log.append("leaf")
    def run(self): return "[" + super().run() + "]"
    @classmethod
    def create(cls): return cls()
    @staticmethod
    def util(x): return x + 1
print(Leaf.create().run(), Leaf.util(1), Leaf().util(2))
print(Base.run(Leaf()), super(Leaf, Leaf()).run())
class Slots:
    def __setattr__(self, k, v):
        if k.startswith("_"): raise AttributeError("private " + k)
        super().__setattr__(k, v)
    def __delattr__(self, k): print("del", k); super().__delattr__(k)
s = Slots(); s.x = 1; del s.x
try: s._y = 2
except AttributeError as e: print(e)
print(hasattr(s, "x"), callable(s), callable(Slots))
class Cmp:
    def __init__(self, v): self.v = v
    def __lt__(self, o): return self.v < o.v
    def __eq__(self, o): return NotImplemented
print(sorted([Cmp(2), Cmp(1)])[0].v, Cmp(1) == Cmp(1), Cmp(1) != 5)
try: hash(Cmp(1))
except TypeError as e: print(e)
class Strs:
    def __repr__(self): return "R"
    def __str__(self): return "S"
print(Strs(), [Strs()], f"{Strs()} {Strs()!r}", str(Strs()), "%s %r" % (Strs(), Strs()))
class Bad:
    def __repr__(self): return 5
    def __len__(self): return -1
    def __bool__(self): return "x"
for f in [repr, len, bool]:
    try: f(Bad())
    except Exception as e: print(type(e).__name__, e)
print(Meta.f is Meta.f, m.f == m.f, Meta.__dict__["a"], isinstance(m, object), type(type(m)))
x = type("Dyn", (Base,), {"z": 5, "hello": lambda self: "hi"})
print(x().hello(), x.z, x.__name__, isinstance(x(), Base))
