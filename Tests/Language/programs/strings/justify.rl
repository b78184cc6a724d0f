def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error, sep=": ")


print(["a".center(4, "*"), "ab".center(5, "*"), "a".ljust(3, "-"), "a".rjust(3), "abc".center(2), "é".rjust(3, "ñ")])
attempt(lambda: "a".center(5, "ab"))
attempt(lambda: "a".ljust(5, ""))
attempt(lambda: "a".rjust(5, 1))
attempt(lambda: "a".center("x"))
