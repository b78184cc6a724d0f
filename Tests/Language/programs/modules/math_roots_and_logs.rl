def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error, sep=": ")


import math

print(math.sqrt(2), math.isqrt(17), math.isqrt(10**40), math.cbrt(2), math.exp(1), math.expm1(1e-10), math.exp2(0.5))
print(math.log(8, 2), math.log2(8), math.log10(1000), math.log(10**400), math.log1p(1e-10), math.pow(2, 0.5))
for action in (lambda: math.sqrt(-1), lambda: math.log(0), lambda: math.log(-1), lambda: math.log(2, 1), lambda: math.exp(1000)):
    attempt(action)
attempt(lambda: math.isqrt(-1))
attempt(lambda: math.isqrt(1.5))
attempt(lambda: math.pow(0, -1))
attempt(lambda: math.pow(-2, 0.5))
