def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error, sep=": ")


numbers = [1, 2, 3, 0, 4]
print(list(iter(lambda: numbers.pop(0), 0)), numbers)
attempt(lambda: iter(5))
attempt(lambda: iter(5, 6))
