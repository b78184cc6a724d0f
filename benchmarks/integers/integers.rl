"""Times operations on long integers: one line per task with its name, a checksum of its result and the best seconds."""
import math
import sys
import time

sys.set_int_max_str_digits(0)


def factorial(n):
    result = 1
    for i in range(2, n + 1):
        result *= i
    return result


def fibonacci(n):
    a, b = 0, 1
    for _ in range(n):
        a, b = b, a + b
    return a


def pi_digits(count):
    """Gibbons' spigot: the digits of pi one by one."""
    q, r, t, k, n, l = 1, 0, 1, 1, 3, 3
    digits = 0
    produced = 0
    while produced < count:
        if 4 * q + r - t < n * t:
            digits = (digits * 10 + n) % 1000000007
            produced += 1
            q, r, n = 10 * q, 10 * (r - n * t), 10 * (3 * q + r) // t - 10 * n
        else:
            q, r, t, k, n, l = q * k, (2 * q + r) * l, t * l, k + 1, (q * (7 * k + 2) + r * l) // (t * l), l + 2
    return digits


def collatz_like(rounds):
    """Many operations on numbers of two and three limbs."""
    x = 2**100 + 12345
    total = 0
    for i in range(rounds):
        x = (x * 6364136223846793005 + i) % (2**127 - 1)
        total ^= x >> 3
    return total


long = 3**209590
text = str(long)
modulus = (2**2048 - 1942289) | 1
base = 3**1290 % modulus
exponent = 5**880 % modulus
wide, narrow = 7**40000, 11**15000

tasks = {
    "factorial(5000), by a loop": lambda: factorial(5000),
    "math.factorial(5000)": lambda: math.factorial(5000),
    "fibonacci(100000), by a loop": lambda: fibonacci(100000),
    "3**100000": lambda: 3**100000,
    "pow of 2048 bits": lambda: pow(base, exponent, modulus),
    "pow of 2048 bits, even modulus": lambda: pow(base, exponent, modulus - 1),
    "str of 100,000 digits": lambda: len(str(long)),
    "int of 100,000 digits": lambda: int(text),
    "hex of 100,000 digits": lambda: len(hex(long)),
    "pi, 2000 digits by a spigot": lambda: pi_digits(2000),
    "product, 1755 by 811 limbs": lambda: wide * narrow,
    "divmod, 1755 by 811 limbs": lambda: sum(divmod(wide, narrow)),
    "gcd, 1755 and 811 limbs": lambda: math.gcd(wide * 30, narrow * 42),
    "isqrt, 1755 limbs": lambda: math.isqrt(wide),
    "two and three limbs": lambda: collatz_like(100000),
}

for name, task in tasks.items():
    best = math.inf
    begin = time.perf_counter()
    while time.perf_counter() - begin < 0.3:
        start = time.perf_counter()
        result = task()
        best = min(best, time.perf_counter() - start)
    print(name, result % 1000000007, best, sep="\t")
