def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error, sep=": ")


print(list(zip([1, 2], "ab")), list(zip()), list(zip([1])), list(zip([1, 2], [3], [4, 5])))
print(list(zip([1, 2], "ab", strict=True)))
attempt(lambda: list(zip([1], [1, 2], strict=True)))
attempt(lambda: list(zip([1, 2], [1], strict=True)))
attempt(lambda: list(zip([1, 2], [1, 2], [1], strict=True)))
attempt(lambda: zip(1))
attempt(lambda: zip([1], order=1))
