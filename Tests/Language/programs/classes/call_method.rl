class Adder:
  def __init__(self, n):
    self.n = n

  def __call__(self, x, *rest, k=0, **more):
    return self.n + x + sum(rest) + k + len(more)


add = Adder(10)
print(add(1), add(1, 2, 3), add(1, k=5), add(1, z=1, y=2), callable(add), callable(Adder(1).n))
print(list(map(add, [1, 2])), sorted([3, 1], key=Adder(0)))
try:
  Adder(1).n()
except TypeError as error:
  print(error)
