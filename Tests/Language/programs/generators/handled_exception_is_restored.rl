import sys


def g():
  try:
    raise KeyError("in generator")
  except KeyError:
    yield sys.exc_info()[0].__name__
    yield sys.exc_info()[0].__name__


it = g()
print(next(it), sys.exc_info()[0])
try:
  raise ValueError
except ValueError:
  print(next(it), sys.exc_info()[0].__name__)
