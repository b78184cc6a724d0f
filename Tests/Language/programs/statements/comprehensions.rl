print([x * x for x in range(5)], [x for x in range(10) if x % 2 if x > 3])
print([(x, y) for x in range(3) for y in range(x)], {k: len(k) for k in ["a", "bb"]}, {c for c in "aab"})
x = "outer"
print([x for x in range(3)], x)
print([[j for j in range(i)] for i in range(4)])
fs = [lambda: i for i in range(3)]
print([f() for f in fs])
fs = [lambda i=i: i for i in range(3)]
print([f() for f in fs])
print(sum(x for x in range(5)), list(x + y for x in "ab" for y in "cd"), max((len(w) for w in ["a", "bbb"]), default=0))
g = (n * 2 for n in [1, 2, 3])
print(next(g), list(g), list(g))
def outer(k):
    return [k * v for v in range(3)]
print(outer(5))
print([y := 1, y ** 2], [last := i for i in range(5)], last)
class C:
    items = [1, 2, 3]
    doubled = [i * 2 for i in items]
print(C.doubled)
print([a for a, (b, *c) in [(1, (2, 3, 4)), (5, (6,))]], [c for a, (b, *c) in [(1, (2, 3, 4)), (5, (6,))]])
