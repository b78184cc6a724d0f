def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error, sep=": ")


import math

print(math.floor(2.7), math.ceil(2.1), math.trunc(-2.7), math.floor(-2.5), math.floor(10**30), math.ceil(True))
attempt(lambda: math.floor(math.nan))
attempt(lambda: math.ceil(math.inf))
attempt(lambda: math.floor("a"))
attempt(lambda: math.trunc("a"))
