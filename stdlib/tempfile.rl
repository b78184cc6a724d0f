"""Files and folders with names that nothing else uses, for a while."""

import os
import random as _random
import shutil

tempdir = None
_names = _random.Random()


def gettempdir():
    """The folder for temporary files."""
    if tempdir is not None:
        return tempdir
    for name in ('TMPDIR', 'TEMP', 'TMP'):
        if os.environ.get(name):
            return os.environ[name]
    return '/tmp'


def _candidates(suffix, prefix, dir):
    while True:
        name = ''.join(_names.choices('abcdefghijklmnopqrstuvwxyz0123456789_', k=8))
        yield os.path.join(dir or gettempdir(), (prefix or 'tmp') + name + (suffix or ''))


def mkdtemp(suffix=None, prefix=None, dir=None):
    """Makes a new folder and returns its path."""
    for path in _candidates(suffix, prefix, dir):
        try:
            os.mkdir(path, 0o700)
            return path
        except FileExistsError:
            continue


def mktemp(suffix='', prefix='tmp', dir=None):
    """A path that nothing uses yet."""
    for path in _candidates(suffix, prefix, dir):
        if not os.path.exists(path):
            return path


class TemporaryDirectory:
    """A new folder, removed with its contents at the end of the with block."""

    def __init__(self, suffix=None, prefix=None, dir=None, ignore_cleanup_errors=False):
        self.name = mkdtemp(suffix, prefix, dir)

    def __enter__(self):
        return self.name

    def __exit__(self, exc, value, tb):
        self.cleanup()

    def cleanup(self):
        shutil.rmtree(self.name, ignore_errors=True)

    def __repr__(self):
        return '<TemporaryDirectory %r>' % self.name


class NamedTemporaryFile:
    """A new open file, removed when it is closed (unless delete=False)."""

    def __init__(self, mode='w+b', buffering=-1, encoding=None, newline=None, suffix=None, prefix=None, dir=None,
                 delete=True):
        self.name = mktemp(suffix, prefix, dir)
        self.delete = delete
        self.file = None
        self.file = open(self.name, mode, encoding=encoding, newline=newline)

    def __getattr__(self, name):
        return getattr(self.file, name)

    def __enter__(self):
        return self

    def __iter__(self):
        return iter(self.file)

    def close(self):
        self.file.close()
        if self.delete and os.path.exists(self.name):
            os.remove(self.name)

    def __exit__(self, exc, value, tb):
        self.close()


TemporaryFile = NamedTemporaryFile
