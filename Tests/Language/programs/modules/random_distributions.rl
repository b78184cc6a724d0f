def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error, sep=": ")


import random

random.seed(1)
print(random.triangular(), random.triangular(1, 5, 2), random.betavariate(1, 2), random.expovariate(1.5))
print(random.gammavariate(2, 3), random.gammavariate(0.5, 1), random.gammavariate(1, 2), random.gauss(0, 1), random.gauss())
print(random.normalvariate(0, 1), random.lognormvariate(0, 1), random.vonmisesvariate(1, 2), random.paretovariate(3))
print(random.weibullvariate(1, 2))
attempt(lambda: random.gammavariate(0, 1))
attempt(lambda: random.expovariate(0))
