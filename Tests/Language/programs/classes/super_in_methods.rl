class A:
  def __init__(self, x):
    self.x = x

  def show(self):
    return f"A({self.x})"

  @classmethod
  def make(cls):
    return cls(1)

  @staticmethod
  def tool():
    return "tool A"

  @property
  def p(self):
    return "pA"


class B(A):
  def __init__(self, x, y):
    super().__init__(x)
    self.y = y

  def show(self):
    return super().show() + f"B({self.y})"

  @classmethod
  def make(cls):
    made = super().make.__func__
    return cls(5, 6), made.__name__

  @staticmethod
  def tool():
    return super(B, B).tool() + "+B"

  @property
  def p(self):
    return super().p + "pB"


b = B(1, 2)
print(b.show(), B.make()[0].show(), B.make()[1], B.tool(), b.p)
print(super(B, b).show(), super(B, b).x if hasattr(super(B, b), "x") else "no x")
