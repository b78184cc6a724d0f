class OwnNew:
  def __new__(cls, x):
    return super().__new__(cls, x)


class Nothing:
  pass


for make in (lambda: OwnNew(1), lambda: object.__new__(Nothing, 1), lambda: object(1), lambda: object.__new__(), lambda: object.__new__(5)):
  try:
    make()
  except TypeError as error:
    print(error)
