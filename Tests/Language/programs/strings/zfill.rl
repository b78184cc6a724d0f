def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error, sep=": ")


print("42".zfill(5), "-42".zfill(5), "+4".zfill(4), "--4".zfill(5), "".zfill(3), "é".zfill(3), "12345".zfill(2))
attempt(lambda: "4".zfill("3"))
