from collections import ChainMap


class Defaults(ChainMap):
    def __missing__(self, key):
        return "default"


d = Defaults({"a": 1}, {"b": 2})
print(d["zz"], d.new_child({"c": 3}).__class__.__name__, {"q": 0} | d, d | {"z": 5}, list(d.items()))
print(d.setdefault("a", 9), d.setdefault("n", 9), d.maps, d.popitem())
