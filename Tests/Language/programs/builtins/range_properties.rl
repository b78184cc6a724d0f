def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error, sep=": ")


r = range(10, 0, -3)
print(r, list(r), r.start, r.stop, r.step, len(r), r[0], r[-1], r[1:], r[::-1])
print(r.index(4), r.count(4), 4 in r, 5 in r, 4.0 in r, "4" in r)
print(range(3) == range(0, 3, 1), range(0) == range(2, 1), hash(range(3)) == hash(range(0, 3)), bool(range(0)))
attempt(lambda: r.index(5))
attempt(lambda: r[9])
attempt(lambda: range(1, 2, 0))
attempt(lambda: range(1.5))
attempt(lambda: range())
