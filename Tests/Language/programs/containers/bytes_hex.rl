def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error, sep=": ")


print(b"\x01\xff".hex(), b"\x01\xff\x02".hex(":"), b"\x01\xff\x02".hex("-", 2), b"\x01\xff\x02".hex("-", -2))
print(bytes.fromhex("00 ff"), bytes.fromhex("0aFF"))
attempt(lambda: bytes.fromhex("0"))
attempt(lambda: bytes.fromhex("zz"))
attempt(lambda: b"a".hex("ab"))
