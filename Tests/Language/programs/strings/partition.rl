def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error, sep=": ")


print("a-b-c".partition("-"), "abc".partition("x"), "a-b-c".rpartition("-"), "abc".rpartition("x"), "a--b".partition("--"))
attempt(lambda: "a".partition(""))
attempt(lambda: "a".partition(1))
