class Bad:
  def __iter__(self):
    return [1, 2]


class Worse:
  __iter__ = None


for thing in (Bad(), Worse(), object()):
  try:
    for _ in thing:
      pass
  except TypeError as error:
    print(error)
