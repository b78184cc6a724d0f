def f(self, x):
  return self, x


class A:
  def __init__(self, n):
    self.n = n

  def __repr__(self):
    return f"A{self.n}"


bound = f.__get__(A(1), A)
print(bound(5), bound.__self__, bound.__func__ is f, f.__get__(None, A) is f)
print(A.__init__.__get__(A(2)).__self__, staticmethod(f).__get__(A(1)) is f, classmethod(f).__get__(A(1))("x"))
