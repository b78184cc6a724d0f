class A:
  def __init__(self):
    self.__secret = 1
    self._open = 2

  def get(self):
    return self.__secret

  def __hidden(self):
    return "hidden"

  def call(self):
    return self.__hidden()


class B(A):
  def __init__(self):
    super().__init__()
    self.__secret = 10

  def both(self):
    return self.__secret, self.get()


b = B()
print(b.both(), sorted(vars(b)), A().call(), b._A__secret)
try:
  b.__secret
except AttributeError as error:
  print(error)
