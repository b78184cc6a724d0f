def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error, sep=": ")


import math

print(math.modf(3.5), math.modf(-3.25), math.modf(math.inf), math.frexp(8), math.frexp(0), math.ldexp(0.5, 4))
print(math.fmod(-7, 3), math.remainder(7, 4), math.remainder(5, 2), math.copysign(1, -0.0), math.fabs(-3))
print(math.nextafter(1, 2), math.nextafter(0, -1), math.ulp(1), math.ulp(0), math.ulp(math.inf))
attempt(lambda: math.fmod(1, 0))
attempt(lambda: math.remainder(1, 0))
attempt(lambda: math.ldexp(1, 5000))
attempt(lambda: math.ldexp(1.0, 10**20))
