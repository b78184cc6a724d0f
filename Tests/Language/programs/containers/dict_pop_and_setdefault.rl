def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error, sep=": ")


d = {"a": 1, "b": 2}
print(d.pop("a"), d.pop("x", None), d.setdefault("b", 9), d.setdefault("c", 3), d.setdefault("n"), d)
print(d.popitem(), d.get("zz"), d.get("zz", 5), d)
attempt(lambda: {}.pop("k"))
attempt(lambda: {}.popitem())
attempt(lambda: {}.get())
attempt(lambda: {}.get(1, default=2))
