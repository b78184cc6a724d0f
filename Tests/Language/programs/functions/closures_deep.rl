def a():
    x = 1
    def b():
        y = 2
        def c():
            nonlocal x, y
            x += 1; y += 1
            return [x + y + z for z in range(2)]
        return c(), y
    return b(), x
print(a())
def memo(f):
    cache = {}
    def g(n):
        if n not in cache: cache[n] = f(n)
        return cache[n]
    g.cache = cache
    return g
@memo
def fib(n): return n if n < 2 else fib(n - 1) + fib(n - 2)
print(fib(60), len(fib.cache))
def adders(): return [(lambda n: lambda x: x + n)(i) for i in range(3)]
print([f(10) for f in adders()])
def loopvars():
    out = []
    for i in range(2):
        def f(j=i, *, k=[]):
            k.append(i)
            return (i, j, k)
        out.append(f)
    return [f() for f in out]
print(loopvars())
def params(a, b=lambda: 5, *args, c=None, **kw):
    def show(): return a, b(), args, c, kw
    a = a + 1
    return show
print(params(1)(), params(1, lambda: 2, 3, c=4, d=5)())
def genclosure():
    n = 0
    def step():
        nonlocal n
        n += 1
        yield n
        yield from (n * i for i in range(2))
    return list(step()), list(step())
print(genclosure())
class C:
    v = 7
    def m(self):
        v = self.v
        return (lambda: v + self.v)()
print(C().m())
def deleted():
    x = 1
    def f(): return x
    del x
    try: return f()
    except NameError as e: return str(e)
print(deleted())
def comp_capture(): return [f() for f in [lambda: q for q in range(3)]], [g for g in (lambda: 1,)][0]()
print(comp_capture())
def rebinding():
    fs = {}
    for name in ["a", "b"]: fs[name] = lambda name=name: name * 2
    return {k: f() for k, f in fs.items()}
print(rebinding())
try:
    def unb():
        def inner(): return later
        inner()
        later = 1
    unb()
except NameError as e: print(e)
