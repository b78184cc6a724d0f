def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error, sep=": ")


print(sum([1, 2]), sum([0.1] * 10), sum([[1], [2]], []), sum([], 5), sum([1, 2], start=10), sum([True, True]))
print(sum([10**30, 1.0]), sum(x * x for x in range(4)))
attempt(lambda: sum(["a"]))
attempt(lambda: sum(["a"], ""))
attempt(lambda: sum([b"a"], b""))
attempt(lambda: sum())
attempt(lambda: sum(5))
