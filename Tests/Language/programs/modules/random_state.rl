def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error, sep=": ")


import random

r = random.Random(5)
state = r.getstate()
first = [r.random() for _ in range(3)]
r.setstate(state)
print(first == [r.random() for _ in range(3)], state[0], len(state[1]), state[2])
r.gauss(0, 1)
print(r.getstate()[2])
attempt(lambda: r.setstate((2, (), None)))
