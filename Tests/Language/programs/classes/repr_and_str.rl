class Point:
  def __init__(self, x, y):
    self.x, self.y = x, y

  def __repr__(self):
    return f"Point({self.x}, {self.y})"

  def __str__(self):
    return f"<{self.x};{self.y}>"


p = Point(1, 2)
print(p, repr(p), [p], {"k": p})
print(f"{p} {p!r} {p!s:>8}|", "%s %r" % (p, p), "{} {!r}".format(p, p))
