"""Writes integers/operations.json: what CPython 3.11 computes with integers of up to 5,000 limbs of 64 bits.

    python3.11 Tests/Fixtures/make_integers.py

A case is [operation, operands …, digest]. Operands are spelled as recipes (see `number`; Tests/BigInteger/Recipe.swift reads
the same) and results by the first 16 digits of the SHA-256 of their hexadecimal spelling, so that the file stays small.
"""
import hashlib
import json
import math
import pathlib
import random
import sys

assert sys.version_info[:2] == (3, 11), "the oracle is CPython 3.11"
sys.set_int_max_str_digits(0)


def words(seed, count):
    """`count` words of SplitMix64."""
    state = seed
    for _ in range(count):
        state = (state + 0x9E3779B97F4A7C15) % 2**64
        z = (state ^ state >> 30) * 0xBF58476D1CE4E5B9 % 2**64
        z = (z ^ z >> 27) * 0x94D049BB133111EB % 2**64
        yield z ^ z >> 31


def number(recipe):
    """The number that "-kind:x:y" spells: d:N, N itself; r:SEED:BITS, random; p:K:D, 2**K + D; s:K, few bits of K set."""
    kind, *rest = recipe.lstrip("-").split(":")
    x, y = (list(map(int, rest)) + [0])[:2]
    if kind == "d":
        value = x
    elif kind == "r":
        value = sum(word << 64 * i for i, word in enumerate(words(x, (y + 63) // 64))) % 2**y
    elif kind == "p":
        value = 2**x + y
    else:
        value = 2**x + 2**(x * 2 // 3) - 2**(x // 3) + 1
    return -value if recipe.startswith("-") else value


def digest(*results):
    text = ",".join(x.hex() if isinstance(x, float) else x if isinstance(x, str) else format(x, "x") for x in results)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


draw = random.Random(311)


def recipe(limbs):
    sign = draw.choice(["", "", "-"])
    kind = draw.choice("rrrps")
    if kind == "r":
        return f"{sign}r:{draw.randrange(1 << 30)}:{limbs * 64 - draw.randrange(64)}"
    if kind == "p":
        return f"{sign}p:{limbs * 64 - draw.choice([0, 1, 33, 63])}:{draw.choice([-1, 0, 1])}"
    return f"{sign}s:{limbs * 64 - draw.randrange(64)}"


def bits(x):
    """The 64 bits of a double, as 16 hexadecimal digits."""
    import struct
    return struct.pack(">d", x).hex()


def true_quotient(a, b):
    try:
        return bits(a / b)
    except OverflowError:
        return "overflow"


def as_double(a):
    try:
        return bits(float(a))
    except OverflowError:
        return "overflow"


cases = []


def add(operation, *recipes):
    operands = [number(r) for r in recipes]
    a, b, c = (operands + [0, 0])[:3]
    result = {
        "add": lambda: (a + b,), "subtract": lambda: (a - b,), "multiply": lambda: (a * b,),
        "square": lambda: (a * a,), "divide": lambda: divmod(a, b), "and": lambda: (a & b,), "or": lambda: (a | b,),
        "xor": lambda: (a ^ b,), "left": lambda: (a << b,), "right": lambda: (a >> b,), "power": lambda: (a**b,),
        "modular": lambda: (pow(a, b, c),), "gcd": lambda: (math.gcd(a, b),), "root": lambda: (math.isqrt(abs(a)),),
        "decimal": lambda: (str(a),), "hash": lambda: (hash(a),), "double": lambda: (as_double(a),),
        "quotient": lambda: (true_quotient(a, b),), "order": lambda: ((a > float(b)) - (a < float(b)),),
        "inverse": lambda: (pow(a, -1, b),),
        "bits": lambda: (a.bit_length(), a.bit_count(), (a & -a).bit_length()),
    }[operation]()
    cases.append([operation, *recipes, digest(*result)])


sizes = [1, 2, 3, 5, 16, 31, 33, 47, 64, 65, 100, 130, 257, 600, 1300]
for n in sizes:
    for operation in ["add", "subtract", "multiply", "and", "or", "xor", "divide"]:
        for m in {1, 2, draw.choice(sizes), n}:
            add(operation, recipe(n), recipe(m))
    add("divide", recipe(2 * n), recipe(n))
    add("divide", recipe(5 * n + 1), recipe(n))
    for operation in ["square", "root", "decimal", "hash", "double", "bits"]:
        add(operation, recipe(n))
    add("left", recipe(n), f"d:{draw.randrange(300)}")
    add("right", recipe(n), f"d:{draw.randrange(64 * n + 10)}")
    add("gcd", recipe(n), recipe(n))
    add("quotient", recipe(n), recipe(max(1, n - draw.randrange(16))))
for n, m in [(5000, 5000), (5000, 3500), (4000, 3000), (5000, 70), (5000, 1)]:
    add("multiply", recipe(n), recipe(m))
    add("divide", recipe(n), recipe(m))
add("divide", recipe(5000), recipe(2500))
add("square", recipe(5000))
add("square", "p:320000:-1")
add("root", recipe(5000))
add("decimal", recipe(2000))
add("decimal", "p:100000:0")
# The largest digits that a quotient's guess can meet, and quotients that are one off.
for n in [2, 3, 40, 80, 200]:
    for m in [2, 3, 40, 80, 200]:
        add("divide", f"p:{64 * (n + m)}:-1", f"p:{64 * n}:-1")
        add("divide", f"p:{64 * (n + m)}:0", f"p:{64 * n - 1}:1")
        add("divide", f"s:{64 * (n + m)}", f"p:{64 * n - 1}:0")
for base, exponent in [("d:3", 5000), ("d:10", 1234), ("-d:7", 333), ("d:2", 777), ("-d:6", 100), ("p:64:1", 20)]:
    add("power", base, f"d:{exponent}")
for n in [1, 2, 4, 16, 32]:
    for low in (0, 1):
        modulus = f"p:{64 * n}:{draw.randrange(1 << 20) * 2 + low}"
        add("modular", recipe(n), f"r:{n}:{64 * n}", modulus)
        add("modular", recipe(2 * n), f"r:{n}:{20}", modulus)
    add("inverse", f"r:{n + 7}:{64 * n}", f"p:{64 * n + 61}:-1" if n != 1 else "p:61:-1")
for a, b in [("r:5:3000", "r:6:500"), ("s:6400", "s:6000"), ("p:640:0", "p:128:0"), ("d:0", "r:3:900")]:
    common = number(a) * number(b)
    assert math.gcd(common, number(b)) == number(b)
    add("gcd", a, b)
# Halves between two doubles, subnormal quotients and both ends of the range.
for k in [53, 54, 55, 64, 100, 1022, 1023, 1024]:
    for d in [-1, 0, 1, 2, 3]:
        add("double", f"p:{k}:{d}")
        add("order", f"p:{k}:{d}", f"p:{min(k, 1022)}:0")
for a, b in [
    ("p:60:1", "p:1130:0"), ("p:60:3", "p:1134:1"), ("d:1", "p:1074:0"), ("d:1", "p:1075:0"), ("d:3", "p:1075:0"),
    ("d:1", "p:1075:-1"), ("p:1024:0", "d:1"), ("p:1024:-1", "p:3:0"), ("p:2100:0", "p:1076:-1"), ("-p:53:1", "d:2"),
    ("p:54:2", "d:4"), ("p:54:6", "d:4"), ("r:9:4000", "r:8:3990"), ("-r:9:400", "r:8:399"), ("d:0", "-d:5"),
]:
    add("quotient", a, b)
for a in ["p:61:-1", "p:61:-2", "p:122:-1", "-p:61:0", "p:64:0", "-p:64:-1", "d:0", "-d:1"]:
    add("hash", a)
    add("bits", a)
    add("decimal", a)

folder = pathlib.Path(__file__).parent / "integers"
folder.mkdir(exist_ok=True)
rows = ",\n".join(json.dumps(case) for case in cases)
(folder / "operations.json").write_text(f"[\n{rows}\n]\n")
print(len(cases), "cases")
