def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error, sep=": ")


import math

print(math.factorial(20), math.factorial(30), math.comb(5, 2), math.comb(5, 6), math.comb(100, 50), math.perm(5, 2), math.perm(5))
print(math.gcd(12, 18), math.gcd(), math.gcd(-4, 6, 8), math.lcm(4, 6), math.lcm(), math.lcm(0, 3))
attempt(lambda: math.factorial(-1))
attempt(lambda: math.factorial(1.5))
attempt(lambda: math.comb(-1, 2))
attempt(lambda: math.comb(5, -2))
attempt(lambda: math.gcd(1.5))
