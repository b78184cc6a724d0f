import os, shutil, tempfile, glob
base = tempfile.mkdtemp()
def attempt(f, *args, **kwargs):
    try:
        print(repr(f(*args, **kwargs)).replace(base, 'DIR'))
    except Exception as e:
        print(type(e).__name__, str(e).replace(base, 'DIR'))
os.makedirs(os.path.join(base, 'a', 'b', 'c'))
os.makedirs(os.path.join(base, 'a'), exist_ok=True)
attempt(os.makedirs, os.path.join(base, 'a'))
attempt(os.mkdir, os.path.join(base, 'a'))
attempt(os.mkdir, os.path.join(base, 'q', 'r'))
for name in ['one.txt', 'two.txt', 'three.md']:
    with open(os.path.join(base, 'a', name), 'w') as f:
        f.write(name)
with open(os.path.join(base, 'a', 'b', 'deep.txt'), 'w') as f:
    f.write('deep')
print(sorted(os.listdir(os.path.join(base, 'a'))))
for root, dirs, files in sorted(os.walk(base)):
    print(root.replace(base, 'DIR'), sorted(dirs), sorted(files))
for root, dirs, files in os.walk(base, topdown=False):
    print(root.replace(base, 'DIR'), len(files))
for root, dirs, files in os.walk(base):
    dirs[:] = [d for d in dirs if d != 'b']
    print(root.replace(base, 'DIR'))
print(sorted(glob.glob(base + '/a/*.txt'))[0].replace(base, 'DIR'), len(glob.glob(base + '/**/*.txt', recursive=True)), glob.glob(base + '/*.nope'), len(glob.glob(os.path.join(base, 'a', 't*'))))
print(os.path.getsize(os.path.join(base, 'a', 'one.txt')), os.stat(os.path.join(base, 'a', 'one.txt')).st_size, sorted(e.name for e in os.scandir(os.path.join(base, 'a')) if e.is_file()))
os.rename(os.path.join(base, 'a', 'one.txt'), os.path.join(base, 'a', 'uno.txt'))
shutil.copy(os.path.join(base, 'a', 'uno.txt'), os.path.join(base, 'copy.txt'))
shutil.copytree(os.path.join(base, 'a'), os.path.join(base, 'z'))
print(open(os.path.join(base, 'copy.txt')).read(), sorted(os.listdir(os.path.join(base, 'z'))))
attempt(os.rmdir, os.path.join(base, 'a'))
attempt(os.remove, os.path.join(base, 'nothing'))
attempt(os.listdir, os.path.join(base, 'nothing'))
attempt(os.rename, os.path.join(base, 'x'), os.path.join(base, 'y'))
shutil.move(os.path.join(base, 'copy.txt'), os.path.join(base, 'z'))
print(os.path.exists(os.path.join(base, 'z', 'copy.txt')))
shutil.rmtree(base)
print(os.path.exists(base))
with tempfile.TemporaryDirectory() as t:
    print(os.path.isdir(t))
print(os.path.isdir(t))
