class Lower(dict):
  def __setitem__(self, k, v):
    super().__setitem__(k.lower(), v)

  def __getitem__(self, k):
    return super().__getitem__(k.lower())

  def __contains__(self, k):
    return super().__contains__(k.lower())


d = Lower(Z=1)
d["ABC"] = 2
print(d, d["aBc"], "ABC" in d, d.get("ABC"), len(d), list(d.items()))
d["X"] = 1
d["x"] += 5
print(d, type(d.copy()).__name__)
