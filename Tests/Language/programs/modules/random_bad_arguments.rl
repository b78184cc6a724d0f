def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error, sep=": ")


import random

attempt(lambda: random.choice([]))
attempt(lambda: random.choice(5))
attempt(lambda: random.randrange(0))
attempt(lambda: random.randrange(5, 5))
attempt(lambda: random.randrange(1, 10, 0))
attempt(lambda: random.randrange(1.5))
attempt(lambda: random.randint(5, 1))
attempt(lambda: random.sample([1, 2], 3))
attempt(lambda: random.sample({1, 2}, 1))
attempt(lambda: random.randbytes(-1))
attempt(lambda: random.getrandbits(-1))
attempt(lambda: random.shuffle((1, 2)))
