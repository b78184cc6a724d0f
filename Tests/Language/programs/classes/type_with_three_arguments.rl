Point = type("Point", (), {"x": 1, "double": lambda self: self.x * 2})
Child = type("Child", (Point,), {"x": 5})
p = Child()
print(p.double(), Point().double(), Child.__name__, Child.__mro__[1].__name__, Child.__bases__ == (Point,))
print(type(p) is Child, isinstance(p, Point), issubclass(Child, Point), issubclass(Point, Child), Point)
for arguments in [(), (1, 2), ("a", 1, {}), (1, (), {})]:
  try:
    type(*arguments)
  except TypeError as error:
    print(error)
