def attempt(f, *args, **kwargs):
    try:
        print(repr(f(*args, **kwargs)))
    except Exception as e:
        print(type(e).__name__, e)

t = (1, 2, 3, 2)
print(t.index(2), t.count(2), t + (4,), t * 2, t[1:3], t[::-1], (1, 2) < (1, 3), tuple('abc'), tuple([]), hash((1, 2)) == hash((1, 2)), 3 in t)
attempt(t.index, 9)
attempt(lambda: t[9])
attempt(lambda: t + [1])
attempt(tuple, 5)
r = range(2, 20, 3)
print(r, list(r), len(r), r[1], r[-1], r[1:4], r[::-1], 5 in r, 6 in r, r.index(8), r.count(8), r.start, r.stop, r.step, r == range(2, 18, 3), list(range(5, 0, -2)), range(0) == range(5, 5))
attempt(range, 1, 2, 0)
attempt(range)
attempt(range, 1.5)
attempt(range, 1, 2, 3, 4)
attempt(lambda: r[100])
attempt(r.index, 3)
print(list(reversed(range(5))), sum(range(101)), max(range(10)), slice(1, 10, 2).indices(5), list(range(10))[slice(2, None, 3)])
first, *rest = range(5); print(first, rest); *init, last = 'abc'; print(init, last)
attempt(lambda: (lambda a, b: 0)(*(1,)))
