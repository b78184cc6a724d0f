class Point:
  __slots__ = ("x", "y")

  def __init__(self, x, y):
    self.x = x
    self.y = y


p = Point(1, 2)
p.x += 10
print(p.x, p.y, Point.__slots__, hasattr(p, "__dict__"))
try:
  p.z = 3
except AttributeError as error:
  print(error)
del p.y
print(hasattr(p, "y"))
