s = {3, 1, 2, 3}
print(s, len(s), 2 in s, 5 in s, set(), {1, 2} | {2, 3}, {1, 2} & {2, 3}, {1, 2} - {2}, {1, 2} ^ {2, 3})
s.add(10); s.discard(1); s.discard(99); s.remove(2)
print(s, {1, 2} <= {1, 2, 3}, {1} < {1}, {1, 2} == {2, 1}, {1}.isdisjoint({2}))
print(sorted(set("hello")), frozenset([1, 2]), set(range(20)), {x % 7 for x in range(50)})
print({-1, -2, 5, 100, 17, 33, 64}, set([8, 16, 24, 0]), {(1, 2), (3, 4)} == {(3, 4), (1, 2)})
s |= {7, 8}
s -= {8}
print(s, len(frozenset("aab")), {frozenset([1]): 1})
big = set(range(0, 1000, 7)); big -= set(range(0, 1000, 3)); print(sum(big), list(big)[:10])
