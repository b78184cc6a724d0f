def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error, sep=": ")


print(isinstance(1, int | str), isinstance(1.5, int | str), isinstance(None, int | None))
print(isinstance("a", (int, (str, bytes))), issubclass(bool, int | float))
attempt(lambda: isinstance(1, "int"))
attempt(lambda: isinstance([], list[int]))
attempt(lambda: issubclass(1, int))
attempt(lambda: issubclass(int, 5))
