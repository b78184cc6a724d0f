def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error, sep=": ")


print("abc".translate({97: "X", 98: None, 99: 100}), "abc".translate(str.maketrans("ab", "xy", "c")))
print("hello".translate(str.maketrans({"l": "L", "o": None})), str.maketrans("ab", "cd", "ef"), "abc".translate({}))
attempt(lambda: str.maketrans("a", "bc"))
attempt(lambda: str.maketrans("a"))
attempt(lambda: str.maketrans({"ab": 1}))
attempt(lambda: "a".translate({97: 1.5}))
attempt(lambda: "a".translate({97: 0x110000}))
