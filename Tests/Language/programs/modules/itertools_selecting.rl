def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error, sep=": ")


from itertools import compress, dropwhile, filterfalse, islice, takewhile

print(list(compress("abcd", [1, 0, 1])), list(dropwhile(lambda x: x < 2, [1, 2, 1])), list(takewhile(lambda x: x < 2, [1, 2, 1])))
print(list(filterfalse(None, [0, 1, ""])), list(islice("abcdef", 1, 5, 2)), list(islice(range(10), 2, None, 3)), list(islice("ab", 0)))
it = iter(range(6))
print(list(islice(it, 2)), list(it))
attempt(lambda: islice("abc"))
attempt(lambda: islice("abc", -1))
attempt(lambda: islice("abc", 1, 2, 0))
