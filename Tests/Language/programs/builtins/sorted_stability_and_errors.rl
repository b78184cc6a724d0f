def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error, sep=": ")


words = ["pear", "fig", "apple", "kiwi"]
print(sorted(words, key=len), sorted(words, key=len, reverse=True), sorted({3: 0, 1: 0}))
attempt(lambda: sorted([1, "a"]))
attempt(lambda: sorted([1], len))
attempt(lambda: sorted([1], order=1))
