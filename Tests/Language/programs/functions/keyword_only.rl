def f(a, *, b, c=3):
  return a, b, c


def g(*, x=1):
  return x


print(f(1, b=2), f(1, c=5, b=4), f(b=1, a=2), g(), g(x=9))
for call in (lambda: f(1), lambda: f(1, 2), lambda: f(1, 2, b=3), lambda: g(1), lambda: f(1, b=1, d=2)):
  try:
    call()
  except TypeError as error:
    print(error)
