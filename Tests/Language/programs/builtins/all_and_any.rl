def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error, sep=": ")


print(all([]), any([]), all([1, "a", [0]]), any([0, "", None]))
seen = []


def note(x):
    seen.append(x)
    return x > 2


print(any(map(note, [1, 3, 5])), seen)
attempt(lambda: all(5))
