def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error, sep=": ")


attempt(lambda: 1 + "a")
attempt(lambda: "a" + 1)
attempt(lambda: [] + ())
attempt(lambda: b"a" + "a")
attempt(lambda: "a" - "b")
attempt(lambda: [1] * "a")
attempt(lambda: {} + {})
attempt(lambda: {1} + {2})
attempt(lambda: {1} | [1])
attempt(lambda: None + 1)
attempt(lambda: -"a")
attempt(lambda: ~1.5)
