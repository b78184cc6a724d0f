def count():
  yield 1


g = count()
g.__name__ = "renamed"
g.__qualname__ = "Q.renamed"
print(g.__name__, g.__qualname__, repr(g).split(" at ")[0])
try:
  g.gi_running = 5
except AttributeError as error:
  print(error)
try:
  g.__name__ = 5
except TypeError as error:
  print(error)
