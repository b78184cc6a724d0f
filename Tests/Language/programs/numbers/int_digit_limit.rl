import json
import sys


def attempt(f):
    try:
        print(str(f())[:30])
    except Exception as error:
        print(type(error).__name__, str(error)[:120])

for text in ["9" * 5000, "0" * 5000, "1_0" * 3000, " " + "9" * 4301, "9" * 5000 + "!", "9" * 4300 + "!", "_1", "1__0", "1_"]:
    attempt(lambda: int(text))
attempt(lambda: int("z" * 5000, 36))
attempt(lambda: int("f" * 5000, 16) % 1000)
attempt(lambda: json.loads("9" * 5000))
attempt(lambda: "%d" % 10**5000)
attempt(lambda: f"{10**5000:,}")
attempt(lambda: "%x" % 10**5000)
attempt(lambda: str(10**4299))
attempt(lambda: str(10**4300))
attempt(lambda: repr(-10**4300))
attempt(lambda: [10**4300])
for limit in [1, 639, -1, 640, 5001, 0]:
    attempt(lambda: sys.set_int_max_str_digits(limit))
    attempt(lambda: sys.get_int_max_str_digits())
    attempt(lambda: len(str(10**5000)))
    attempt(lambda: int("7" * 5000) % 10**9)
