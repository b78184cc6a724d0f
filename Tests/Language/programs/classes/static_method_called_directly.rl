class C:
  @staticmethod
  def f(x):
    return x + 1

  y = f(10)


print(C.y, C.f(1), C().f(2), callable(C.__dict__["f"]), C.__dict__["f"].__func__(5))
