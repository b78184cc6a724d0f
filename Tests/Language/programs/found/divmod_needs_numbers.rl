def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error, sep=": ")


class Text(str):
    def __floordiv__(self, other):
        return 0


class Number(int):
    def __floordiv__(self, other):
        return "not asked"


class Real(float):
    def __mod__(self, other):
        return "not asked"


attempt(lambda: divmod(Text("%s"), 2))
attempt(lambda: divmod("%s", 2))
attempt(lambda: divmod(Number(7), 2))
attempt(lambda: divmod(7, Number(2)))
attempt(lambda: divmod(Real(7.5), 2))
attempt(lambda: divmod(Real(7.5), 0))
attempt(lambda: divmod(True, 2))
attempt(lambda: divmod([], 2))
