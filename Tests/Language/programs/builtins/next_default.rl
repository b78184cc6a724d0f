def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error, sep=": ")


it = iter([1])
print(next(it), next(it, "end"), next(it, None))
attempt(lambda: next([]))
attempt(lambda: next(5))
next(it)
