def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error, sep=": ")


import math

print([math.gamma(x) for x in (0.5, 1, 4.5, 5, 23, 24, 170.5, -0.5, -150.5)])
print([math.lgamma(x) for x in (0.5, 1, 2, 5, 100.5, 1e300, -0.5, 3.7)])
print(math.erf(0.5), math.erfc(0.5), math.erf(-3), math.erfc(10))
attempt(lambda: math.gamma(0))
attempt(lambda: math.gamma(-1))
attempt(lambda: math.gamma(200))
attempt(lambda: math.lgamma(-2))
