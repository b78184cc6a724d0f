def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error, sep=": ")


import math

print(math.fsum([0.1] * 10), math.fsum([1e20, 1, -1e20]), math.prod([1, 2, 3]), math.prod([2.5, 2]), math.prod([], start=5))
print(math.hypot(3, 4), math.hypot(1, 2, 3), math.hypot(), math.dist([1, 2], [4, 6]), math.dist((), ()))
attempt(lambda: math.fsum([math.inf, -math.inf]))
attempt(lambda: math.fsum([1e308, 1e308]))
attempt(lambda: math.dist([1], [1, 2]))
attempt(lambda: math.prod(5))
