def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error, sep=": ")


a, b = {"x": 1, "y": 2}, {"y": 3, "z": 4}
print(a | b, b | a, a)
a |= [("q", 9)]
print(a)
attempt(lambda: {} | [])
attempt(lambda: a.__ior__(5))
