def g():
  yield 1
  return 42


x = g()
next(x)
for _ in range(3):
  try:
    next(x)
  except StopIteration as stop:
    print(stop.value, stop.args)
