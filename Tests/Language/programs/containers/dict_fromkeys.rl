def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error, sep=": ")


print(dict.fromkeys("ab"), dict.fromkeys([1, 2], 0), dict.fromkeys([]))
attempt(lambda: dict.fromkeys(5))
attempt(lambda: dict.fromkeys([[]]))
