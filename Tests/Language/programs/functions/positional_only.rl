def f(a, b=2, /, c=3):
  return a, b, c


def g(name, /, **kwargs):
  return name, kwargs


print(f(1), f(1, 5), f(1, 5, c=7), f(1, 2, 3), g("a", name="b"))
for call in (lambda: f(a=1), lambda: f(), lambda: f(1, b=3), lambda: f(1, 2, 3, 4), lambda: g(name=1)):
  try:
    call()
  except TypeError as error:
    print(error)
