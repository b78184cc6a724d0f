def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error, sep=": ")


print(list[int], dict[str, list[int]], tuple[int, ...], set[str], type[int])
print(list[int]([1, 2]), dict[str, int](a=1), list[int].__origin__, dict[str, int].__args__)
print(list[int] == list[int], list[int] == list[str])
attempt(lambda: int[str])
