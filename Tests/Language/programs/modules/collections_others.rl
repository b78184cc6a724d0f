from collections import defaultdict, OrderedDict, deque, namedtuple, ChainMap
def attempt(f, *args, **kwargs):
    try:
        print(repr(f(*args, **kwargs)))
    except Exception as e:
        print(type(e).__name__, e)
d = defaultdict(list); d['a'].append(1); d['a'].append(2); d['b']
print(d, dict(d), d.default_factory, d.get('zz'), 'zz' in d, len(d), isinstance(d, dict))
n = defaultdict(int); n['x'] += 5; n['y'] -= 1; print(n, sorted(n.items()))
attempt(lambda: defaultdict()['k'])
attempt(defaultdict, 5)
nested = defaultdict(lambda: defaultdict(int)); nested['a']['b'] += 1; print(nested['a']['b'], list(nested))
o = OrderedDict([('b', 1), ('a', 2)]); o['c'] = 3; o.move_to_end('b'); print(o, list(o)); o.move_to_end('c', last=False); print(o.popitem(), o.popitem(last=False), o, OrderedDict(a=1) == {'a': 1}, OrderedDict([('a', 1), ('b', 2)]) == OrderedDict([('b', 2), ('a', 1)]), OrderedDict())
q = deque([1, 2, 3], maxlen=4); q.append(4); q.append(5); q.appendleft(0); print(q, q[0], q[-1], len(q), q.maxlen, list(q), 3 in q)
q = deque('abc'); q.rotate(1); print(q, q.pop(), q.popleft(), q); q.extend([1, 2]); q.extendleft([8, 9]); print(q, q.index(1), q.count(9)); q.remove(8); q.insert(1, 'i'); q.reverse(); print(q, q.copy() == q, deque(), deque([1]) + deque([2]), list(reversed(q)))
attempt(deque().pop)
attempt(deque().popleft)
attempt(lambda: deque([1])[3])
attempt(deque([1]).remove, 5)
P = namedtuple('P', ['x', 'y'], defaults=[10]); p = P(1); print(p, p.x, p.y, p[0], tuple(p), p._replace(x=5), p._asdict(), P._fields, P._make([7, 8]), p == (1, 10), len(p), isinstance(p, tuple), P(y=1, x=2), hash(p) == hash((1, 10)))
x, y = p; print(x, y, sorted([P(2, 1), P(1, 2)]), namedtuple('Q', 'a b c')(1, 2, 3), [*p], P.__name__)
attempt(P)
attempt(P, 1, 2, 3)
attempt(P, 1, z=2)
attempt(namedtuple, 'X', 'a a')
attempt(namedtuple, 'X', '_a')
attempt(namedtuple, 'X', 'class')
attempt(lambda: setattr(p, 'x', 1))
class Pt(namedtuple('Pt', 'x y')):
    def norm(self):
        return (self.x ** 2 + self.y ** 2) ** 0.5
print(Pt(3, 4).norm(), Pt(3, 4))
cm = ChainMap({'a': 1}, {'a': 2, 'b': 3}); print(cm['a'], cm['b'], len(cm), sorted(cm), cm.get('z', 0), cm)
