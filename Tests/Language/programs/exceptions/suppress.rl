from contextlib import suppress

with suppress(ZeroDivisionError, KeyError):
  1 / 0
  print("not reached")
with suppress(ValueError):
  print("fine")
try:
  with suppress(ValueError):
    raise TypeError("passes")
except TypeError as error:
  print(error)
