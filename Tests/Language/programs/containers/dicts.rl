d = {"a": 1, "b": 2, 3: [4]}
print(d, d["a"], d.get("z"), d.get("z", 0), len(d), "a" in d, 3 in d)
d["c"] = 5; d["a"] = 10
del d["b"]
print(d, list(d), list(d.keys()), list(d.values()), list(d.items()))
for k, v in d.items(): print(k, v)
print(d.pop("a"), d.pop("zz", None), d.setdefault("q", 7), d)
d.update({"x": 1}, y=2)
print({**d, "x": 99}, d | {"n": 0}, {1: "i", 1.0: "f", True: "b"})
print({(1, 2): "t"}[(1, 2)], dict(a=1), dict([(1, 2)]), dict.fromkeys("ab", 0))
e = {}
for i in range(100): e[i] = i
for i in range(0, 100, 2): del e[i]
print(len(e), list(e)[:5], sum(e.values()), e == dict(e.items()))
print(d.popitem(), {} == {}, {1: 2} == {1: 3}, not {})
