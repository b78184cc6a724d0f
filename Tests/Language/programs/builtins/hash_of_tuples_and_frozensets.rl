def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error, sep=": ")


print(hash(()), hash((1,)), hash((1, 2, 3)), hash((1, (2, 3))))
print(hash(frozenset()), hash(frozenset([1, 2, 3])))
for value in ([], {}, set(), slice(1), (1, [])):
    attempt(lambda: hash(value))
