def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error, sep=": ")


import math
from fractions import Fraction

a, b = Fraction(3, 4), Fraction("-5/6")
print(a, repr(a), a + b, a - b, a * b, a / b, a // b, a % b, a**2, a**-1, -a, abs(b), a + 1, 2 * a, a + 0.5, 1 - a)
print(Fraction(0.75), Fraction("1.25"), Fraction(" 2e-3 "), Fraction(6, -8), Fraction(a, b), Fraction(), float(b), int(b))
print(a > b, a == 0.75, a < 1, a != b, hash(Fraction(2)) == hash(2), hash(a), {a: 1}[Fraction(6, 8)], bool(Fraction(0)))
print(round(Fraction(5, 2)), round(Fraction(22, 7), 2), math.floor(b), math.ceil(b), math.trunc(b), a.as_integer_ratio())
print(Fraction(math.pi).limit_denominator(100), sum([Fraction(1, 3)] * 3), sorted([a, b, 0]))
attempt(lambda: Fraction(1, 0))
attempt(lambda: Fraction("x"))
attempt(lambda: Fraction([]))
attempt(lambda: Fraction(1.5, 2))
attempt(lambda: a + "x")
attempt(lambda: a / 0)
