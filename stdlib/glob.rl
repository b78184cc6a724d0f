"""Files whose paths match a shell pattern; ** reaches into all folders below with recursive=True."""

import fnmatch
import os


def has_magic(s):
    return any(c in s for c in '*?[')


def escape(pathname):
    """The pattern that matches exactly this path."""
    return ''.join('[' + c + ']' if c in '*?[' else c for c in pathname)


def _names(folder):
    try:
        return os.listdir(folder or '.')
    except OSError:
        return []


def _below(folder):
    """'' and every path below folder, hidden ones left out."""
    yield ''
    for name in _names(folder):
        if not name.startswith('.'):
            path = os.path.join(folder, name)
            if os.path.isdir(path) and not os.path.islink(path):
                for inner in _below(path):
                    yield os.path.join(name, inner) if inner else name
            else:
                yield name


def iglob(pathname, *, root_dir=None, recursive=False, include_hidden=False):
    """The matching paths one by one."""
    root = root_dir or ''
    head, tail = os.path.split(pathname)
    if not has_magic(pathname):
        if os.path.lexists(os.path.join(root, pathname)) if tail else os.path.isdir(os.path.join(root, head)):
            yield pathname
        return
    if head and head != pathname and has_magic(head):
        folders = iglob(head, root_dir=root_dir, recursive=recursive)
    else:
        folders = [head]
    for folder in folders:
        full = os.path.join(root, folder)
        if recursive and tail == '**':
            for name in _below(full):
                yield os.path.join(folder, name) if folder else name
        elif has_magic(tail):
            if folder and not os.path.isdir(full):
                continue
            names = _names(full)
            if not tail.startswith('.') and not include_hidden:
                names = [name for name in names if not name.startswith('.')]
            for name in fnmatch.filter(names, tail if tail != '**' else '*'):
                yield os.path.join(folder, name)
        elif (os.path.lexists(os.path.join(full, tail)) if tail else os.path.isdir(full)):
            yield os.path.join(folder, tail)


def glob(pathname, *, root_dir=None, recursive=False, include_hidden=False):
    """The matching paths as a list."""
    return [path for path in iglob(pathname, root_dir=root_dir, recursive=recursive, include_hidden=include_hidden)
            if path]
