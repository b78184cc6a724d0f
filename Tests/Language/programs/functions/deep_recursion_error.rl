def down(n):
  return down(n + 1)


try:
  down(0)
except RecursionError as error:
  print(type(error).__name__, str(error).startswith("maximum recursion depth exceeded"))


class R:
  def __repr__(self):
    return repr(self)


try:
  repr(R())
except RecursionError:
  print("repr too")
