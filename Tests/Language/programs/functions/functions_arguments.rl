def f(a, b=2, *args, c, d=4, **kw): return (a, b, args, c, d, kw)
print(f(1, c=3), f(1, 9, 8, 7, c=0, z=5), f(*[1, 2, 3], **{"c": 1, "q": 2}))
def g(a, /, b, *, c): return a, b, c
print(g(1, 2, c=3), g(1, b=2, c=3))
def h(x, l=[]):
    l.append(x)
    return l
print(h(1), h(2), h(3, []))
def k(a, **kw): return a, kw
print(k(1, b=2, c=3))
def deco(n):
    def wrap(fn):
        def inner(*a, **k): return n * fn(*a, **k)
        return inner
    return wrap
@deco(3)
@deco(2)
def add(a, b=1): return a + b
print(add(1), add(1, b=4))
print((lambda: 5)(), (lambda x, *y, z=1: (x, y, z))(1, 2, 3, z=4))
def doc():
    "the doc"
print(doc.__doc__, doc.__name__, doc())
def rec(n): return 1 if n == 0 else n * rec(n - 1)
print(rec(20), rec.__qualname__)
