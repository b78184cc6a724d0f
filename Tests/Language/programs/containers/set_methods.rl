def attempt(f, *args, **kwargs):
    try:
        print(repr(f(*args, **kwargs)))
    except Exception as e:
        print(type(e).__name__, e)

a, b = {1, 2, 3}, {3, 4}
print(a | b, a & b, a - b, a ^ b, a.union([9], (8,)), a.intersection([1, 2, 7]), a.difference([1]), a.symmetric_difference([1, 9]))
print(a <= {1, 2, 3, 4}, a < a, a >= {1}, a.issubset(range(5)), a.issuperset([1]), a.isdisjoint([9]), 2 in a, a == {3, 2, 1}, a != b)
s = set(); s.add(1); s.add(1); s.update([2, 3], {4}); s.discard(9); s.remove(1); print(s, len(s))
attempt(s.remove, 99)
attempt(set().pop)
attempt(s.add, [1])
attempt(set, 5)
attempt(lambda: {1} | [2])
attempt(hash, {1})
s.intersection_update([2, 3, 9]); print(s); s.difference_update([2]); print(s); s.symmetric_difference_update([3, 5]); print(s); s.clear(); print(s)
f = frozenset([1, 2]); print(f, f | {3}, {3} | f, hash(f) == hash(frozenset([2, 1])), f == {1, 2}, {f: 'ok'}[frozenset([2, 1])], frozenset(), f.copy() is f)
attempt(lambda: f.add(1))
a |= {10}; a -= {1}; a &= {2, 10, 3}; a ^= {2}; print(sorted(a))
print({x % 3 for x in range(10)}, set('hello') == {'h', 'e', 'l', 'o'}, sorted(set([3, 1, 2])), set([1.0, 1, True]))
