def g():
    yield 1
    return 7

it = g()
print(list(it))
try:
    next(it)
except StopIteration as end:
    print(end.args)
it = g()
try:
    it.throw(StopIteration('s'))
except RuntimeError as error:
    print(error)
print(type(it).__name__, type(iter({})).__name__, type(reversed({})).__name__)
