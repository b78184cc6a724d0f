def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error, sep=": ")


print(["a\tb".expandtabs(), "a\tb".expandtabs(4), "\t|".expandtabs(0), "ab\n\tc".expandtabs(tabsize=3), "é\tb".expandtabs(4)])
attempt(lambda: "a".expandtabs("x"))
