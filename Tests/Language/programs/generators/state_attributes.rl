def count():
  """Counts."""
  print("running:", g.gi_running)
  yield 1


g = count()
print(g.gi_running, g.__name__, g.__qualname__, type(g).__name__, iter(g) is g)
next(g)
print(g.gi_running)
print(repr(g).startswith("<generator object count at 0x"))
