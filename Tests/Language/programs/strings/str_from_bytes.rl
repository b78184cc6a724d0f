def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error, sep=": ")


print(str(b"abc", "utf8"), str(b"abc"), str(object="x"), str(), str(b"\xe9", "latin-1"))
attempt(lambda: str(b"\xff", "utf8"))
attempt(lambda: str("a", "utf8"))
attempt(lambda: str(1, "utf8"))
attempt(lambda: str(1, 2, 3, 4))
