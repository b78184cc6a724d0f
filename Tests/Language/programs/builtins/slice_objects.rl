def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error, sep=": ")


s = slice(1, 10, 2)
print(s, s.start, s.stop, s.step, s == slice(1, 10, 2), slice(3), slice(None, None, -1))
print(s.indices(6), slice(None, None, -1).indices(5), slice(-3, None).indices(10), list(range(5))[s])
attempt(lambda: slice(1, 2, 0).indices(5))
attempt(lambda: slice(1).indices(-1))
attempt(lambda: slice())
