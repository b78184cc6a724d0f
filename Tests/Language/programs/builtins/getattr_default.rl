def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error, sep=": ")


class Point:
    x = 1


p = Point()
print(getattr(p, "x"), getattr(p, "y", "none"), hasattr(p, "x"), hasattr(p, "y"))
setattr(p, "y", 2)
print(p.y)
delattr(p, "y")
print(hasattr(p, "y"))
attempt(lambda: getattr(p, "y"))
attempt(lambda: getattr(p, 5))
attempt(lambda: delattr(p, "zz"))
