import os, tarfile, tempfile, shutil
base = tempfile.mkdtemp()
src = os.path.join(base, 'model')
os.makedirs(os.path.join(src, 'sub'))
for name, text in [('config.json', '{"a": 1}'), ('weights.bin', 'w' * 5000), ('sub/deep.txt', 'deep')]:
    with open(os.path.join(src, name), 'w') as f:
        f.write(text)
for mode, ext in [('w:gz', '.tar.gz'), ('w', '.tar'), ('w:bz2', '.tar.bz2'), ('w:xz', '.tar.xz')]:
    archive = os.path.join(base, 'm' + ext)
    with tarfile.open(archive, mode) as tar:
        tar.add(src, arcname='model')
    with tarfile.open(archive, 'r:*') as tar:
        print(sorted(tar.getnames()), sum(m.size for m in tar.getmembers() if m.isfile()))
archive = os.path.join(base, 'm.tar.gz')
out = os.path.join(base, 'out')
with tarfile.open(archive, 'r:gz') as tar:
    tar.extractall(out)
    print(tar.extractfile('model/config.json').read(), tar.getmember('model/sub').isdir(), tar.getmember('model/weights.bin').size)
print(sorted(os.listdir(os.path.join(out, 'model'))), open(os.path.join(out, 'model', 'sub', 'deep.txt')).read(), tarfile.is_tarfile(archive))
with tarfile.open(os.path.join(base, 'one.tar.gz'), 'w:gz') as tar:
    tar.add(os.path.join(src, 'config.json'), arcname='only.json')
with tarfile.open(os.path.join(base, 'one.tar.gz')) as tar:
    print([m.name for m in tar], tar.getnames())
with open(os.path.join(base, 'bad.tar.gz'), 'w') as f:
    f.write('this is not an archive at all')
for path in ['bad.tar.gz', 'missing.tar.gz']:
    try:
        tarfile.open(os.path.join(base, path), 'r:gz')
    except (tarfile.ReadError, FileNotFoundError) as e:
        print(type(e).__name__)
try:
    with tarfile.open(archive) as tar:
        tar.getmember('nope')
except KeyError as e:
    print(e)
shutil.rmtree(base)
