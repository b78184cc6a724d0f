class Box:
  def __class_getitem__(cls, item):
    return f"{cls.__name__}[{item!r}]"


class Sub(Box):
  pass


print(Box[int], Sub["a", 1])


class Plain:
  pass


try:
  Plain[int]
except TypeError as error:
  print(error)
