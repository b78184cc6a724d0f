class A:
  def go(self):
    return ["A"]


class B(A):
  def go(self):
    return ["B"] + super().go()


class C(B):
  pass


class D(C):
  def go(self):
    return ["D"] + super().go()


print(D().go(), C().go(), [c.__name__ for c in D.__mro__], D.__base__.__name__, D.__bases__)
