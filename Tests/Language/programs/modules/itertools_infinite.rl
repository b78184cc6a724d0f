def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error, sep=": ")


from itertools import count, cycle, islice, repeat

print(list(islice(count(5, 2), 3)), list(islice(cycle("ab"), 5)), list(repeat("x", 3)), list(islice(count(0.5, 0.25), 3)))
c = count(3)
next(c)
print(c, count(1, 2), count(1.5), repeat("x"), repeat("x", 2), list(cycle([])))
attempt(lambda: count("a"))
attempt(lambda: cycle(5))
attempt(lambda: repeat(1, "a"))
