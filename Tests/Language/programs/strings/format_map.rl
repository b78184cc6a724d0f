def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error, sep=": ")


class Default(dict):
    def __missing__(self, key):
        return "<" + key + ">"


print("{a} {b}".format_map(Default(a=1)), "{x[0]}".format_map({"x": "yz"}))
attempt(lambda: "{a}".format_map({}))
attempt(lambda: "{}".format_map({"a": 1}))
