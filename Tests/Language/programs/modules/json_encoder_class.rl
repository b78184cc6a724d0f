def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error, sep=": ")


import json


class Encoder(json.JSONEncoder):
    def default(self, o):
        if isinstance(o, set):
            return sorted(o)
        return super().default(o)


print(json.dumps({"s": {3, 1}}, cls=Encoder), Encoder(indent=1).encode([1]), json.JSONEncoder(sort_keys=True).encode({"b": 1, "a": 2}))
print(json.JSONDecoder().decode("[1]"), json.JSONDecoder().raw_decode("[1] rest"))
attempt(lambda: json.dumps(print, cls=Encoder))
