def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error, sep=": ")


import random

random.seed(7)
print(random.choices("abc", k=4), random.choices("ab", weights=[1, 9], k=4), random.choices("ab", cum_weights=[1, 10], k=4))
print(random.sample(["a", "b"], counts=[3, 2], k=3))
attempt(lambda: random.choices([], k=1))
attempt(lambda: random.choices([1, 2], weights=[1]))
attempt(lambda: random.choices([1, 2], weights=[0, 0]))
attempt(lambda: random.choices([1], weights=[1], cum_weights=[1]))
attempt(lambda: random.sample(["a"], 1, counts=[0]))
