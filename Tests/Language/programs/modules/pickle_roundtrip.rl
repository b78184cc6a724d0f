import pickle, io, os, tempfile
values = [None, True, False, 0, 1, 255, 256, 65536, -1, 2**31, -2**31 - 1, 2**63, -2**63 - 1, 10**30, 1.5, float('inf'), '', 'abc', 'é😀', 'x' * 300, b'', b'\x00\xff', b'y' * 300,
          [], [1], [1, [2, [3]]], (), (1,), (1, 2), (1, 2, 3), (1, 2, 3, 4), {}, {'a': 1}, {'a': [1, 2], 'b': {'c': (None,)}}, set(), {1, 2}, frozenset([3]), list(range(1200)), {i: str(i) for i in range(1100)}]
for protocol in range(6):
    print(protocol, all(pickle.loads(pickle.dumps(v, protocol)) == v for v in values), all(type(pickle.loads(pickle.dumps(v, protocol))) is type(v) for v in values))
shared = [1]
back = pickle.loads(pickle.dumps([shared, shared]))
print(back, back[0] is back[1])
loop = []; loop.append(loop)
back = pickle.loads(pickle.dumps(loop)); print(back[0] is back)
stats = [{'objective/kl': 1.25, 'ppo/loss/total': -0.5, 'epoch': 1, 'rewards': [0.5, 1.5]}]
path = os.path.join(tempfile.mkdtemp(), 'stats.pkl')
with open(path, 'wb') as f:
    pickle.dump(stats, f)
with open(path, 'rb') as f:
    print(pickle.load(f) == stats)
f = io.BytesIO(); pickle.dump(1, f); pickle.dump('two', f); f.seek(0); print(pickle.load(f), pickle.load(f))
for data in [b'', b'\x80\x04K\x01', b'garbage', b'\x80\x09.', 'text']:
    try:
        print(pickle.loads(data))
    except Exception as e:
        print(type(e).__name__)
print(pickle.dumps([1, 2, 'a']), pickle.dumps({'k': (1.5, None)}, 2), pickle.dumps(300, 0) is not None, pickle.HIGHEST_PROTOCOL, pickle.DEFAULT_PROTOCOL)
