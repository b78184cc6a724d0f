def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error, sep=": ")


print(0**0, 2**-2, (-2) ** 3, 2**0.5, (-2.0) ** 2, 10**20, True**True)
attempt(lambda: 0**-1)
attempt(lambda: 0.0**-1)
attempt(lambda: 2.0**5000)
