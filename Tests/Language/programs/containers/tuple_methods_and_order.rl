def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error, sep=": ")


t = (1, 2, 1)
print(t.index(2), t.index(1, 1), t.count(1), t + (3,), t * 2, t[1:], t[::-1], (1, 2) < (1, 3), (1,) < (1, 0))
attempt(lambda: t.index(9))
attempt(lambda: t.append(1))
attempt(lambda: (1, "a") < (1, 2))
t[0] = 5
