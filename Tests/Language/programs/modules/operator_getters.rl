def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error, sep=": ")


from operator import attrgetter, itemgetter, methodcaller

print(itemgetter(1)([1, 2]), itemgetter(0, -1)("abc"), itemgetter(slice(1, 3))([1, 2, 3, 4]), attrgetter("real", "imag")(5))
print(methodcaller("split", ",", maxsplit=1)("a,b,c"), sorted([("b", 2), ("a", 3)], key=itemgetter(1)))
print(itemgetter(1), attrgetter("a", "b.c"), methodcaller("f", 1, k=2))
attempt(lambda: itemgetter("x")({}))
attempt(lambda: itemgetter())
attempt(lambda: attrgetter("x")(5))
attempt(lambda: attrgetter(5))
attempt(lambda: methodcaller(5))
