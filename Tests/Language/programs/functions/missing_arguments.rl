def f(a, b, c):
  pass


def g(a, *, x, y, z):
  pass


for call in (lambda: f(), lambda: f(1), lambda: f(1, 2), lambda: f(b=1), lambda: g(1), lambda: g(1, x=1), lambda: g(1, x=1, y=2)):
  try:
    call()
  except TypeError as error:
    print(error)
