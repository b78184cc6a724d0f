import functools
from functools import partial, reduce, lru_cache, cache, wraps, cmp_to_key, total_ordering, cached_property, singledispatch
def attempt(f, *args, **kwargs):
    try:
        print(repr(f(*args, **kwargs)))
    except Exception as e:
        print(type(e).__name__, e)
print(reduce(lambda a, b: a + b, [1, 2, 3]), reduce(lambda a, b: a * b, [], 7), partial(int, base=2)('101'), partial(pow, 2)(5), partial(print, 'a', sep='-').args)
attempt(reduce, lambda a, b: a, [])
partial(print, 'partial', end='!\n')('call')
calls = []
@lru_cache(maxsize=2)
def f(x, y=0):
    calls.append((x, y))
    return x * 10 + y
print(f(1), f(1), f(2), f(3), f(1), f(x=1), calls, f.cache_info(), f.__name__, f.__wrapped__(9))
f.cache_clear(); print(f.cache_info())
@cache
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)
print(fib(80), fib.cache_info())
attempt(f, [])
def deco(fn):
    @wraps(fn)
    def wrapper(*args, **kwargs):
        """wrapper doc"""
        return ('wrapped', fn(*args, **kwargs))
    return wrapper
@deco
def g(a):
    """g doc"""
    return a
print(g(1), g.__name__, g.__doc__)
print(sorted([3, 1, 2], key=cmp_to_key(lambda a, b: b - a)))
@total_ordering
class N:
    def __init__(self, n): self.n = n
    def __eq__(self, o): return self.n == o.n
    def __lt__(self, o): return self.n < o.n
print(N(1) <= N(2), N(1) >= N(2), N(2) > N(1), N(1) >= N(1))
class C:
    count = 0
    @cached_property
    def value(self):
        C.count += 1
        return 42
c = C(); print(c.value, c.value, C.count)
@singledispatch
def show(x): return 'object'
@show.register(int)
def _(x): return 'int'
@show.register(str)
def _(x): return 'str'
print(show(1), show('a'), show(1.5), show(True))
