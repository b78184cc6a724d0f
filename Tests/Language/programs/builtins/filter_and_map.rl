def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error, sep=": ")


print(list(filter(None, [0, 1, "", "a"])), list(filter(lambda x: x > 1, [1, 2, 3])))
print(list(map(lambda a, b: a + b, [1, 2, 3], [10, 20])), list(map(str, [1, None])))
attempt(lambda: map())
attempt(lambda: map(str))
attempt(lambda: filter(None))
attempt(lambda: list(map(int, ["1", "x"])))
