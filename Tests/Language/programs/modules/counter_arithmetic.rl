def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error, sep=": ")


from collections import Counter

a, b = Counter("aab"), Counter("bc")
print(a + b, a - b, a & b, a | b, +Counter(x=-1, y=1), -Counter(x=-1), a <= Counter("aabb"), a == Counter("aba"))
a += b
a.subtract("a")
print(a, a.total(), list(a.elements()), a.most_common(2), a["z"], "z" in a)
print(Counter(), Counter(a=2), Counter([1, 1]).copy())
attempt(lambda: Counter(5))
attempt(lambda: Counter.fromkeys("ab"))
attempt(lambda: Counter("a", "b"))
