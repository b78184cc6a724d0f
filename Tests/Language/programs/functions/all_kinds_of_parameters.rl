def f(a, b=2, /, c=3, *rest, d, e=5, **more):
  return a, b, c, rest, d, e, more


print(f(1, d=4))
print(f(1, 2, 3, 4, 5, d=6, z=7))
print(f(*range(5), **{"d": 1, "e": 2, "x": 3}))
print(f(1, c=9, d=8, a=7))
