class BadBool:
  def __bool__(self):
    return 1


class BadLen:
  def __init__(self, n):
    self.n = n

  def __len__(self):
    return self.n


for thing in (BadBool(), BadLen(-1), BadLen("x"), BadLen(1.5)):
  try:
    print(bool(thing))
  except (TypeError, ValueError) as error:
    print(type(error).__name__, error)
