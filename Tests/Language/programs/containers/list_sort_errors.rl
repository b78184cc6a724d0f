def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error, sep=": ")


a = [3, 1, 2]
a.sort(reverse=True)
print(a, [(1, "b"), (1, "a")].sort(key=lambda pair: pair[0]))
attempt(lambda: [1, "a"].sort())
attempt(lambda: [1].sort(len))
attempt(lambda: [1].sort(order=1))


def meddle(x):
    a.append(x)
    return x


attempt(lambda: a.sort(key=meddle))
