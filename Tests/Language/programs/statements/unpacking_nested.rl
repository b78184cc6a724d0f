(a, b), [c, (d, *e)], *f = [1, 2], ["c", "def"], 5, 6
print(a, b, c, d, e, f)
for i, (k, (v, w)) in enumerate({"x": (1, 2), "y": (3, 4)}.items()):
  print(i, k, v, w)
[(p, q) for p, q in [(1, 2)]]
*start, last = range(4)
first, *middle, end = "abcde"
print(start, last, first, middle, end)
[g], = [[7]]
(h,) = (8,)
print(g, h)
x = *[1, 2], 3
print(x, (*"ab", *range(2)), [*{1: 2}], {*[1, 1, 2]}, {**{"a": 1}, "b": 2, **{"a": 3}})
