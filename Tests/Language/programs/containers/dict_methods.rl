def attempt(f, *args, **kwargs):
    try:
        print(repr(f(*args, **kwargs)))
    except Exception as e:
        print(type(e).__name__, e)

d = {'a': 1, 'b': 2}
d['c'] = 3
print(d, d.get('a'), d.get('z'), d.get('z', 0), d.setdefault('a', 9), d.setdefault('e', 5), d.pop('b'), d.pop('zz', None), d)
print(list(d.keys()), list(d.values()), list(d.items()), d.keys(), d.values(), d.items())
d.update({'a': 10, 'x': 1}); d.update([('y', 2)], z=3); d.update(q=4); print(d, d.popitem(), len(d), 'a' in d, 'nope' in d)
attempt(d.pop, 'missing')
attempt({}.popitem)
attempt(lambda: d['missing'])
attempt(d.update, 5)
attempt(d.update, [1])
attempt(d.update, [(1, 2, 3)])
attempt(dict, [('a', 1)], [('b', 2)])
attempt(lambda: {[1]: 2})
attempt(d.get)
print(dict(), dict(a=1), dict([('k', 'v')]), dict({'x': 1}, y=2), dict(zip('ab', [1, 2])), dict.fromkeys('ab'), dict.fromkeys([1, 2], 0))
print({1: 'int', 1.0: 'float', True: 'bool'}, {'a': 1} == {'a': 1}, {'a': 1, 'b': 2} == {'b': 2, 'a': 1}, {'a': 1} | {'b': 2})
e = d.copy(); e['new'] = 1; print('new' in d, list(reversed(d)), list(reversed(d.items())))
ks = {'a': 1, 'b': 2}.keys()
print(sorted(ks & {'a', 'c'}), sorted(ks | {'z'}), sorted(ks - {'a'}), sorted(ks ^ {'a', 'q'}), ks == {'a', 'b'}, ks.isdisjoint({'z'}), ('a', 1) in {'a': 1}.items())
for k in list(d):
    del d[k]
print(d)
grow = {1: 1}
try:
    for k in grow:
        grow[k + 1] = 1
except RuntimeError as err:
    print(err)
try:
    del grow['zz']
except KeyError as err:
    print(repr(err), err)
x = {'self': None}; x['self'] = x; print(x)
a = {'m': 1}; a |= {'n': 2}; print(a, {**a, 'm': 9}, {k: v * 2 for k, v in a.items()})
