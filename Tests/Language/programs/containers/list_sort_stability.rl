import random
random.seed(5)
data = [(random.randint(0, 9), i) for i in range(300)]
by_first = sorted(data, key=lambda p: p[0])
print(all(a[0] < b[0] or a[1] < b[1] for a, b in zip(by_first, by_first[1:])))
down = sorted(data, key=lambda p: p[0], reverse=True)
print(all(a[0] > b[0] or a[1] < b[1] for a, b in zip(down, down[1:])))
floats = [random.random() for _ in range(500)]
floats_sorted = sorted(floats)
print(all(a <= b for a, b in zip(floats_sorted, floats_sorted[1:])), floats_sorted[:3])
mixed = sorted([3, 1.5, True, -2, 0.5])
print(mixed, min(mixed), max(mixed))
class V:
    def __init__(self, n):
        self.n = n
    def __lt__(self, other):
        return self.n < other.n
    def __repr__(self):
        return 'V%d' % self.n
print(sorted([V(3), V(1), V(2)]), min(V(5), V(4)), max([V(1), V(9)], key=lambda v: v.n))
words = 'the quick brown fox jumps over the lazy dog'.split()
print(sorted(words, key=lambda w: (-len(w), w)), sorted(set(words)))
try:
    sorted([V(1), 2])
except (TypeError, AttributeError) as e:
    print(type(e).__name__, e)
l = [3, 2, 1]
def bad(x):
    l.append(9)
    return x
try:
    l.sort(key=bad)
except ValueError as e:
    print(e)
