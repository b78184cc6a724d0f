def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error, sep=": ")


print(format(True), format(True, "d"), format(True, "5"), format(None), format([1]), format((1, 2)))
attempt(lambda: format([1], ">5"))
attempt(lambda: format(None, "5"))
attempt(lambda: format(True, "s"))
attempt(lambda: format(1, 2))
