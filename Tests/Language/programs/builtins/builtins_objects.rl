def attempt(f, *args, **kwargs):
    try:
        print(repr(f(*args, **kwargs)))
    except Exception as e:
        print(type(e).__name__, e)

class A:
    kind = 'a'
    def __init__(self): self.x = 1
    def m(self): return 'm'
class B(A):
    pass
b = B()
print(type(b), type(b).__name__, isinstance(b, A), isinstance(b, (int, A)), isinstance(1, bool), isinstance(True, int), issubclass(B, A), issubclass(bool, int), isinstance(b, object), isinstance(A, type))
print(hasattr(b, 'x'), hasattr(b, 'y'), getattr(b, 'x'), getattr(b, 'y', 'dflt'), callable(b.m), callable(b), callable(A), b.kind, vars(b), B.__bases__ == (A,), B.__mro__ == (B, A, object))
setattr(b, 'z', 5); print(b.z, b.__dict__); delattr(b, 'z'); print(hasattr(b, 'z'))
attempt(getattr, b, 'nope')
attempt(delattr, b, 'nope')
attempt(getattr, b, 5)
attempt(isinstance, 1, 'int')
attempt(issubclass, 1, int)
attempt(lambda: (5).foo)
attempt(lambda: 'x'.foo)
attempt(setattr, 5, 'x', 1)
attempt(vars, 5)
attempt(chr, -1)
attempt(chr, 'a')
attempt(ord, 'ab')
attempt(ord, 5)
attempt(hex, 1.5)
attempt(bin, 'x')
attempt(hash, {})
attempt(type, 1, 2)
print(hash(1) == hash(1.0) == hash(True), hash('a') == hash('a'), hash(None) == hash(None), hash(10**20), hash(-1), hash(0.5), hash((1, 2, 3)))
print(repr(int), str(str), type(None).__name__, type(...).__name__, type(print).__name__, type(len).__name__, type(A.m).__name__, type(b.m).__name__, type(type).__name__)
print([name for name in dir(b) if not name.startswith('_')], ascii('é€😀'), format(255, 'x'), id(b) == id(b), repr(print), str(None))
T = type('T', (A,), {'extra': 42, 'hi': lambda self: 'hi ' + self.kind})
t = T(); print(T.__name__, t.extra, t.hi(), isinstance(t, A), t.x)
print('upper' in dir(''), 'append' in dir([]), 'keys' in dir({}))
