import sys


def f():
  try:
    1 / 0
  except ZeroDivisionError:
    return g()


def g():
  inside = sys.exc_info()[0].__name__
  try:
    [][0]
  except IndexError:
    inner = sys.exc_info()[0].__name__
  return inside, inner, sys.exc_info()[0].__name__


print(f(), sys.exc_info()[0])
