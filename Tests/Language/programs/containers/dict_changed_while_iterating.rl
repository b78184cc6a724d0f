def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error, sep=": ")


def grow():
    d = {1: 1}
    for key in d:
        d[key + 1] = 1


def shrink():
    d = {1: 1, 2: 2}
    for key in d:
        del d[key]


def replace():
    d = {1: 1, 2: 2}
    for key in d:
        d[key] = key * 10
    return d


attempt(grow)
attempt(shrink)
attempt(replace)
