def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error, sep=": ")


import math

print(math.sin(1), math.cos(1), math.tan(1), math.asin(1), math.acos(0.5), math.atan(1), math.atan2(1, -1))
print(math.sinh(1), math.cosh(1), math.tanh(1), math.asinh(1), math.acosh(2), math.atanh(0.5))
print(math.degrees(math.pi), math.radians(180), math.pi, math.e, math.tau, math.inf, math.nan)
attempt(lambda: math.acos(2))
attempt(lambda: math.atanh(1))
attempt(lambda: math.sin(math.inf))
attempt(lambda: math.sin("a"))
