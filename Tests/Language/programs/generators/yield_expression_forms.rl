def g():
  x = yield
  y = (yield x) or "default"
  z = [(yield y), (yield "second")]
  yield z
  w = yield 1, 2
  print(w)
  f((yield "arg"))


def f(v):
  print("f", v)


it = g()
print(next(it), it.send("X"), it.send(None), it.send("a"), it.send("b"), next(it))
print(it.send("W"), next(it, "over"))
