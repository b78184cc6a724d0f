import os, tempfile
folder = tempfile.mkdtemp()
path = os.path.join(folder, 'a.txt')

def attempt(f, *args, **kwargs):
    try:
        print(repr(f(*args, **kwargs)))
    except Exception as e:
        print(type(e).__name__, str(e).replace(folder, 'DIR'))

with open(path, 'w') as f:
    print(f.write('one\ntwo\n'), f.writable(), f.readable(), f.closed, f.mode)
    f.writelines(['three\n', 'four'])
    print('printed', file=f)
print(f.closed)
attempt(f.write, 'x')
with open(path) as f:
    print(repr(f.read()), repr(f.read()))
with open(path, encoding='utf-8') as f:
    print(repr(f.readline()), f.readlines())
print([line.rstrip() for line in open(path)])
with open(path) as f:
    print(f.read(3), f.tell(), f.seek(0), f.read(1), next(f))
    attempt(f.write, 'x')
with open(path, 'a') as f:
    f.write('more')
with open(path, 'r+') as f:
    print(f.read(3)); f.seek(0); f.write('ONE')
print(open(path).read())
with open(path, 'w', encoding='latin-1') as f:
    f.write('é')
print(open(path, 'rb').read(), open(path, encoding='latin-1').read())
attempt(open(path).read)
with open(path, 'wb') as f:
    print(f.write(b'a\r\nb\rc\n'))
    attempt(f.write, 'text')
print(repr(open(path).read()), repr(open(path, newline='').read()), open(path, 'rb').readlines(), list(open(path, newline='')))
attempt(open, os.path.join(folder, 'missing.txt'))
attempt(open, folder)
attempt(open, path, 'q')
attempt(open, path, 'rw')
attempt(open, path, 'rb', encoding='utf-8')
attempt(open, path, 'x')
attempt(open, os.path.join(folder, 'no', 'x'), 'w')
attempt(open, 1.5)
with open(os.path.join(folder, 'new'), 'x') as f:
    f.write('ok')
    attempt(f.write, 5)
    attempt(f.read)
try:
    open('/nonexistent/file')
except FileNotFoundError as e:
    print(e.errno, e.strerror, e.filename, isinstance(e, OSError))
os.remove(path); os.remove(os.path.join(folder, 'new')); os.rmdir(folder)
print(os.path.exists(folder))
