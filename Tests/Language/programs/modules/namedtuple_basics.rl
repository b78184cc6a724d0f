def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error, sep=": ")


from collections import namedtuple

Point = namedtuple("Point", "x y", defaults=[0])
p = Point(1)
print(p, p.x, p[1], p._asdict(), p._replace(x=5), Point._make([7, 8]), Point._fields, Point._field_defaults, p == (1, 0))
x, y = p
print(x, y, len(p), hash(p) == hash((1, 0)), isinstance(p, tuple), namedtuple("P", "a def", rename=True)._fields)
attempt(lambda: Point())
attempt(lambda: Point(1, 2, 3))
attempt(lambda: Point(1, z=2))
attempt(lambda: p._replace(z=1))
attempt(lambda: Point._make([1]))
attempt(lambda: setattr(p, "x", 5))
