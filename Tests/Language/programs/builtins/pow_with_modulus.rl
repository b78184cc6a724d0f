def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error, sep=": ")


print(pow(2, 10), pow(2, -1), pow(2.0, 0.5), pow(2, 100, 7), pow(3, -1, 7), pow(-2, 3, 5), pow(2, 3, -5), pow(2, 0, 1))
print(pow(base=2, exp=3), pow(2, exp=3, mod=5), pow(0, 0))
attempt(lambda: pow(2, 3, 0))
attempt(lambda: pow(2, -1, 4))
attempt(lambda: pow(2.0, 3, 5))
attempt(lambda: pow(0, -1))
attempt(lambda: pow(2))
