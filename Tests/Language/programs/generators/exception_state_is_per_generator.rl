import sys


def g():
  try:
    yield
  except ValueError:
    yield sys.exc_info()[0].__name__
    yield sys.exc_info()[0].__name__
  yield sys.exc_info()[0]


it = g()
next(it)
try:
  raise ValueError("from outside")
except ValueError as error:
  print(it.throw(error))
print(next(it), sys.exc_info()[0])
try:
  raise KeyError
except KeyError:
  print(next(it).__name__)
