def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error, sep=": ")


from enum import Enum


class Color(Enum):
    RED = 1
    GREEN = 2
    CRIMSON = 1

    def describe(self):
        return self.name.lower()


print(Color.RED, repr(Color.GREEN), Color.RED.name, Color.RED.value, Color(2), Color["RED"], list(Color), len(Color))
print(Color.CRIMSON is Color.RED, Color.RED == 1, Color.RED in Color, Color.GREEN.describe(), {Color.RED: "r"}, f"{Color.RED:>12}")
attempt(lambda: Color(9))
attempt(lambda: Color["BLUE"])
attempt(lambda: Color.RED < Color.GREEN)
attempt(lambda: Color.RED + 1)
