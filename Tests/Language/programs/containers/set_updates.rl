def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error, sep=": ")


s = {1, 2, 3}
s |= {4}
s &= {2, 3, 4}
s -= {2}
s ^= {4, 5}
print(s)
s.update([6], "a")
s.discard("zz")
s.remove("a")
s.intersection_update([3, 5, 6])
s.difference_update([3])
s.symmetric_difference_update([5, 7])
print(sorted(s))
attempt(lambda: s.remove(99))
attempt(lambda: set().pop())
attempt(lambda: s.add([]))
