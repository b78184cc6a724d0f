def stubborn():
  while True:
    try:
      yield
    except GeneratorExit:
      print("no")


def quiet():
  try:
    yield 1
  except GeneratorExit:
    return


g = stubborn()
next(g)
try:
  g.close()
except RuntimeError as error:
  print(error)
q = quiet()
next(q)
print(q.close())


def raising():
  try:
    yield
  finally:
    raise ValueError("in close")


r = raising()
next(r)
try:
  r.close()
except ValueError as error:
  print(error)
import sys
try:
  while True:
    g.throw(StopIteration)
except RuntimeError as error:
  print(error)
