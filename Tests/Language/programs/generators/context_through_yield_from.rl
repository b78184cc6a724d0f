def inner():
  yield


def outer():
  try:
    raise KeyError("a")
  except KeyError:
    yield from inner()


g = outer()
next(g)
try:
  g.throw(ValueError)
except ValueError as error:
  print(repr(error.__context__))
