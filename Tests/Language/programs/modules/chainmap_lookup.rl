def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error, sep=": ")


from collections import ChainMap

c = ChainMap({"a": 1}, {"a": 2, "b": 3})
print(c["a"], c["b"], dict(c), len(c), list(c), c.maps, "b" in c, c.get("z", 0))
child = c.new_child({"x": 9})
child["a"] = 100
print(child, child.parents == c, c["a"])
attempt(lambda: c["z"])
attempt(lambda: c.pop("b"))
attempt(lambda: c.__delitem__("b"))
