def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error, sep=": ")


s = "abc"
print(s.startswith("a"), s.startswith(("x", "a")), s.startswith("b", 1), s.startswith("", 4), s.startswith("", 3))
print(s.endswith("c"), s.endswith(("b", "c")), s.endswith("b", 0, 2), s.startswith(()))
attempt(lambda: s.startswith(1))
attempt(lambda: s.startswith(["a"]))
attempt(lambda: s.startswith(("x", 1)))
