def risky():
  for i in range(3):
    if i == 2:
      raise ValueError(f"at {i}")
    yield i


try:
  for v in risky():
    print(v)
except ValueError as error:
  print(error)
g = risky()
try:
  list(g)
except ValueError:
  print(list(g))
