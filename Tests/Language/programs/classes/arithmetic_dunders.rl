class Vec:
  def __init__(self, *v):
    self.v = v

  def __add__(self, o):
    return Vec(*(a + b for a, b in zip(self.v, o.v)))

  def __sub__(self, o):
    return Vec(*(a - b for a, b in zip(self.v, o.v)))

  def __mul__(self, k):
    return Vec(*(a * k for a in self.v))

  __rmul__ = __mul__

  def __truediv__(self, k):
    return Vec(*(a / k for a in self.v))

  def __floordiv__(self, k):
    return Vec(*(a // k for a in self.v))

  def __mod__(self, k):
    return Vec(*(a % k for a in self.v))

  def __matmul__(self, o):
    return sum(a * b for a, b in zip(self.v, o.v))

  def __neg__(self):
    return self * -1

  def __pos__(self):
    return self

  def __abs__(self):
    return sum(a * a for a in self.v) ** 0.5

  def __repr__(self):
    return f"Vec{self.v}"


a, b = Vec(3, 4), Vec(1, 2)
print(a + b, a - b, a * 2, 2 * a, a / 2, a // 2, a % 2, a @ b)
print(-a, +a, abs(a))
