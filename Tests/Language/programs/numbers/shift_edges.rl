def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error, sep=": ")


print(1 << 70, -1 >> 3, 1 >> 100, -(1 << 70) >> 69, 5 << 0)
attempt(lambda: 1 << -1)
attempt(lambda: 1 >> -1)
attempt(lambda: 1 << 1.5)
