def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error, sep=": ")


print((0.1).as_integer_ratio(), (2.5).as_integer_ratio(), (-0.0).as_integer_ratio(), (5).as_integer_ratio())
print((2.0).is_integer(), (2.5).is_integer(), float("inf").is_integer())
attempt(lambda: float("inf").as_integer_ratio())
attempt(lambda: float("nan").as_integer_ratio())
