def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error, sep=": ")


d = {"a": 1, "b": 2}
keys, values, items = d.keys(), d.values(), d.items()
d["c"] = 3
print(keys, values, items, len(keys), "c" in keys, 3 in values, ("a", 1) in items)
print(keys & {"a", "z"}, sorted(keys | ["q"]), sorted(keys - {"a"}), sorted(keys ^ {"a", "w"}), keys == {"a", "b", "c"})
print(keys.isdisjoint(["z"]), keys <= {"a", "b", "c", "d"}, d.values() == d.values(), list(reversed(keys)))
attempt(lambda: keys[0])
attempt(lambda: values & {1})
