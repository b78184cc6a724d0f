if (n := len("hello")) > 3:
  print(n)
print([y := 5, y**2, (z := y + 1)], z)
data = iter([1, 2, 3, 0, 4])
while (x := next(data)):
  print(x, end=" ")
print(x)
print([last := v for v in range(3)], last, any((hit := v) > 1 for v in [0, 1, 2, 3]), hit)
print((a := 1, b := 2), a, b, f"{(c := 3)} {c}")


def f(k=(default := 10)):
  return k


print(f(), default, [(i, j) for i in range(3) if (j := i * i) > 0], j)
