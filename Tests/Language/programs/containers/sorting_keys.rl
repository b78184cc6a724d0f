people = [('Ann', 30), ('bob', 25), ('Cid', 30), ('dan', 25)]
print(sorted(people, key=lambda p: (p[1], p[0].lower())), sorted(people, key=lambda p: p[1], reverse=True), sorted(people, key=lambda p: p[0]), max(people, key=lambda p: p[1]), min(people, key=lambda p: (p[1], p[0])))
scores = {'x': 0.5, 'y': 0.9, 'z': 0.1}
print(sorted(scores, key=scores.get), sorted(scores.items(), key=lambda kv: -kv[1]), max(scores, key=scores.get), dict(sorted(scores.items())), [k for k, v in sorted(scores.items(), key=lambda kv: kv[1])][:2])
print(sorted('Hello World'), sorted(['b', 'B', 'a', 'A'], key=str.casefold), sorted([[2, 1], [1, 9], [1]]), sorted([(1, 'b'), (1, 'a')]), sorted([True, 0, 2, False]), sorted([0.1, -1, 3]), sorted({3: 1, 1: 2}), sorted(range(5), key=lambda x: -x))
for bad in [[1, 'a'], [None, 1], [(1, 'a'), (1, 2)], [{}, {}]]:
    try:
        sorted(bad)
    except TypeError as e:
        print(e)
