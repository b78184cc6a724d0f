class Swallow:
  def __enter__(self):
    return self

  def __exit__(self, *a):
    return True


class Replace(Swallow):
  def __exit__(self, kind, value, tb):
    raise RuntimeError("from exit")


def f():
  with Swallow():
    raise ValueError
  return "went on"


print(f())
try:
  with Replace():
    raise ValueError("body")
except RuntimeError as error:
  print(error, repr(error.__context__))


def g():
  with Swallow():
    return "returned through with"


print(g())
