def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error, sep=": ")


from types import FunctionType, GeneratorType, MappingProxyType, NoneType, SimpleNamespace

n = SimpleNamespace(a=1, b="x")
n.c = 3
print(n, n.a, n == SimpleNamespace(a=1, b="x", c=3))
m = MappingProxyType({1: 2})
print(m[1], list(m), len(m), isinstance(None, NoneType), isinstance(attempt, FunctionType), isinstance((x for x in []), GeneratorType))

attempt(lambda: n.zz)
