def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error, sep=": ")


print((10**400) // (10**399), (10**400) / (10**399))
attempt(lambda: 10**400 * 1.0)
attempt(lambda: 10**400 / 3)
attempt(lambda: float(10**309))
