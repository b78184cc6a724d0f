class Circle:
  def __init__(self, r):
    self.r = r

  @property
  def radius(self):
    """The radius."""
    return self.r

  @radius.setter
  def radius(self, value):
    if value < 0:
      raise ValueError("negative radius")
    self.r = value

  @radius.deleter
  def radius(self):
    print("deleted")
    self.r = 0

  @property
  def area(self):
    return 3 * self.r**2


c = Circle(2)
c.radius = 5
print(c.radius, c.area, Circle.radius.__doc__)
del c.radius
print(c.radius)
for action in ("c.radius = -1", "c.area = 5", "del c.area"):
  try:
    if action == "c.radius = -1":
      c.radius = -1
    elif action == "c.area = 5":
      c.area = 5
    else:
      del c.area
  except (ValueError, AttributeError) as error:
    print(type(error).__name__, error)
