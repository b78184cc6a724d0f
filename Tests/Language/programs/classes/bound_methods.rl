class A:
  def __init__(self, n):
    self.n = n

  def get(self, extra=0):
    return self.n + extra


a = A(5)
f = a.get
print(f(), f(2), f.__self__ is a, f.__name__, f.__func__ is A.get, A.get(a, 1), a.get == a.get, a.get is a.get)
print({a.get: 1}[a.get], hash(a.get) == hash(a.get), a.get == A(5).get)
a.get = lambda: "shadow"
print(a.get(), f())
