def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error, sep=": ")


class Plain:
    pass


attempt(lambda: list(Plain))
attempt(lambda: len(Plain))
attempt(lambda: 1 in Plain)
attempt(lambda: Plain[0])
attempt(lambda: Plain + 1)
