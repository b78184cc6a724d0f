def fact(n):
  return 1 if n <= 1 else n * fact(n - 1)


def is_even(n):
  return n == 0 or is_odd(n - 1)


def is_odd(n):
  return n != 0 and is_even(n - 1)


def flatten(x):
  return [z for y in x for z in (flatten(y) if isinstance(y, list) else [y])]


def hanoi(n, a="A", b="B", c="C"):
  return [] if n == 0 else hanoi(n - 1, a, c, b) + [a + c] + hanoi(n - 1, b, a, c)


print(fact(25), is_even(50), flatten([1, [2, [3, [4]], 5]]), hanoi(3))
