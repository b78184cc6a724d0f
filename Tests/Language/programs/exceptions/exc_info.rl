import sys


def state():
  kind, value, tb = sys.exc_info()
  return kind and kind.__name__, value, tb is not None


print(state())
try:
  raise ValueError("a")
except ValueError:
  print(state())
  try:
    raise KeyError("b")
  except KeyError:
    print(state())
  print(state())
print(state())
