x = "outer"
g = (x for x in range(3))
print(list(g), x)
n = 10
h = (i * n for i in [1, 2])
n = 100
print(list(h))


class C:
  y = 5
  values = [y for _ in range(1)] if False else list(range(y))


print(C.values)
