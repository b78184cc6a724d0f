"""Records how CPython formats and rounds numbers: Tests/Fixtures/text/*.tsv."""

import json
import os
import random
import struct

here = os.path.join(os.path.dirname(__file__), "text")
rng = random.Random(7)


def attempt(value, spec):
    try:
        return "ok", format(value, spec)
    except (ValueError, OverflowError) as error:
        return type(error).__name__, str(error)


def lines(name, rows):
    with open(os.path.join(here, name), "w") as out:
        for row in rows:
            out.write("\t".join(json.dumps(x) for x in row) + "\n")


SPECS = [
    "", "q", ".3d", "+s", "#", "=", "=5", "10.3q", "<<<", "05", ">05", "010,", "08,", "+010,.2f", ",s", ",x", "_x",
    "_b", ",_", "_,", "c", "+c", "#c", ",c", ".2c", ".", "5.", " ", "z", "^", "#010x", "#b", "010_b", "#_X", "n", "g",
    ".3", ".0f", "#.0f", "%", ".1%", "e", "E", "G", "F", "#g", "x", "08.3f", "*^12", "s", "z.1f", "0", "0<5", "<05",
    "10ab", "é^9", ".10", ",.3f", "_.2e", "015,.1f", "+.2e", ".6g", ".17g", "99999999999999999999", ".1", " >8.2f",
]
VALUES = [0, 1, 42, -1234567, 2**63 - 1, -(2**63), 0.0, -0.0, 3.14159, 1e20, 1e16, 123456.0, 1e-5, 0.0001, 5e-324,
          1.7976931348623157e308, float("inf"), float("-inf"), float("nan"), 2.5, -0.04, 999999.5, "", "abc", "naïve"]


def kind(value):
    if isinstance(value, str):
        return ("s", value)
    if isinstance(value, int):
        return ("i", str(value))
    return ("f", str(struct.unpack("<Q", struct.pack("<d", value))[0]))


lines("format.tsv", [(*kind(v), s, *attempt(v, s)) for s in SPECS for v in VALUES])

doubles = [rng.uniform(-10, 10) * 10 ** rng.randint(-30, 30) for _ in range(300)]
doubles += [struct.unpack("<d", struct.pack("<Q", rng.getrandbits(64)))[0] for _ in range(300)]
doubles = [x for x in doubles if x == x] + [0.5, 1.5, 2.5, 2.675, 1.005, 1e15, 1e16, 123456789012345678.0, 15.0, 25.0, 35.0]
lines("repr.tsv", [(kind(x)[1], repr(x), str(n), kind(round(x, n))[1])
                   for x in doubles for n in [rng.choice([-25, -3, -2, -1, 0, 1, 2, 3, 5, 12])]
                   if abs(x) < 1e300])
