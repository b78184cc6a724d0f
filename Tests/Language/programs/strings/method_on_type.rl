def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error, sep=": ")


print(str.upper("a"), str.join(",", ["a", "b"]), list(map(str.strip, [" a ", "b "])), "a".upper.__name__)
attempt(lambda: str.upper(1))
attempt(lambda: str.upper())
attempt(lambda: str.join(1, []))
attempt(lambda: "a".upper(1))
