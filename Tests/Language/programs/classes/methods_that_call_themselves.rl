class A:
  pass


class B:
  pass


class C:
  def __getattr__(self, name):
    return getattr(self, name + "x")


A.__call__ = A()
B.__repr__ = B.__str__
for loop in (lambda: A()(), lambda: repr(B()), lambda: C().a):
  try:
    loop()
  except RecursionError as error:
    print(type(error).__name__)
