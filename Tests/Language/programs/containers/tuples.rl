t = (1, "a", 2.5)
print(t, t[0], t[-1], t[1:], len(t), (1,), (), t + (4,), (0,) * 3)
a, b, c = t
print(a, b, c, 1 in t, t.index("a"), t.count(1), hash((1, 2)) == hash((1, 2)))
x = 1, 2, 3
print(x, (1, 2) < (1, 3), (1, 2) == (1, 2), tuple([1, 2]), tuple("ab"))
a, b = b, a
print(a, b)
