from collections import Counter

c = Counter()
c.update("abca")
c.update({"a": 2})
c["z"] += 1
del c["missing"]
print(c, c.most_common(1), sorted(c), dict(c - Counter("a")), c & Counter("ab"))
c.clear()
print(c, Counter(a=3, b=1) == Counter(b=1, a=3, c=0), Counter("ab") < Counter("abc"))
