class Outer:
  class Inner:
    def hi(self):
      return "inner"

    class Deep:
      pass

  def make(self):
    return self.Inner()


def factory():
  class Local:
    pass

  return Local


print(Outer.Inner().hi(), Outer().make().hi(), Outer.Inner.__qualname__, Outer.Inner.Deep.__qualname__)
print(Outer.Inner, factory().__qualname__, factory(), Outer.Inner.hi.__qualname__, factory.__qualname__)
