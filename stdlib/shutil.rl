"""Copying, moving and removing files and folders."""

import os


class Error(OSError):
    pass


class SameFileError(Error):
    pass


def copyfileobj(fsrc, fdst, length=0):
    """Copies what is left of one stream to another."""
    while True:
        block = fsrc.read(length or 65536)
        if not block:
            break
        fdst.write(block)


def copyfile(src, dst, *, follow_symlinks=True):
    """Copies the contents of a file."""
    if os.path.exists(dst) and os.path.samefile(src, dst):
        raise SameFileError('%r and %r are the same file' % (src, dst))
    with open(src, 'rb') as source:
        with open(dst, 'wb') as target:
            copyfileobj(source, target, 1 << 20)
    return dst


def copymode(src, dst, *, follow_symlinks=True):
    os.chmod(dst, os.stat(src).st_mode & 0o7777)


def copystat(src, dst, *, follow_symlinks=True):
    copymode(src, dst)
    info = os.stat(src)
    os.utime(dst, (info.st_atime, info.st_mtime))


def _target(src, dst):
    return os.path.join(dst, os.path.basename(src)) if os.path.isdir(dst) else dst


def copy(src, dst, *, follow_symlinks=True):
    """Copies a file with its permissions, to a file or into a folder."""
    dst = _target(src, dst)
    copyfile(src, dst)
    copymode(src, dst)
    return dst


def copy2(src, dst, *, follow_symlinks=True):
    """Copies a file with its permissions and times."""
    dst = _target(src, dst)
    copyfile(src, dst)
    copystat(src, dst)
    return dst


def ignore_patterns(*patterns):
    """For copytree: a function that leaves out the names that match."""
    import fnmatch

    def ignore(path, names):
        return {name for pattern in patterns for name in fnmatch.filter(names, pattern)}
    return ignore


def copytree(src, dst, symlinks=False, ignore=None, copy_function=copy2, ignore_dangling_symlinks=False,
             dirs_exist_ok=False):
    """Copies a folder with all that is in it."""
    names = os.listdir(src)
    left_out = set(ignore(src, names)) if ignore is not None else set()
    os.makedirs(dst, exist_ok=dirs_exist_ok)
    for name in names:
        if name in left_out:
            continue
        source, target = os.path.join(src, name), os.path.join(dst, name)
        if os.path.isdir(source):
            copytree(source, target, symlinks, ignore, copy_function, ignore_dangling_symlinks, dirs_exist_ok)
        else:
            copy_function(source, target)
    copystat(src, dst)
    return dst


def rmtree(path, ignore_errors=False, onerror=None):
    """Removes a folder with all that is in it."""
    try:
        if os.path.islink(path):
            raise OSError('Cannot call rmtree on a symbolic link')
        for name in os.listdir(path):
            inner = os.path.join(path, name)
            if os.path.isdir(inner) and not os.path.islink(inner):
                rmtree(inner, ignore_errors, onerror)
            else:
                os.remove(inner)
        os.rmdir(path)
    except OSError:
        if not ignore_errors:
            raise


def move(src, dst, copy_function=copy2):
    """Moves a file or folder, into dst if that is a folder."""
    target = dst
    if os.path.isdir(dst):
        target = os.path.join(dst, os.path.basename(src.rstrip('/')))
        if os.path.exists(target):
            raise Error("Destination path '%s' already exists" % target)
    try:
        os.rename(src, target)
    except OSError:
        if os.path.isdir(src):
            copytree(src, target, copy_function=copy_function)
            rmtree(src)
        else:
            copy_function(src, target)
            os.remove(src)
    return target


def which(cmd, mode=1, path=None):
    """Where the program cmd is, or None."""
    if '/' in cmd:
        return cmd if os.access(cmd, os.X_OK) else None
    for folder in (path or os.environ.get('PATH', '')).split(':'):
        candidate = os.path.join(folder, cmd)
        if os.path.isfile(candidate) and os.access(candidate, os.X_OK):
            return candidate
    return None


def make_archive(base_name, format, root_dir=None, base_dir=None):
    """Packs a folder into base_name.tar, .tar.gz, .tar.bz2 or .tar.xz."""
    import tarfile
    kinds = {'tar': ('', '.tar'), 'gztar': ('gz', '.tar.gz'), 'bztar': ('bz2', '.tar.bz2'), 'xztar': ('xz', '.tar.xz')}
    if format not in kinds:
        raise ValueError("unknown archive format '%s'" % format)
    compression, suffix = kinds[format]
    name = base_name + suffix
    root = root_dir or '.'
    with tarfile.open(name, 'w:' + compression) as tar:
        tar.add(os.path.join(root, base_dir) if base_dir else root, arcname=base_dir or '.')
    return name


def unpack_archive(filename, extract_dir=None, format=None):
    """Unpacks a tar archive."""
    import tarfile
    with tarfile.open(filename, 'r:*') as tar:
        tar.extractall(extract_dir or '.')
