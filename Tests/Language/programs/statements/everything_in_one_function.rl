def f(a, *b, c=1, **d):
  """All statement kinds."""
  import math
  from math import pi as p
  global G
  G = 1
  x: int = a
  assert x
  if x > 5:
    pass
  elif x > 3:
    x -= 1
  else:
    x = 10
  for i in b:
    if i == 2:
      continue
    if i == 4:
      break
    x += i
  else:
    x = -x
  while x > 100:
    x //= 2
  try:
    y = d["k"] / c
  except (KeyError, ZeroDivisionError) as e:
    y = type(e).__name__
  finally:
    z = [i for i in range(3)]
  with __import__("contextlib").nullcontext(5) as w:
    del z[0]
  return x, y, z, w, math.floor(p), (lambda q: q + c)(1)


print(f(1, 1, 2, 3), f(4, 1, 4, k=6, c=2), f(50, 60, c=0, k=1), G)
