def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error, sep=": ")


print("aaa".replace("a", "b", 2), "abc".replace("", "-"), "".replace("", "x"), "abc".replace("", "-", 2), "aaa".replace("aa", "b"))
print("abc".removeprefix("a"), "abc".removesuffix("bc"), "abc".removeprefix("x"), "aa".replace("a", "b", -1))
attempt(lambda: "a".replace("a"))
attempt(lambda: "a".replace("a", 1))
attempt(lambda: "a".removeprefix(1))
