class A:
    def __init__(self, n): self.n = n
    def hi(self): return "A.hi " + self.name()
    def name(self): return "a"
    def __str__(self): return f"<{type(self).__name__} {self.n}>"
class B(A):
    def __init__(self, n, m):
        super().__init__(n)
        self.m = m
    def name(self): return "b+" + super().name()
class C(B):
    def hi(self): return "C:" + super().hi()
c = C(1, 2)
print(c.hi(), c, c.n, c.m, isinstance(c, A), issubclass(C, A), issubclass(A, C))
print([k.__name__ for k in C.__mro__], C.__base__.__name__)
class L(list):
    def total(self): return sum(self)
l = L([1, 2, 3]); l.append(4); l.tag = "t"
print(l, l.total(), len(l), l[1], l.tag, isinstance(l, list), l + [5])
class D(dict):
    def __missing__(self, k): return k * 2
d = D(a=1)
print(d["a"], d["zz"], d, len(d))
class E(Exception): pass
class F(E):
    def __str__(self): return "F!" + str(self.args)
try: raise F(1, 2)
except E as e: print(e, repr(e))
class S(str):
    def shout(self): return self.upper() + "!"
print(S("hi").shout(), S("x") + "y", len(S("abc")))
