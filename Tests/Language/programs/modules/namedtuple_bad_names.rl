def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error, sep=": ")


from collections import namedtuple

attempt(lambda: namedtuple("P", "x x"))
attempt(lambda: namedtuple("P", "def"))
attempt(lambda: namedtuple("P", "_x"))
attempt(lambda: namedtuple("1P", "x"))
attempt(lambda: namedtuple("P", "x", defaults=[1, 2]))
