a, b = 1, 2
a, *b = [1, 2, 3]
print(a, b)
*a, b = "xyz"
print(a, b)
a, (b, [c, *d]), e = 1, (2, [3, 4, 5]), 6
print(a, b, c, d, e)
[x, y] = (7, 8)
print(x, y, [*range(3), *"ab"], (*[1], 2), {*[1, 2], 3}, {**{"a": 1}, "b": 2})
a = b = c = 5
print(a, b, c)
i = 0
l = [0, 0]
i, l[i] = 1, 9
print(i, l)
for i, (j, k) in enumerate([(1, 2), (3, 4)]): print(i, j, k)
def f(*args, **kw): return args, kw
print(f(*[1, 2], 3, *(4,), k=1, **{"z": 2}))
