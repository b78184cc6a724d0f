class Q:
    def __init__(self): self.steps = []
    def add(self, x): self.steps.append(x); return self
    def __getattr__(self, name):
        if name.startswith("__"): raise AttributeError(name)
        return lambda *a: self.add((name, a))
q = Q().add(1).map(2, 3).filter().add(4)
print(q.steps)
print("a b c".split()[1].upper().lower().replace("b", "x").center(5, "-"))
print([[1, 2], [3, 4]][1][0], {"a": {"b": [10, 20]}}["a"]["b"][-1], (lambda: (lambda: 5))()())
print(" ".join(sorted("the quick brown".split(), key=len)[::-1]).title())
