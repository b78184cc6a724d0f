def f():
  total = 0
  partial = [total := total + v for v in [1, 2, 3]]
  return total, partial


print(f())


def g():
  global seen
  return [seen := v for v in "ab"]


print(g(), seen)


def h():
  n = 1

  def inner():
    nonlocal n
    return (n := n + 1)

  return inner(), n


print(h())
