def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error, sep=": ")


from collections import deque


def grow():
    d = deque([1])
    for x in d:
        d.append(x)


attempt(grow)
