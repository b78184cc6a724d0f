def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error, sep=": ")


print(round(0.5), round(1.5), round(2.5), round(-2.5), round(2.675, 2), round(1.15, 1))
print(round(1234, -2), round(1250, -2), round(1350, -2), round(-25, -1), round(5, 2), round(1.5, None))
print(round(1e20), round(-0.4), round(float("inf"), 2), round(True), round(1e308, -308))
attempt(lambda: round(float("nan")))
attempt(lambda: round(float("inf")))
attempt(lambda: round("a"))
attempt(lambda: round(1.5, "a"))
attempt(lambda: round())
