def f(a, b=1, *, c=2):
  return a, b, c


print(f.__defaults__, f.__kwdefaults__)
f.__defaults__ = (10, 20)
f.__kwdefaults__ = {"c": 30}
print(f(), f(1), f(1, 2, c=3))
f.__defaults__ = None
try:
  f()
except TypeError as error:
  print(error)
