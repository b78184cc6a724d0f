def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error, sep=": ")


table = bytes.maketrans(b"abc", b"xyz")
print(b"aabbcc-d".translate(table), b"abc".translate(None, b"b"), b"abc".translate(table, delete=b"a"))
attempt(lambda: b"a".translate(b"short"))
attempt(lambda: bytes.maketrans(b"a", b"bc"))
