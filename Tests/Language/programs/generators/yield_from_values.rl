def inner():
  x = yield 1
  print("inner got", x)
  y = yield 2
  print("inner got", y)
  return "inner result"


def outer():
  result = yield from inner()
  print("result:", result)
  result = yield from [10, 20]
  print("result:", result)
  return "outer done"


g = outer()
print(next(g), g.send("a"), g.send("b"), next(g))
try:
  next(g)
except StopIteration as stop:
  print(stop.value)
