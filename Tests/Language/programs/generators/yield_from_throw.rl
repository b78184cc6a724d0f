def inner():
  try:
    yield 1
  except ValueError as error:
    print("inner caught", error)
    yield "recovered"
  return "done"


def outer():
  try:
    r = yield from inner()
    print("r =", r)
    yield "after"
  except KeyError as error:
    print("outer caught", error)
    yield "outer recovered"


g = outer()
next(g)
print(g.throw(ValueError("v")), next(g))
h = outer()
next(h)
print(h.throw(KeyError("k")))
