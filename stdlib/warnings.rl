"""Warnings: messages to the reader of a program that do not stop it."""

import re
import sys

filters = []
_seen = set()
_default = [('ignore', None, DeprecationWarning, None, 0), ('ignore', None, PendingDeprecationWarning, None, 0),
            ('ignore', None, ImportWarning, None, 0), ('ignore', None, ResourceWarning, None, 0)]
filters.extend(_default)


def filterwarnings(action, message='', category=Warning, module='', lineno=0, append=False):
    """Says what is done ('ignore', 'default', 'once', 'always', 'error') with warnings that match."""
    if action not in ('error', 'ignore', 'always', 'default', 'module', 'once'):
        raise AssertionError('invalid action: %r' % (action,))
    _add((action, re.compile(message, re.I) if message else None, category, None, lineno), append)


def simplefilter(action, category=Warning, lineno=0, append=False):
    """filterwarnings for every message of a category."""
    if action not in ('error', 'ignore', 'always', 'default', 'module', 'once'):
        raise AssertionError('invalid action: %r' % (action,))
    _add((action, None, category, None, lineno), append)


def _add(item, append):
    if append:
        if item not in filters:
            filters.append(item)
    else:
        if item in filters:
            filters.remove(item)
        filters.insert(0, item)
    _seen.clear()


def resetwarnings():
    """Forgets all filters."""
    filters.clear()
    _seen.clear()


class WarningMessage:
    """A warning as catch_warnings(record=True) keeps it."""

    def __init__(self, message, category, filename, lineno, file=None, line=None, source=None):
        self.message, self.category, self.filename, self.lineno = message, category, filename, lineno
        self.file, self.line, self.source = file, line, source
        self._category_name = category.__name__ if category else None

    def __str__(self):
        return '{message : %r, category : %r, filename : %r, lineno : %s, line : %r}' % (
            self.message, self._category_name, self.filename, self.lineno, self.line)


def formatwarning(message, category, filename, lineno, line=None):
    """The text of a warning."""
    return '%s:%s: %s: %s\n' % (filename, lineno, category.__name__, message)


def showwarning(message, category, filename, lineno, file=None, line=None):
    """Writes a warning to standard error (or file)."""
    (file or sys.stderr).write('%s: %s\n' % (category.__name__, message))


_show = showwarning
_records = []


def warn(message, category=None, stacklevel=1, source=None):
    """Tells the reader something without stopping the program."""
    if isinstance(message, Warning):
        category = type(message)
        text = str(message)
    else:
        category = category or UserWarning
        text = str(message)
        if not (isinstance(category, type) and issubclass(category, Warning)):
            raise TypeError("category must be a Warning subclass, not '%s'" % type(category).__name__)
        message = category(message)
    action = 'default'
    for what, pattern, wanted, module, lineno in filters:
        if (pattern is None or pattern.match(text)) and issubclass(category, wanted):
            action = what
            break
    if action == 'ignore':
        return
    if action == 'error':
        raise message
    if action != 'always':
        key = (text, category)
        if key in _seen:
            return
        _seen.add(key)
    if _records:
        _records[-1].append(WarningMessage(message, category, '<rlnb>', 1))
    else:
        showwarning(message, category, '<rlnb>', 1)


def warn_explicit(message, category, filename, lineno, module=None, registry=None, module_globals=None, source=None):
    """warn with the place given."""
    warn(message, category)


class catch_warnings:
    """Keeps changes to the filters inside a block; record=True collects the warnings in a list."""

    def __init__(self, *, record=False, module=None, action=None, category=Warning, lineno=0, append=False):
        self._record = record
        self._filter = None if action is None else (action, category, lineno, append)

    def __enter__(self):
        self._filters = filters[:]
        _seen.clear()
        if self._filter is not None:
            simplefilter(*self._filter)
        if self._record:
            log = []
            _records.append(log)
            return log

    def __exit__(self, *exc_info):
        filters[:] = self._filters
        _seen.clear()
        if self._record:
            _records.pop()
