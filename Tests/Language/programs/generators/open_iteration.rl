import os, tempfile
path = os.path.join(tempfile.mkdtemp(), 'words.txt')
with open(path, 'w', encoding='utf-8') as f:
    for word in ['uno', 'dos', 'tres', 'señal']:
        f.write(word + '\n')
with open(path, encoding='utf-8') as f:
    for number, line in enumerate(f, 1):
        print(number, repr(line))
with open(path, encoding='utf-8') as f:
    first = next(f); rest = f.readlines()
print(first.strip(), len(rest), sum(len(l) for l in rest))
with open(path, encoding='utf-8') as f:
    print([l.strip().upper() for l in f if 's' in l])
print(open(path, 'rb').read()[-7:], len(open(path, 'rb').read()), os.path.getsize(path))
with open(path, 'a', encoding='utf-8') as f:
    print('extra', 1, 2, sep=';', file=f)
print(open(path, encoding='utf-8').read().splitlines()[-1])
with open(path, 'w') as f:
    pass
print(repr(open(path).read()), list(open(path)))
try:
    with open(path, 'w') as f:
        f.write('partial')
        raise ValueError('stop')
except ValueError as e:
    print(e, open(path).read(), f.closed)
