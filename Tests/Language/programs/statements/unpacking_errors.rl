cases = [lambda: exec_unpack(2, [1]), lambda: exec_unpack(2, [1, 2, 3]), lambda: exec_unpack(2, 5), lambda: exec_unpack(2, None), lambda: star([]), lambda: exec_unpack(3, "ab")]


def exec_unpack(n, value):
  if n == 2:
    a, b = value
  else:
    a, b, c = value


def star(value):
  a, *b = value


for case in cases:
  try:
    case()
  except (ValueError, TypeError) as error:
    print(error)
try:
  for a, b in [(1, 2), (3,)]:
    print(a, b)
except ValueError as error:
  print(error)
try:
  [*5]
except TypeError as error:
  print(error)
try:
  {**[1]}
except TypeError as error:
  print(error)
