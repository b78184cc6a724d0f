def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error, sep=": ")


print(b",".join([b"a", b"b"]), b"".join([]), b"-".join((b"x",)))
attempt(lambda: b",".join(["a"]))
attempt(lambda: b",".join(5))
attempt(lambda: b"a" + "b")
attempt(lambda: b"a".center(3, "x"))
