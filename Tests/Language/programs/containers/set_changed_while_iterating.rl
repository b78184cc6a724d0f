def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error, sep=": ")


def grow():
    s = {1, 2}
    for x in s:
        s.add(x + 10)


attempt(grow)
