a = [1, 2, 3, 4]
for change in (lambda: a.__setitem__(slice(0, 4, 2), [1]), lambda: a.__setitem__(slice(0, 2), 5), lambda: a.__setitem__(slice(None, None, 0), []),
               lambda: a["x"], lambda: a.__setitem__("y", 1), lambda: (1, 2).__setitem__, lambda: a[10], lambda: a.__setitem__(10, 1)):
  try:
    change()
  except Exception as error:
    print(type(error).__name__, error)
try:
  "abc"[0] = "x"
except TypeError as error:
  print(error)
try:
  (1, 2)[0:1] = 5
except TypeError as error:
  print(error)
