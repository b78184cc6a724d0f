def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error, sep=": ")


class Point:
    def __init__(self):
        self.x, self.y = 1, 2

    def norm(self):
        return 0


p = Point()
print(vars(p), [name for name in dir(p) if not name.startswith("_")])
print("__class__" in dir(p), "append" in dir([]), "__radd__" in dir(5))
attempt(lambda: vars(5))
