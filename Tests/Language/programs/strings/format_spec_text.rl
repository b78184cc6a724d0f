def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error, sep=": ")


print([format("abc", spec) for spec in ["", "s", "5", ">5", "^6", "*<5", ".2", ">6.1", "é^5", "05"]])
for spec in ["d", "+", "=5", ",", "#", "z"]:
    attempt(lambda: format("abc", spec))
