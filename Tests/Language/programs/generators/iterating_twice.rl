class Twice:
  def __iter__(self):
    yield 1
    yield 2


t = Twice()
print(list(t), list(t), [a + b for a in t for b in t])
g = iter(t)
print(list(zip(g, g)))
