def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error, sep=": ")


import random

for seed in (0, 1, -1, 10**40, "abc", b"abc", 1.5, True):
    random.seed(seed)
    print(repr(seed), random.random())
random.seed("abc", version=1)
print(random.random(), random.Random("abc").random())
attempt(lambda: random.seed([]))
