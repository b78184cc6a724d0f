def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error, sep=": ")


attempt(lambda: 1 < "a")
attempt(lambda: None < None)
attempt(lambda: [] < ())
attempt(lambda: {} < {})
attempt(lambda: [1, "a"] < [1, 2])
attempt(lambda: range(3) < range(4))
attempt(lambda: b"a" < "a")
print(1 == "a", None == 0, [1] == (1,), b"a" == "a", 1 != "1")
