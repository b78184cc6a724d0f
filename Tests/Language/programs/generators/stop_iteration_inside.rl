def g():
  yield 1
  raise StopIteration("inside")


def h():
  yield next(iter([]))


for make in (g, h):
  try:
    print(list(make()))
  except RuntimeError as error:
    print(error, "|", repr(error.__cause__))
