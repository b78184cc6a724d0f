def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error, sep=": ")


print(int | None, int | str | None, (int | str) == (str | int), int | int, list[int] | None)
print((int | str).__args__, type(int | str).__name__)
attempt(lambda: int | 3)
