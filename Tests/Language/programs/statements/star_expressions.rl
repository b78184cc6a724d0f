a = [1, 2]
b = *a, 3
print(b, [*a, *a], (*a,), {*a, 5}, [*range(3), *"ab"])


def f():
  return *a, 9


def g():
  yield *a, 7


print(f(), list(g()))
for x in *a, 4:
  print(x, end=" ")
print()
d = {"x": 1}
print({**d, "x": 2}, {"x": 0, **d}, dict(**d, y=2), [*d], {*d.items()})
x = a[0], *a
l = [0] * 3
print(x, max(*a, 10), print(*a, sep="-"))
