def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error, sep=": ")


import bisect

a = [1, 2, 2, 3]
print(bisect.bisect(a, 2), bisect.bisect_left(a, 2), bisect.bisect_right(a, 9), bisect.bisect(a, 2, 0, 1))
print(bisect.bisect_left([3, 2, 1], -2, key=lambda x: -x))
bisect.insort(a, 2.5)
bisect.insort_left(a, 0)
print(a)
attempt(lambda: bisect.bisect([1, 2], "a"))
attempt(lambda: bisect.bisect([1], 1, -1))
