def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error, sep=": ")


print(max(1, 2), max([1, 2, 3]), max("abc"), max([1, -5], key=abs), max([], default=3), max(1, 2.0, True))
print(min(3, 1.5), min("b", "a"), min({3: "x", 2: "y"}), min([], default=None), min([2, 1], key=None))
print(max(["a", "bb", "cc"], key=len), min([True, 1, 1.0]), max([1, True, 1.0]))
attempt(lambda: max())
attempt(lambda: max([]))
attempt(lambda: max(1))
attempt(lambda: max(1, 2, default=3))
attempt(lambda: min([1, "a"]))
