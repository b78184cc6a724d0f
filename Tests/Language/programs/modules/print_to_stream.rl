def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error, sep=": ")


import io

out = io.StringIO()
print("a", 1, None, sep="-", end="!", file=out)
print(file=out)
print(repr(out.getvalue()))
attempt(lambda: print(1, sep=5))
attempt(lambda: print(1, end=5))
attempt(lambda: print(1, to=2))
attempt(lambda: print(1, file=5))
