def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error, sep=": ")


print(list[int], dict[str, int] | None, type(list[int]).__name__)
attempt(lambda: int[0])
attempt(lambda: str["a"])
attempt(lambda: len[0])
