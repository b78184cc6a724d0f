def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error, sep=": ")


attempt(lambda: "abc"[5])
attempt(lambda: "abc"["a"])
attempt(lambda: [1][1.5])
attempt(lambda: (1,)[3])
attempt(lambda: b"a"[5])
attempt(lambda: {}["k"])
attempt(lambda: {}[[]])
attempt(lambda: {1}[0])
attempt(lambda: None[0])
attempt(lambda: 5[0])
attempt(lambda: len[0])
