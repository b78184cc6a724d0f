def attempt(f):
    try: f()
    except TypeError as e: print(e)
def f(a, b, c=1): pass
def g(*, k, j): pass
def h(): pass
def p(a, /, b): pass
class C:
    def m(self, x): pass
    def n(): pass
attempt(lambda: f())
attempt(lambda: f(1))
attempt(lambda: f(1, 2, 3, 4))
attempt(lambda: f(1, 2, d=5))
attempt(lambda: f(1, 2, b=5))
attempt(lambda: g())
attempt(lambda: g(k=1))
attempt(lambda: g(1, k=1, j=2))
attempt(lambda: h(1))
attempt(lambda: h(1, 2))
attempt(lambda: p(a=1, b=2))
attempt(lambda: C().m())
attempt(lambda: C().m(1, 2))
attempt(lambda: C().n())
attempt(lambda: C(1))
attempt(lambda: f(*5))
attempt(lambda: f(**5))
attempt(lambda: f(1, **{"a": 2}))
attempt(lambda: f(**{1: 2}))
attempt(lambda: len())
attempt(lambda: len([], []))
attempt(lambda: (lambda x: x)())
