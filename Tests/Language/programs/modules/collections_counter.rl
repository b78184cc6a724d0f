from collections import Counter
c = Counter('abracadabra')
print(c, c['a'], c['z'], c.most_common(2), c.most_common(), sorted(c.elements()), c.total(), len(c), list(c), dict(c))
c.update('aaa'); c.update({'z': 5}); c.subtract('ab'); print(c, c['q'], 'q' in c)
d = Counter(a=1, b=2)
print(c + d, c - d, c & d, c | d, +Counter(a=-1, b=1), Counter() == Counter(a=0), Counter('ab') < Counter('aabb'))
del c['nothing']; del c['a']; print('a' in c, Counter(), Counter([1, 1, 2]), repr(Counter({'x': 1})), isinstance(c, dict), Counter(['b', 'a', 'b']).most_common(1)[0][0])
words = 'the cat and the dog and the bird'.split()
counts = Counter(words)
for word, n in counts.most_common(3):
    print(word, n)
print(sorted(counts.items()), counts.get('cat'), counts.get('cow', 'none'), max(counts, key=counts.get), {w: n for w, n in counts.items() if n > 1})
c = Counter(x=3); c += Counter(x=1, y=-2); print(c); c -= Counter(x=4); print(c); print(Counter(a=3).copy(), Counter(x=1).pop('x'))
