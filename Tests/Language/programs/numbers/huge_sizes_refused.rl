def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error, sep=": ")


attempt(lambda: format(1.5, ".9999999999f"))
attempt(lambda: "a" * -5)
attempt(lambda: (5).to_bytes(-1, "big"))
attempt(lambda: [1] * (2**63))
