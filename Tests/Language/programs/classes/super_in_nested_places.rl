class A:
  def f(self):
    return "A.f"

  def g(self):
    return [1, 2]


class B(A):
  def f(self):
    inner = lambda: super(B, self).f()
    def deep():
      return super(B, self).f() + " deep"
    return inner(), deep()

  def g(self):
    base = super()
    return [x * 2 for x in base.g()]

  def h(self):
    method = super().f
    return method()


print(B().f(), B().g(), B().h())
