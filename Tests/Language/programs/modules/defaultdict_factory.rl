def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error, sep=": ")


from collections import defaultdict

d = defaultdict(list)
d["a"].append(1)
print(d, d["b"], d.get("c"), "c" in d, d.default_factory, dict(d))
print(defaultdict(int, a=1) | {"b": 2}, defaultdict(None))
attempt(lambda: defaultdict(5))
attempt(lambda: defaultdict(None)["a"])
