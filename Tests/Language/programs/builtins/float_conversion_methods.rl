def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error, sep=": ")


class Weight:
    def __float__(self):
        return 2.5


class Step:
    def __index__(self):
        return 3


class Wrong:
    def __float__(self):
        return "2"


print(float(Weight()), float(Step()))
attempt(lambda: float(Wrong()))
