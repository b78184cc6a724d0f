def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error, sep=": ")


attempt(lambda: "a" + b"a")
attempt(lambda: b"a" + "a")
attempt(lambda: "a".join([b"b"]))
attempt(lambda: b"a".replace("a", "b"))
attempt(lambda: "a" in b"a")
attempt(lambda: b"a" in "a")
print("a" == b"a", b"a" == "a", {"a": 1}.get(b"a"))
