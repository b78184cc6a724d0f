def outer():
  def inner():
    pass

  class K:
    def m(self):
      return lambda: 0

  return inner, K


inner, K = outer()
print(inner.__qualname__, K.__qualname__, K.m.__qualname__, K().m().__qualname__, [x for x in [lambda: 0]][0].__qualname__)
