def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error, sep=": ")


print(list(enumerate("ab")), list(enumerate("ab", 5)), list(enumerate(iterable="ab", start=-1)))
print(list(enumerate("a", 2**64)))
attempt(lambda: enumerate())
attempt(lambda: enumerate(5))
attempt(lambda: enumerate("a", "b"))
