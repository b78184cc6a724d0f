def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error, sep=": ")


from typing import NamedTuple


class Point(NamedTuple):
    x: int
    y: int = 0

    def norm(self):
        return self.x**2 + self.y**2


p = Point(3)
print(p, p.norm(), p._asdict(), p._replace(y=4).norm(), Point._fields, p == (3, 0), Point._field_defaults)
print(NamedTuple("Pair", [("a", int), ("b", int)])(1, 2))
attempt(lambda: Point())
