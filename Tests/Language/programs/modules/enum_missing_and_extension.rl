def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error, sep=": ")


from enum import Enum


class Unit(Enum):
    METRE = "m"
    FOOT = "ft"

    @classmethod
    def _missing_(cls, value):
        return cls.METRE if value == "metre" else None


print(Unit("metre"), list(Enum("Animal", "CAT DOG")), list(Enum("Size", {"S": 1, "L": 2})))
attempt(lambda: Unit("inch"))
try:
    class More(Unit):
        YARD = "yd"
except TypeError as error:
    print(error)
