def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error, sep=": ")


class Whole:
    def __int__(self):
        return 7


class Wrong:
    def __int__(self):
        return "7"


print(int(3.9), int(-3.9), int(True), int(1e20), int(Whole()))
attempt(lambda: int(None))
attempt(lambda: int([]))
attempt(lambda: int(float("nan")))
attempt(lambda: int(float("inf")))
attempt(lambda: int(Wrong()))
