def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error, sep=": ")


attempt(lambda: "a".upper(1))
attempt(lambda: [].append())
attempt(lambda: {}.get())
attempt(lambda: len())
attempt(lambda: len(1, 2))
attempt(lambda: "a".split(1, 2, 3))
attempt(lambda: int("1", 2, 3))
attempt(lambda: isinstance(1))
attempt(lambda: "a".replace("b"))
attempt(lambda: divmod(1))
