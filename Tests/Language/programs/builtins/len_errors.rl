def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error, sep=": ")


class Negative:
    def __len__(self):
        return -1


class Text:
    def __len__(self):
        return "3"


print(len([]), len("né"), len({1: 2}), len(range(0, 10, 3)), len(b"ab"))
for value in (5, None, (x for x in []), Negative(), Text(), int):
    attempt(lambda: len(value))
