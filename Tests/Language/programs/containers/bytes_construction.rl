def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error, sep=": ")


print(bytes(3), bytes([1, 2, 255]), bytes("é", "utf8"), bytes(b"a"), bytes(), bytes(range(3)))
attempt(lambda: bytes("a"))
attempt(lambda: bytes(-1))
attempt(lambda: bytes([256]))
attempt(lambda: bytes(["a"]))
attempt(lambda: bytes(1.5))
attempt(lambda: bytes(1, "utf8"))
