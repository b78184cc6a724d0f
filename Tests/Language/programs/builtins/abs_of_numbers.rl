def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error, sep=": ")


print(abs(-5), abs(-2.5), abs(True), abs(-10**30), abs(-0.0))


class Vector:
    def __abs__(self):
        return "length"


print(abs(Vector()))
attempt(lambda: abs("x"))
attempt(lambda: abs())
