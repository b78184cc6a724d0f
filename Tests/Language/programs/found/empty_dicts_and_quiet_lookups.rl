def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error, sep=": ")


attempt(lambda: {}.pop([1]))
attempt(lambda: {}.pop([1], "default"))
attempt(lambda: {1: 2}.pop([1]))


class Shy(tuple):
    def __getattr__(self, name):
        raise AttributeError("gone")


attempt(lambda: dict(Shy()))
attempt(lambda: dict(Shy([(1, 2)])))
attempt(lambda: {**Shy()})
attempt(lambda: "%0*.x" % (-9223372036854775808, 5, False))
attempt(lambda: "%*d|" % (-9223372036854775808, 5))


class Endless(Exception):
    def __getitem__(self, index):
        return "text"


attempt(lambda: reversed(Endless()))
attempt(lambda: reversed({1}))
