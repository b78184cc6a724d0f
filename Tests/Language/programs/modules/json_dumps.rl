import json
def attempt(f, *args, **kwargs):
    try:
        print(f(*args, **kwargs))
    except Exception as e:
        print(type(e).__name__, e)
data = {'name': 'Ann', 'n': [1, 2.5, None, True, False], 'nested': {'é': 'ü😀', 'empty': [], 'e2': {}}, 't': (1, 2), 'esc': 'q"\\\n\t\x01/\x7f'}
print(json.dumps(data))
print(json.dumps(data, indent=2))
print(json.dumps(data, indent='\t', sort_keys=True, ensure_ascii=False))
print(json.dumps(data, separators=(',', ':')), json.dumps([1, 2], indent=0), json.dumps({}, indent=4), json.dumps([], indent=4), json.dumps([[1], {'a': [2]}], indent=1))
print(json.dumps({1: 'int', 2.5: 'float', True: 'bool', None: 'none'}), json.dumps('x'), json.dumps(1e100), json.dumps(10**30), json.dumps([float('nan'), float('inf'), -float('inf')]))
attempt(json.dumps, {(1, 2): 3})
attempt(json.dumps, {(1, 2): 3, 'ok': 1}, skipkeys=True)
attempt(json.dumps, {1, 2})
attempt(json.dumps, object)
attempt(json.dumps, float('nan'), allow_nan=False)
attempt(json.dumps, {1, 2}, default=sorted)
attempt(json.dumps, {'b': 1, 1: 2}, sort_keys=True)
loop = []; loop.append(loop)
attempt(json.dumps, loop)
class D(dict): pass
class L(list): pass
print(json.dumps(D(a=L([1]))), json.dumps({'a': {'b': {'c': [{}]}}}, indent=3))
