def count(n):
    i = 0
    while i < n:
        got = yield i
        if got is not None: print("got", got)
        i += 1
    return "done"
g = count(3)
print(next(g), g.send("x"), next(g))
try: next(g)
except StopIteration as e: print("stop", e.value)
print(list(count(4)), sum(count(5)), next(count(0), "default"))
def chain():
    r = yield from count(2)
    print("r =", r)
    yield from [10, 20]
print(list(chain()))
def closing():
    try:
        yield 1
        yield 2
    except GeneratorExit:
        print("exit")
        raise
    finally:
        print("cleanup")
c = closing(); next(c); c.close()
def catcher():
    while True:
        try:
            x = yield
            print("x", x)
        except ValueError as e:
            print("caught", e)
            yield "handled"
c = catcher(); next(c); c.send(5); print(c.throw(ValueError("boom")))
def fib():
    a, b = 0, 1
    while True:
        yield a
        a, b = b, a + b
for f in fib():
    if f > 50: break
    print(f, end=" ")
print()
def tree(n):
    if n:
        yield from tree(n - 1)
        yield n
        yield from tree(n - 1)
print(list(tree(3)))
def inner():
    try:
        yield "a"
    except KeyError:
        yield "inner caught"
def delegating():
    yield from inner()
d = delegating(); next(d); print(d.throw(KeyError()))
print(list(zip(count(2), "ab")), dict((k, v) for k, v in [("a", 1)]))
