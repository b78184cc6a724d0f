def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error, sep=": ")


s = "abc"
attempt(lambda: s.__setitem__(0, "x"))
attempt(lambda: s.nothing)
del s[0]
