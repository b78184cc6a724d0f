class Version:
  def __init__(self, *parts):
    self.parts = parts

  def __eq__(self, o):
    return self.parts == o.parts

  def __lt__(self, o):
    return self.parts < o.parts

  def __le__(self, o):
    return self.parts <= o.parts

  def __repr__(self):
    return ".".join(map(str, self.parts))


a, b = Version(1, 2), Version(1, 10)
print(a == b, a != b, a < b, a <= b, a > b, a >= b)
print(sorted([b, a, Version(0, 9)]), max(a, b), min(a, b))
print(a < b < Version(2), a == Version(1, 2) != b)
