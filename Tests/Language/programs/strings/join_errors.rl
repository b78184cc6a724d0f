def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error, sep=": ")


print(",".join(["a", "b"]), "".join([]), "-".join("abc"), ",".join({"k": 1}))
attempt(lambda: ",".join(["a", 2]))
attempt(lambda: ",".join([b"a"]))
attempt(lambda: ",".join(5))
attempt(lambda: ",".join())
