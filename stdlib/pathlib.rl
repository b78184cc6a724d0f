"""Paths as objects."""

import fnmatch
import glob as _glob
import os
import shutil


class PurePath:
    """The text of a path, and its parts."""

    def __init__(self, *args):
        text = os.path.join(*[os.fspath(arg) for arg in args]) if args else '.'
        root = '/' if text.startswith('/') else ''
        parts = [part for part in text.split('/') if part and part != '.']
        self._path = root + '/'.join(parts) or '.'

    def __fspath__(self):
        return self._path

    def __str__(self):
        return self._path

    def __repr__(self):
        return 'PosixPath(%r)' % self._path

    def __hash__(self):
        return hash(self._path)

    def __eq__(self, other):
        return isinstance(other, PurePath) and self._path == other._path

    def __lt__(self, other):
        return self.parts < other.parts

    def __le__(self, other):
        return self.parts <= other.parts

    def __gt__(self, other):
        return self.parts > other.parts

    def __ge__(self, other):
        return self.parts >= other.parts

    def __truediv__(self, other):
        return self.__class__(self._path, os.fspath(other))

    def __rtruediv__(self, other):
        return self.__class__(os.fspath(other), self._path)

    def joinpath(self, *others):
        return self.__class__(self._path, *others)

    @property
    def parts(self):
        if self._path == '.':
            return ()
        rest = tuple(part for part in self._path.split('/') if part)
        return ('/',) + rest if self._path.startswith('/') else rest

    @property
    def anchor(self):
        return '/' if self._path.startswith('/') else ''

    root = anchor
    drive = property(lambda self: '')

    @property
    def name(self):
        return '' if self._path in ('.', '/') else os.path.basename(self._path)

    @property
    def suffix(self):
        name = self.name
        dot = name.rfind('.')
        return name[dot:] if 0 < dot < len(name) - 1 else ''

    @property
    def suffixes(self):
        name = self.name
        return [] if name.endswith('.') else ['.' + part for part in name.lstrip('.').split('.')[1:]]

    @property
    def stem(self):
        suffix = self.suffix
        return self.name[:len(self.name) - len(suffix)] if suffix else self.name

    @property
    def parent(self):
        return self.__class__(os.path.dirname(self._path) or '.') if self._path != '/' else self

    @property
    def parents(self):
        result = []
        path = self
        while path.parent != path:
            path = path.parent
            result.append(path)
        return result

    def as_posix(self):
        return self._path

    def is_absolute(self):
        return self._path.startswith('/')

    def is_relative_to(self, other):
        other = self.__class__(other).parts
        return self.parts[:len(other)] == other

    def relative_to(self, other):
        base = self.__class__(other)
        if self.parts[:len(base.parts)] != base.parts:
            raise ValueError('%r is not in the subpath of %r OR one path is relative and the other is absolute.'
                             % (str(self), str(base)))
        return self.__class__(*self.parts[len(base.parts):])

    def with_name(self, name):
        if not self.name:
            raise ValueError('%r has an empty name' % (self,))
        return self.__class__(os.path.join(os.path.dirname(self._path), name))

    def with_suffix(self, suffix):
        if suffix and (not suffix.startswith('.') or suffix == '.'):
            raise ValueError('Invalid suffix %r' % suffix)
        return self.with_name(self.stem + suffix)

    def with_stem(self, stem):
        return self.with_name(stem + self.suffix)

    def match(self, pattern):
        return fnmatch.fnmatch(self._path if '/' in pattern else self.name, pattern)


class Path(PurePath):
    """A path of the file system."""

    @classmethod
    def cwd(cls):
        return cls(os.getcwd())

    @classmethod
    def home(cls):
        return cls(os.path.expanduser('~'))

    def exists(self):
        return os.path.exists(self._path)

    def is_file(self):
        return os.path.isfile(self._path)

    def is_dir(self):
        return os.path.isdir(self._path)

    def is_symlink(self):
        return os.path.islink(self._path)

    def stat(self):
        return os.stat(self._path)

    def open(self, mode='r', buffering=-1, encoding=None, errors=None, newline=None):
        return open(self._path, mode, buffering, encoding, errors, newline)

    def read_text(self, encoding=None, errors=None):
        with self.open('r', encoding=encoding, errors=errors) as f:
            return f.read()

    def read_bytes(self):
        with self.open('rb') as f:
            return f.read()

    def write_text(self, data, encoding=None, errors=None, newline=None):
        if not isinstance(data, str):
            raise TypeError('data must be str, not %s' % type(data).__name__)
        with self.open('w', encoding=encoding, errors=errors, newline=newline) as f:
            return f.write(data)

    def write_bytes(self, data):
        with self.open('wb') as f:
            return f.write(data)

    def mkdir(self, mode=0o777, parents=False, exist_ok=False):
        if parents:
            os.makedirs(self._path, exist_ok=exist_ok)
            return
        try:
            os.mkdir(self._path, mode)
        except FileExistsError:
            if not exist_ok or not self.is_dir():
                raise

    def rmdir(self):
        os.rmdir(self._path)

    def unlink(self, missing_ok=False):
        try:
            os.remove(self._path)
        except FileNotFoundError:
            if not missing_ok:
                raise

    def rename(self, target):
        os.rename(self._path, os.fspath(target))
        return self.__class__(target)

    def replace(self, target):
        return self.rename(target)

    def touch(self, mode=0o666, exist_ok=True):
        if self.exists():
            if not exist_ok:
                raise FileExistsError(17, 'File exists', self._path)
            os.utime(self._path)
        else:
            open(self._path, 'a').close()

    def iterdir(self):
        for name in os.listdir(self._path):
            yield self / name

    def glob(self, pattern):
        for path in _glob.iglob(pattern, root_dir=self._path, recursive=True, include_hidden=True):
            if path:
                yield self / path

    def rglob(self, pattern):
        return self.glob('**/' + pattern)

    def absolute(self):
        return self.__class__(os.path.join(os.getcwd(), self._path))

    def resolve(self, strict=False):
        if strict and not self.exists():
            raise FileNotFoundError(2, 'No such file or directory', self._path)
        return self.__class__(os.path.realpath(self._path))

    def expanduser(self):
        return self.__class__(os.path.expanduser(self._path))

    def samefile(self, other):
        return os.path.samefile(self._path, os.fspath(other))


PosixPath = Path
PurePosixPath = PurePath
