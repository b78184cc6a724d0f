from pathlib import Path
import tempfile, shutil
p = Path('/a/b') / 'c.tar.gz'
print(p, p.name, p.stem, p.suffix, p.suffixes, p.parent, p.parts, p.with_suffix('.zip'), p.with_name('x'), p.is_absolute(), str(p.parent.parent), p.relative_to('/a'), Path('a') / 'b' == Path('a/b'), Path('x').exists(), Path('.'), Path('a//b/./c'))
base = Path(tempfile.mkdtemp())
(base / 'sub').mkdir()
(base / 'sub' / 'deep').mkdir(parents=True, exist_ok=True)
f = base / 'sub' / 'f.txt'
print(f.write_text('hello\n'), f.read_text(), f.exists(), f.is_file(), base.is_dir(), f.stat().st_size, sorted(x.name for x in (base / 'sub').iterdir()), [x.name for x in base.rglob('*.txt')], [x.name for x in (base / 'sub').glob('*.txt')])
with f.open('a') as out:
    out.write('more')
print(f.read_text().splitlines(), f.read_bytes()[:3], open(f).read() == f.read_text())
f.unlink(); print(f.exists()); f.unlink(missing_ok=True)
for attempt in [lambda: f.read_text(), lambda: (base / 'sub').mkdir(), lambda: Path('/a').relative_to('/b')]:
    try:
        attempt()
    except Exception as e:
        print(type(e).__name__)
shutil.rmtree(base)
