def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error, sep=": ")


import json

loop = []
loop.append(loop)
attempt(lambda: json.dumps({1, 2}))
attempt(lambda: json.dumps(b"a"))
attempt(lambda: json.dumps({(1, 2): 3}))
attempt(lambda: json.dumps(float("nan"), allow_nan=False))
attempt(lambda: json.dumps(loop))
attempt(lambda: json.dumps({"b": 1, 1: 2}, sort_keys=True))
