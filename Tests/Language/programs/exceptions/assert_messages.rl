def check(f):
  try:
    f()
  except AssertionError as error:
    print(repr(error), error.args)


def plain():
  assert 1 == 2


def text():
  assert False, "message"


def tuple_message():
  assert not [1], ("a", 1)


check(plain)
check(text)
check(tuple_message)
assert (lambda: True)(), 1 / 0
