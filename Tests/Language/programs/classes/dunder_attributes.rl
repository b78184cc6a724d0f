class A:
    def __init__(self): self.real = 1
    def __getattr__(self, n):
        if n.startswith("dyn_"): return n[4:]
        raise AttributeError(n)
    def __setattr__(self, n, v):
        object.__setattr__(self, n, v * 2 if n == "twice" else v)
a = A()
a.twice = 5
print(a.real, a.dyn_x, a.twice, hasattr(a, "nope"))
class D:
    def __get__(self, o, t): return "got" if o is not None else self
    def __set__(self, o, v): print("set", v)
    def __set_name__(self, owner, name): print("name", name)
class B: d = D()
b = B(); b.d = 4; print(b.d)
class It:
    def __init__(self, n): self.n = n
    def __iter__(self): return self
    def __next__(self):
        if self.n == 0: raise StopIteration
        self.n -= 1
        return self.n
print(list(It(3)), [x for x in It(2)], 1 in It(3), sum(It(4)))
class Seq:
    def __getitem__(self, i):
        if i > 2: raise IndexError
        return i * 10
print(list(Seq()), 20 in Seq())
class Reg:
    subs = []
    def __init_subclass__(cls): Reg.subs.append(cls.__name__)
class R1(Reg): pass
class R2(R1): pass
print(Reg.subs)
class One:
    inst = None
    def __new__(cls):
        if cls.inst is None: cls.inst = super().__new__(cls)
        return cls.inst
print(One() is One())
