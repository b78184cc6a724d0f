def boom(x):
  if x == 2:
    raise ValueError(x)
  return x


try:
  [boom(x) for x in range(5)]
except ValueError as error:
  print("list", error)
try:
  {k: boom(k) for k in range(5)}
except ValueError as error:
  print("dict", error)
try:
  sorted([3, 2, 1], key=boom)
except ValueError as error:
  print("key", error)
