def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error, sep=": ")


print(int.from_bytes(b"\x04\x00", "big"), int.from_bytes(b"\x04\x00", "little"), int.from_bytes(b"\xff\xff", "big", signed=True))
print(int.from_bytes([1, 2], "little"), int.from_bytes(b"\x01"), int.from_bytes(b"", "big"))
attempt(lambda: int.from_bytes("a", "big"))
attempt(lambda: int.from_bytes([256], "big"))
attempt(lambda: int.from_bytes(b"a", "middle"))
