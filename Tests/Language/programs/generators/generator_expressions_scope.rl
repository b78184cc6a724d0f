n = 10
g = (x * n for x in range(3))
n = 100
print(list(g))
def f():
    k = 2
    return list(x ** k for x in range(4) if x % k)
print(f())
print(sum(i * j for i in range(3) for j in range(3) if i != j), any(x > 2 for x in [1, 2, 3]), all(x for x in []))
nested = ((i, j) for i in range(2) for j in (k for k in range(i + 1)))
print(list(nested))
print(dict((c, ord(c)) for c in "ab"), set(x % 2 for x in range(5)), tuple(x for x in "xy"), ",".join(str(x) for x in range(3)))
def outer():
    xs = [1, 2]
    return [(lambda: [x + y for x in xs])() for y in xs]
print(outer())
print([[x for x in range(y)] for y in range(3)], [x for x in [x for x in range(3)]])
it = iter([1, 2, 3, 4])
print([(a, next(it)) for a in it])
print(list(map(lambda p: p[0] + p[1], zip(range(3), range(3)))))
