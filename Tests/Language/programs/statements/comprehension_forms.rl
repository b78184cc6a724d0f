print([x for x in range(10) if x % 2 if x > 3], [(x, y) for x in range(3) for y in range(x)], [[j for j in range(i)] for i in range(3)])
print({x % 3 for x in range(10)}, {k: v for k, v in zip("abc", range(3)) if v}, {i: {j for j in range(i)} for i in range(3)})
print([x for row in [[1, 2], [3]] for x in row], [f(3) for f in [lambda x: x, lambda x: -x]], sum([x for x in (1, 2)]))
print([a + b for a, b in [(1, 2), (3, 4)]], [c for (c, *_) in ["ab", "cd"]], [x for x in [1, 2] or [3]], [y for x in "ab" if (y := x * 2)])
